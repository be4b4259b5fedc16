import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { asOutage } from "./errors.ts";
import type { ConnectionConfig } from "./pool.ts";
import { isIdentifier } from "./sql.ts";
import { types } from "./types.ts";

/** One file of one room: plain SQL, applied once, never edited afterwards. */
export interface Migration {
  readonly room: string;
  /** `0001-accounts.sql`: the number gives the order within the room. */
  readonly file: string;
  readonly sql: string;
}

/** What is in the folder does not follow from what was applied. The message says what to do; nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name: string = "MigrationRefused";
}

/** A file that was applied is no longer the same. */
export class MigrationEdited extends MigrationRefused {
  override readonly name = "MigrationEdited";
}

/** A file that was applied is gone: deleted, or the program is older than the books. */
export class MigrationMissing extends MigrationRefused {
  override readonly name = "MigrationMissing";
}

/** A new file would have to run before one that was applied already. */
export class MigrationOutOfOrder extends MigrationRefused {
  override readonly name = "MigrationOutOfOrder";
}

/** Reads `rooms/<room>/schema/NNNN-*.sql` below the root, all of the first room, then all of the second. */
export async function readMigrations(rooms: readonly string[], root: URL | string): Promise<readonly Migration[]> {
  const folder = join(typeof root === "string" && !root.startsWith("file:") ? root : fileURLToPath(root), "rooms");
  const all = await Promise.all(rooms.map(room => readRoom(room, join(folder, room, "schema"))));
  return all.flat();
}

async function readRoom(room: string, folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return []; // A room without tables of its own.
    throw error;
  });
  const files = entries.filter(file => file.endsWith(".sql")).sort();
  const stranger = files.find(file => !/^\d{4}-[a-z0-9-]+\.sql$/.test(file));
  if (stranger !== undefined) throw new MigrationRefused(`${room}/${stranger} should be called like 0001-accounts.sql`);
  const twice = files.find((file, position) => files[position + 1]?.slice(0, 4) === file.slice(0, 4));
  if (twice !== undefined)
    throw new MigrationRefused(`${room}/${twice} shares its number with another: give it the next`);
  return Promise.all(files.map(async file => ({ room, file, sql: await readFile(join(folder, file), "utf8") })));
}

/**
 * Brings the database up to these migrations, as its owner, and says which ones were new. Checks everything first;
 * then each file is one transaction together with its record, so a failure leaves whole files only. Two servers that
 * start at once wait for each other.
 */
export async function migrate(
  owner: ConnectionConfig,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const client = new pg.Client({ ...owner, types, application_name: "lumbung migrate" });
  client.on("error", () => {}); // The statement under way is rejected with the same error.
  try {
    await client.connect();
    await client.query("set timezone to 'UTC'");
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(records);
    const { rows: applied } = await client.query<Applied>(
      "select position, room, file, checksum from lumbung_migration.applied order by position",
    );
    const fresh = freshOnes(applied, migrations);
    let position = applied.at(-1)?.position ?? 0;
    for (const migration of fresh) await apply(client, ++position, migration);
    return fresh;
  } catch (error) {
    throw asOutage(error);
  } finally {
    await client.end().catch(() => {});
  }
}

interface Applied {
  readonly position: number;
  readonly room: string;
  readonly file: string;
  readonly checksum: string;
}

/** The migrations that still have to run, in order. Pure, and refuses whatever does not follow from the past. */
function freshOnes(applied: readonly Applied[], migrations: readonly Migration[]): readonly Migration[] {
  const given = new Map(migrations.map(migration => [nameOf(migration), migration]));
  for (const old of applied) {
    const file = given.get(nameOf(old));
    if (file === undefined) {
      throw new MigrationMissing(
        `${nameOf(old)} was applied to these books but is not in this program. ` +
          "If the program is older than the books, start the newer one; if the file was deleted, bring it back.",
      );
    }
    if (checksumOf(file) !== old.checksum) {
      throw new MigrationEdited(
        `${nameOf(old)} was edited after it was applied. Bring the old text back and put the change into a new file.`,
      );
    }
  }
  const done = new Set(applied.map(nameOf));
  const fresh = migrations.filter(migration => !done.has(nameOf(migration)));
  for (const { room, file, sql } of fresh) {
    if (!isIdentifier(room)) throw new MigrationRefused(`"${room}" cannot be the name of a schema`);
    // Such a line would end our transaction and leave a file half applied without its record.
    if (/^\s*(begin|commit|rollback|start\s+transaction)\s*;/im.test(sql)) {
      throw new MigrationRefused(`${room}/${file} begins or ends a transaction: leave that out, each file is one.`);
    }
    const later = applied.find(old => old.room === room && old.file > file);
    if (later !== undefined) {
      throw new MigrationOutOfOrder(`${room}/${file} is new but comes before ${later.file}: give it the next number.`);
    }
  }
  return fresh;
}

async function apply(client: pg.Client, position: number, migration: Migration): Promise<void> {
  const { room, file, sql } = migration;
  await client.query("begin");
  try {
    await client.query(`create schema if not exists "${room}"; grant usage on schema "${room}" to lumbung_server`);
    await client.query(sql);
    await client.query(
      "insert into lumbung_migration.applied (position, room, file, checksum) values ($1, $2, $3, $4)",
      [position, room, file, checksumOf(migration)],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    if (error instanceof Error) error.message = `${room}/${file}: ${error.message}`;
    throw error;
  }
}

function nameOf({ room, file }: { readonly room: string; readonly file: string }): string {
  return `${room}/${file}`;
}

/** SHA-256 in hex. Line ends count as one kind, because git may give Windows another. */
export function checksumOf({ sql }: Migration): string {
  return createHash("sha256").update(sql.replaceAll("\r\n", "\n")).digest("hex");
}

/** Any number, the same for every Lumbung; advisory locks are counted apart in each database. */
const migrationLock = 4_040_001;

// `if not exists` alone would still ask for the right to create; looking first also spares a notice each start.
const records = `
  do $$ begin
    if to_regclass('lumbung_migration.applied') is null then
      create schema if not exists lumbung_migration;
      create table lumbung_migration.applied (
        position integer primary key,
        room text not null,
        file text not null,
        checksum text not null check (checksum ~ '^[0-9a-f]{64}$'),
        applied_at timestamptz not null default now(),
        constraint applied_once unique (room, file)
      );
    end if;
  end $$`;
