import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { assert } from "#base";

/**
 * Names and free text, kept apart from the ledger: AES-256-GCM under a key of each member in each organisation (and one
 * of the organisation itself). The keys are kept wrapped by the server's master key, which lies in a file beside the
 * database and never in it. Deleting a member's wrapped key erases what was written about her, everywhere but in sealed
 * backups made before (docs/guides/backup.md); the log keeps a commitment over a random salt, so nothing in it can be
 * guessed, and still verifies.
 */
export interface Sealed {
  /** nonce (12) | tag (16) | ciphertext of salt (16) and text. */
  readonly cipher: Buffer;
  /** Base64url of SHA-256("lumbung/pii/v1\n" | salt | text): what the log holds in place of the text. */
  readonly commitment: string;
}

const prefix = Buffer.from("lumbung/pii/v1\n");

export function sealText(text: string, key: Buffer, about: string): Sealed {
  const salt = randomBytes(16);
  const plain = Buffer.concat([salt, Buffer.from(text.normalize("NFC"), "utf8")]);
  return { cipher: lock(plain, key, about), commitment: commitmentTo(plain) };
}

/** `plain`: the salt and then the text. */
export const commitmentTo = (plain: Buffer): string => createHash("sha256").update(prefix).update(plain).digest("base64url");

export function openText(cipher: Buffer, key: Buffer, about: string): string {
  return unlock(cipher, key, about).subarray(16).toString("utf8");
}

export const newKey = (): Buffer => randomBytes(32);
export const wrapKey = (key: Buffer, master: Buffer, owner: string): Buffer => lock(key, master, `key ${owner}`);
export const unwrapKey = (wrapped: Buffer, master: Buffer, owner: string): Buffer =>
  unlock(wrapped, master, `key ${owner}`);

// The associated data binds a ciphertext to its place, so that rows cannot be swapped.
export function lock(plain: Buffer, key: Buffer, about: string): Buffer {
  assert(key.length === 32, "a key has 32 bytes");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

export function unlock(sealed: Buffer, key: Buffer, about: string): Buffer {
  const opened = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12))
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([opened.update(sealed.subarray(28)), opened.final()]);
}
