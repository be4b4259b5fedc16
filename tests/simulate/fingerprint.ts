/** Everything an organisation has, table by table, as a text that changes when anything does. */
import type { OrganisationId } from "#base";
import { type Pool, query, read, sql } from "#db";
import { house } from "../../app/rooms.ts";

/** Tables of an organisation, by the catalogue: what somebody adds tomorrow is in it too. */
export const organisationTables = async (pool: Pool): Promise<readonly string[]> => {
  const rows = await query<{ name: string }>(
    pool,
    sql`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and n.nspname = any (${house.rooms.map(room => room.name)}) order by 1`,
  );
  return rows.map(row => row.name);
};

/** Without the commands that were said: a refused one leaves its answer there and nothing anywhere else. */
export async function fingerprint(pool: Pool, organisation: OrganisationId): Promise<string> {
  const tables = (await organisationTables(pool)).filter(name => name !== "ledger.command");
  const parts = tables.map(
    name =>
      sql`select ${name} as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '-') as sum
        from ${sql.identifier(...name.split("."))} t where organisation_id = ${organisation}`,
  );
  const rows = await read(pool, organisation, client =>
    query<{ name: string; sum: string }>(client, sql`${sql.join(parts, sql` union all `)} order by name`),
  );
  return rows.map(row => `${row.name} ${row.sum}`).join("\n");
}
