/** The key of a backup: out of a passphrase, or the one that is made once and kept in the data folder. */
import { assert } from "#base";
import { replaceFile } from "#db";
import { hashRaw } from "@node-rs/argon2";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Head, KeyWay } from "./sealed-file.ts";
import { BackupUnfit } from "./unfit.ts";

export interface BackupKey {
  readonly key: Buffer;
  readonly way: KeyWay;
}

/** RFC 9106's second choice for Argon2id: 64 MiB, three passes, four lanes. */
const cost = { memory: 65_536, passes: 3, lanes: 4 } as const;
/** A head is read before it is trusted: nobody's file makes us work for hours. */
const costMax = { memory: 1_048_576, passes: 16, lanes: 16 } as const;

export async function newKeyOf(passphrase: string): Promise<BackupKey> {
  const way = { is: "passphrase", ...cost, salt: randomBytes(16).toString("base64") } as const;
  return { key: await drawn(passphrase, way), way };
}

/** The key a head asks for, out of the passphrase it was locked with. */
export async function keyOfHead({ key: way }: Head, passphrase: string, file: string): Promise<Buffer> {
  assert(way.is === "passphrase", "a key is not drawn from a passphrase");
  if (way.memory > costMax.memory || way.passes > costMax.passes || way.lanes > costMax.lanes)
    throw new BackupUnfit("cli.backup-damaged-head", { file });
  return drawn(passphrase, way);
}

const drawn = (passphrase: string, way: Extract<KeyWay, { readonly is: "passphrase" }>): Promise<Buffer> =>
  hashRaw(passphrase.normalize("NFKC"), {
    memoryCost: way.memory,
    timeCost: way.passes,
    parallelism: way.lanes,
    outputLen: 32,
    salt: Buffer.from(way.salt, "base64"),
  });

export const backupKeyFile = (folder: string): string => join(folder, "keys/backup.key");

/** The key kept in the folder; made where there is none. */
export async function keptKey(folder: string): Promise<BackupKey> {
  const file = backupKeyFile(folder);
  if (!existsSync(file)) {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await replaceFile(file, `${randomBytes(32).toString("base64")}\n`);
  }
  return ofKey(keyIn(await readFile(file, "utf8"), file));
}

export const ofKey = (key: Buffer): BackupKey => ({ key, way: { is: "key", mark: markOf(key) } });

/** A key as it is written in a file or typed from paper: 32 bytes in base64. */
export function keyIn(text: string, where: string): Buffer {
  const written = text.replace(/\s/g, "");
  const key = Buffer.from(written, "base64");
  if (key.length !== 32 || key.toString("base64") !== written) throw new BackupUnfit("cli.backup-no-key", { file: where });
  return key;
}

export const markOf = (key: Buffer): string =>
  createHash("sha256").update("lumbung backup key\n").update(key).digest("hex").slice(0, 12);
