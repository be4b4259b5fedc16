/** The key of all texts, kept beside the database and never in it. Without it no name can be read. */
import { type ConnectionConfig, connect, fingerprintKept, replaceFile } from "#db";
import { areBooksBlank } from "#ledger/server";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The key and the books do not belong together, or there is none. The message is for the operator, as it stands. */
export class MasterKeyUnfit extends Error {
  override readonly name = "MasterKeyUnfit";
}

export const masterKeyFile = (folder: string): string => join(folder, "keys/master.key");

/**
 * The key these books were begun with. Made where folder and books are both new: first the file, then its fingerprint
 * in the database, so that a sudden end between the two leaves a key and blank books. `owner` has migrated.
 */
export async function masterKeyOf(folder: string, owner: ConnectionConfig): Promise<Buffer> {
  const file = masterKeyFile(folder);
  const begunWith = await fingerprintKept(owner);
  if (!existsSync(file)) {
    if (begunWith !== null || !(await isBlank(owner)))
      throw new MasterKeyUnfit(
        `This database holds books whose key is not in ${folder}, and without it no name in them can be read. ` +
          `Bring ${file} back from the backup of their data folder, or set LUMBUNG_DATA to that folder. ` +
          "For new books give LUMBUNG_DATABASE_URL an empty database.",
      );
    await mkdir(join(folder, "keys"), { recursive: true, mode: 0o700 });
    await replaceFile(file, `${randomBytes(keyBytes).toString("base64")}\n`);
  }
  const key = readKey(await readFile(file, "utf8"));
  if (key === null)
    throw new MasterKeyUnfit(
      `${file} does not hold a whole key. Bring that file back from the backup: no other opens the names in these books.`,
    );
  if ((begunWith ?? (await fingerprintKept(owner, fingerprintOf(key)))) !== fingerprintOf(key))
    throw new MasterKeyUnfit(
      `The key in ${file} is not the one these books were begun with, and no name in them could be read with it. ` +
        "Bring the right one back from the backup, or set LUMBUNG_DATA to the data folder of these books.",
    );
  return key;
}

/** The key as it lies in the folder, for who works beside a server; null where there is none or it is not whole. */
export async function readMasterKey(folder: string): Promise<Buffer | null> {
  const file = masterKeyFile(folder);
  return existsSync(file) ? readKey(await readFile(file, "utf8")) : null;
}

const keyBytes = 32;

function readKey(text: string): Buffer | null {
  const written = text.trim();
  const key = Buffer.from(written, "base64");
  return key.length === keyBytes && key.toString("base64") === written ? key : null;
}

/** Tells two keys apart and nothing more: from it nobody comes back to the key. */
const fingerprintOf = (key: Buffer): string => createHmac("sha256", key).update("lumbung master key").digest("hex");

async function isBlank(owner: ConnectionConfig): Promise<boolean> {
  const pool = connect(owner, { max: 1 });
  try {
    return await areBooksBlank(pool);
  } finally {
    await pool.end();
  }
}
