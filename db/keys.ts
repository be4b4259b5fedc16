import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile, syncFolder } from "./durable.ts";

/**
 * Passwords of database roles, kept in `<folder>/keys/<name>.json`, readable by the owner of the folder alone. Made
 * once; `names` that are missing in an older file are added.
 */
export async function keptPasswords<Name extends string>(
  folder: string,
  name: string,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const keys = join(folder, "keys");
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const path = join(keys, `${name}.json`);
  const kept = (await readJson(path)) as Partial<Record<Name, string>>;
  if (names.every(role => kept[role] !== undefined)) return kept as Record<Name, string>;
  const all = { ...kept } as Record<Name, string>;
  for (const role of names) all[role] ??= newPassword();
  await syncFolder(folder);
  await replaceFile(path, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}

/** 32 random bytes, written so that they need no escaping in a URL or in SQL. */
export function newPassword(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What PostgreSQL stores for a password (RFC 5803). Sent instead of the password itself in `create role`, so that a
 * server that logs its statements never logs a password.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const keyed = (word: string) => createHmac("sha256", salted).update(word).digest();
  const storedKey = createHash("sha256").update(keyed("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${keyed("Server Key").toString("base64")}`;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  return JSON.parse(text);
}
