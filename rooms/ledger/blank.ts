import { type Pool, query, sql } from "#db";

/**
 * Nothing was ever posted here, in no organisation: not a page of the table of heads is in use. Asked of its size, since
 * no role of ours sees the rows of an organisation it does not name. What was taken back counts as posted.
 */
export async function areBooksBlank(pool: Pool): Promise<boolean> {
  const [row] = await query<{ blank: boolean }>(pool, sql`select pg_relation_size('ledger.head'::regclass) = 0 as blank`);
  return row!.blank;
}
