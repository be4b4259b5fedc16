/**
 * The container of an XLSX file, read from its directory at the end (APPNOTE.TXT 6.3.10, §4.3). Only what spreadsheets
 * write is understood: stored or deflated parts of one disk, no encryption, no 64-bit sizes. A part is unpacked piece by
 * piece against a budget, so that what a file says of itself decides nothing.
 */
import { crc32, createInflateRaw } from "node:zlib";
import { refuse } from "#base";
import { limits } from "./limits.ts";
import { damaged, FileRefused, tooMuch } from "./refused.ts";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its packed bytes begin. */
  readonly from: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const commentMax = 65_535;

export function entriesOf(file: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  if (count > limits.entries) throw tooMuch();
  const entries = new Map<string, ZipEntry>();
  let at = start;
  let dataEnd = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || file.readUInt32LE(at) !== entrySignature) throw damaged();
    const flags = file.readUInt16LE(at + 8);
    const nameLength = file.readUInt16LE(at + 28);
    const restLength = file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    if (flags & 1) throw new FileRefused(refuse("cutoff.file-locked"));
    // Nothing is ever written where a name says; one that climbs is of no spreadsheet.
    if (/[\0\\]|^\/|^[a-z]:/i.test(name) || name.split("/").includes(".."))
      throw new FileRefused(refuse("cutoff.file-with-paths"));
    const entry = {
      name,
      method: file.readUInt16LE(at + 10),
      crc: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      from: dataOf(file, file.readUInt32LE(at + 42), start),
    };
    if (entry.packed === 0xffff_ffff || entry.unpacked === 0xffff_ffff) throw tooMuch();
    if (entry.from + entry.packed > start || entries.has(name.toLowerCase())) throw damaged();
    if (!name.endsWith("/")) entries.set(name.toLowerCase(), entry);
    at += 46 + nameLength + restLength;
    dataEnd += entry.packed;
  }
  // Parts that lie over each other are how a small file says the same bytes many times.
  if (at > end || dataEnd > start) throw damaged();
  return entries;
}

function findEnd(file: Buffer): number {
  for (let at = file.length - endBytes; at >= Math.max(0, file.length - endBytes - commentMax); at -= 1)
    if (file.readUInt32LE(at) === endSignature && at + endBytes + file.readUInt16LE(at + 20) === file.length) return at;
  throw damaged();
}

function dataOf(file: Buffer, local: number, directory: number): number {
  if (local + 30 > directory || file.readUInt32LE(local) !== localSignature) throw damaged();
  return local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
}

/** How many bytes may still be unpacked. One for a file. */
export class Budget {
  #left: number = limits.unpacked;
  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw tooMuch();
  }
}

/** Hands out the bytes of a part piece by piece; ends early where `take` says it has enough. */
export async function unpack(file: Buffer, entry: ZipEntry, budget: Budget, take: (piece: Buffer) => void): Promise<void> {
  const packed = file.subarray(entry.from, entry.from + entry.packed);
  if (entry.unpacked > limits.unpacked) throw tooMuch();
  if (entry.method === 0) {
    budget.spend(packed.length);
    if (crc32(packed) !== entry.crc) throw damaged();
    return take(packed);
  }
  if (entry.method !== 8) throw damaged();
  const inflate = createInflateRaw();
  let bytes = 0;
  let crc = 0;
  inflate.end(packed);
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      bytes += piece.length;
      budget.spend(piece.length);
      if (bytes > 1_000_000 && bytes > entry.packed * limits.ratio) throw tooMuch();
      crc = crc32(piece, crc);
      take(piece);
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : damaged();
  } finally {
    inflate.destroy();
  }
  if (bytes !== entry.unpacked || crc !== entry.crc) throw damaged();
}
