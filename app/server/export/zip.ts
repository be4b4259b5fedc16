/** ZIP files as every computer opens them (PKWARE APPNOTE 6.3, without ZIP64): written whole, and our own read back. */
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { BackupUnfit } from "../backup/unfit.ts";

export interface ZipEntry {
  /** With "/" between folders. */
  readonly name: string;
  readonly bytes: Buffer;
}

const utf8Names = 0x0800;
const deflated = 8;
const madeOnUnix = 0x0314;
const oneFile = 0o100600 << 16;

/** `made`: an instant in UTC, the time of every file in it. */
export function zipOf(entries: readonly ZipEntry[], made: string): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(deflated, 4);
    common.writeUInt32LE(dosTime(made), 6);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    pieces.push(signed(0x04034b50), common, path, packed);
    const beside = Buffer.alloc(14);
    beside.writeUInt32LE(oneFile >>> 0, 6);
    beside.writeUInt32LE(offset, 10);
    directory.push(signed(0x02014b50), short(madeOnUnix), common, beside, path);
    offset += 4 + common.length + path.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, listed, signed(0x06054b50), end]);
}

/** More than any group's books: a file that says it holds more was made to fill a disk. */
const unpackedMax = 2 ** 30;

/** One file out of a ZIP; throws BackupUnfit where it is not there or not as it was packed. */
export function entryOfZip(zip: Buffer, name: string, file: string): Buffer {
  const notWhole = new BackupUnfit("cli.export-not-whole", { file });
  const end = zip.lastIndexOf(signed(0x06054b50));
  if (end < 0 || end + 22 > zip.length) throw notWhole;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw notWhole;
    const nameBytes = zip.readUInt16LE(at + 28);
    if (zip.toString("utf8", at + 46, at + 46 + nameBytes) === name) {
      const [sum, packed] = [zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 20)];
      const [size, from] = [zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 42)];
      if (size > unpackedMax || from + 30 > zip.length) throw notWhole;
      const start = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
      const bytes = inflated(zip.subarray(start, start + packed), zip.readUInt16LE(at + 10), notWhole);
      if (bytes.length !== size || crc32(bytes) !== sum) throw notWhole;
      return bytes;
    }
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw notWhole;
}

function inflated(packed: Buffer, method: number, notWhole: BackupUnfit): Buffer {
  // Packed anew by another program, it may also be stored as it is.
  if (method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: unpackedMax });
  } catch {
    throw notWhole;
  }
}

function dosTime(made: string): number {
  const [year, month, day, hour, minute, second] = made.split(/\D/).map(Number) as [number, number, number, number, number, number];
  return (((((year - 1980) << 9) | (month << 5) | day) << 16) | (hour << 11) | (minute << 5) | (second >> 1)) >>> 0;
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}

function short(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(number);
  return bytes;
}
