import type { ClientBase } from "pg";
import { scramVerifier } from "./keys.ts";

/** Owns the tables and migrates; works only while migrating. */
export const ownerRole = "lumbung_owner";

/** The running server: neither superuser nor owner, and bound by the row policies. Migrations grant to this name. */
export const serverRole = "lumbung_server";

/** Creates a role that may sign in and nothing more, or sets the password of the one that is there. */
export async function setRole(client: ClientBase, role: string, password: string): Promise<void> {
  // Role names are ours and a verifier holds only base64, `$` and `:`, so nothing needs escaping.
  const secret = `password '${scramVerifier(password)}'`;
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  await client.query(rowCount === 0 ? `create role "${role}" login ${secret}` : `alter role "${role}" login ${secret}`);
}
