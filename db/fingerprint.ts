import pg from "pg";
import { asOutage } from "./errors.ts";
import type { ConnectionConfig } from "./pool.ts";

/**
 * The fingerprint of the key these books are locked with, as they keep it from their first start on; null before. With
 * `first` it is kept, unless another start was quicker: what stands then is given. Only the owner sees it.
 */
export async function fingerprintKept(owner: ConnectionConfig, first?: string): Promise<string | null> {
  const client = new pg.Client({ ...owner, application_name: "lumbung fingerprint" });
  client.on("error", () => {}); // The statement under way is rejected with the same error.
  try {
    await client.connect();
    await client.query(table);
    if (first !== undefined)
      await client.query("insert into lumbung_migration.locked_with (fingerprint) values ($1) on conflict do nothing", [
        first,
      ]);
    const { rows } = await client.query<{ fingerprint: string }>("select fingerprint from lumbung_migration.locked_with");
    return rows[0]?.fingerprint ?? null;
  } catch (error) {
    throw asOutage(error);
  } finally {
    await client.end().catch(() => {});
  }
}

// Two first starts at once wait for each other: whoever comes second finds the table.
const table = `
  do $$ begin
    perform pg_advisory_xact_lock(4040002);
    if to_regclass('lumbung_migration.locked_with') is null then
      create table lumbung_migration.locked_with (
        only_one boolean primary key default true check (only_one),
        fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
        kept_at timestamptz not null default now()
      );
    end if;
  end $$`;
