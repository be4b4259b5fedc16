import { assert } from "#base";
import { type Pool, type PoolClient, query, sql, transact } from "#db";

/**
 * Works with rows that belong to no organisation: only those are seen whose key is named here (`0002-sign-in.sql`),
 * with what belongs to the organisations named. One transaction.
 */
export function keyed<T>(
  pool: Pool,
  see: { readonly keys: readonly string[]; readonly organisations?: readonly string[] },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return transact(pool, see.organisations ?? [], async client => {
    await seeKeys(client, see.keys);
    return work(client);
  });
}

/** Within a transaction that is under way: these keys and no others from here on. */
export async function seeKeys(client: PoolClient, keys: readonly string[]): Promise<void> {
  await query(client, sql`select set_config('lumbung.keys', ${listOf(keys)}, true)`);
}

/** Within a transaction that is under way: what belongs to these organisations and no others from here on. */
export async function seeOrganisations(client: PoolClient, organisations: readonly string[]): Promise<void> {
  await query(client, sql`select set_config('lumbung.organisations', ${listOf(organisations)}, true)`);
}

/** Checked by form, because a comma or a brace in a key would show more than was asked for. */
function listOf(keys: readonly string[]): string {
  for (const key of keys) assert(/^[a-z0-9-]{1,80}$/.test(key), "a key is lower-case letters, digits and -");
  return `{${keys.join(",")}}`;
}
