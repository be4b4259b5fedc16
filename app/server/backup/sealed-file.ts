/**
 * The file of a backup: a head in the clear that says how it is locked, pieces of 64 KiB each locked by itself, and its
 * whole length at the end.
 *
 *   "lumbung backup 1\n"
 *   JSON of {@link Head} "\n"
 *   SHA-256 of the two lines before, hex "\n"; these three are read the same way in every version
 *   pieces: AES-256-GCM of 65,536 bytes (the last one of fewer, or none) and their tag of 16 bytes
 *   "lumbung end " and the length of the whole file, 16 digits "\n"
 *
 * A key is good for one file: it is drawn from the given one by HKDF with a salt of the file. A piece's nonce is its
 * number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), and the
 * head is bound into each, so that no piece can be changed, moved, left out or brought from another file unseen.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { BackupUnfit } from "./unfit.ts";

/** How the key of a file is come by. */
export type KeyWay =
  | {
      readonly is: "passphrase";
      /** KiB, passes, lanes of Argon2id. */
      readonly memory: number;
      readonly passes: number;
      readonly lanes: number;
      /** Base64. */
      readonly salt: string;
    }
  | {
      readonly is: "key";
      /** Tells two keys apart and nothing more. */
      readonly mark: string;
    };

export interface Head {
  /** When it was begun: an instant in UTC. */
  readonly made: string;
  readonly key: KeyWay;
  /** Base64, of this file alone. */
  readonly salt: string;
  /** Base64: whether a key is the right one is known before anything is opened. */
  readonly check: string;
}

const version = 1;
const firstLine = /^lumbung backup (\d{1,6})\n/;
const pieceBytes = 64 * 1024;
const tagBytes = 16;
const headBytesMax = 4096;
const footBytes = "lumbung end ".length + 16 + 1;

/** Locks what comes; gives the bytes of the file as they come about. `key`: 32 bytes. */
export async function* sealed(
  plain: AsyncIterable<Buffer>,
  { key, way, made }: { readonly key: Buffer; readonly way: KeyWay; readonly made: string },
): AsyncGenerator<Buffer> {
  const salt = randomBytes(32);
  const keys = keysOf(key, salt);
  const line = JSON.stringify({
    made,
    key: way,
    salt: salt.toString("base64"),
    check: keys.check.toString("base64"),
  } satisfies Head);
  const told = `lumbung backup ${version}\n${line}\n`;
  const head = Buffer.from(`${told}${hex(told)}\n`);
  let length = head.length;
  yield head;
  let number = 0;
  let waiting: Buffer = Buffer.alloc(0);
  const piece = (bytes: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv("aes-256-gcm", keys.pieces, nonceOf(number, isLast)).setAAD(head);
    number += 1;
    const locked = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    length += locked.length;
    return locked;
  };
  for await (const bytes of plain) {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    // What fills a piece exactly waits: it may be the last.
    while (waiting.length > pieceBytes) {
      yield piece(waiting.subarray(0, pieceBytes), false);
      waiting = waiting.subarray(pieceBytes);
    }
  }
  yield piece(waiting, true);
  yield Buffer.from(footOf(length + footBytes));
}

export interface Opened {
  readonly head: Head;
  /** Bytes of the whole file. */
  readonly length: number;
  /** What was locked, piece by piece. Throws BackupUnfit at the first that is not as it was written. */
  plain(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** Reads head and length, asks for the key and holds it against the head; nothing more is opened yet. */
export async function openSealed(path: string, keyOf: (head: Head) => Promise<Buffer>): Promise<Opened> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    throw new BackupUnfit("cli.backup-no-file", { file: path, why: error.code ?? error.message });
  });
  try {
    const { size } = await file.stat();
    const { head, bytes } = readHead(await slice(file, 0, Math.min(size, headBytesMax)), path);
    if (size < bytes.length + tagBytes + footBytes) throw new BackupUnfit("cli.backup-cut", { file: path });
    const foot = (await slice(file, size - footBytes, footBytes)).toString("latin1");
    if (foot !== footOf(size)) {
      // Where the end is another, the file was cut; where it is there and its figures are not, that end is damaged.
      const isThere = [...foot].filter((sign, place) => sign === footOf(size)[place]).length > footBytes / 2;
      throw isThere
        ? new BackupUnfit("cli.backup-damaged-end", { file: path })
        : new BackupUnfit("cli.backup-cut", { file: path });
    }
    const keys = keysOf(await keyOf(head), Buffer.from(head.salt, "base64"));
    const check = Buffer.from(head.check, "base64");
    if (check.length !== keys.check.length || !timingSafeEqual(check, keys.check))
      throw new BackupUnfit(head.key.is === "key" ? "cli.backup-other-key" : "cli.backup-other-passphrase", {
        file: path,
      });
    const end = size - footBytes;
    return {
      head,
      length: size,
      plain: () => opened(file, path, { bytes, pieces: keys.pieces, end }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function* opened(
  file: FileHandle,
  path: string,
  { bytes: head, pieces: key, end }: { readonly bytes: Buffer; readonly pieces: Buffer; readonly end: number },
): AsyncGenerator<Buffer> {
  const locked = pieceBytes + tagBytes;
  const count = Math.ceil((end - head.length) / locked);
  for (let number = 0; number < count; number += 1) {
    const from = head.length + number * locked;
    const bytes = await slice(file, from, Math.min(locked, end - from));
    const damaged = new BackupUnfit("cli.backup-damaged", {
      file: path,
      part: String(number + 1),
      parts: String(count),
    });
    if (bytes.length < tagBytes) throw damaged;
    try {
      const cipher = createDecipheriv("aes-256-gcm", key, nonceOf(number, number === count - 1))
        .setAAD(head)
        .setAuthTag(bytes.subarray(-tagBytes));
      yield Buffer.concat([cipher.update(bytes.subarray(0, -tagBytes)), cipher.final()]);
    } catch (error) {
      // Only opening a piece says so; what whoever reads on throws is not ours.
      if (error instanceof Error && /authenticate/.test(error.message)) throw damaged;
      throw error;
    }
  }
}

function readHead(bytes: Buffer, path: string): { readonly head: Head; readonly bytes: Buffer } {
  const text = bytes.toString("latin1");
  const [first, written] = firstLine.exec(text) ?? [];
  if (first === undefined) throw new BackupUnfit("cli.backup-not-one", { file: path });
  const [line = "", sum = ""] = text.slice(first.length).split("\n", 2);
  if (hex(Buffer.from(`${first}${line}\n`, "latin1")) !== sum)
    throw new BackupUnfit("cli.backup-damaged-head", { file: path });
  if (Number(written) !== version) throw new BackupUnfit("cli.backup-newer", { file: path, version: written! });
  const length = first.length + line.length + 1 + sum.length + 1;
  return { head: JSON.parse(Buffer.from(line, "latin1").toString("utf8")) as Head, bytes: bytes.subarray(0, length) };
}

async function slice(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

const keysOf = (key: Buffer, salt: Buffer): { readonly pieces: Buffer; readonly check: Buffer } => ({
  pieces: Buffer.from(hkdfSync("sha256", key, salt, "lumbung/backup/pieces/v1", 32)),
  check: Buffer.from(hkdfSync("sha256", key, salt, "lumbung/backup/check/v1", 16)),
});

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

const footOf = (length: number): string => `lumbung end ${String(length).padStart(16, "0")}\n`;
const hex = (of: string | Buffer): string => createHash("sha256").update(of).digest("hex");
