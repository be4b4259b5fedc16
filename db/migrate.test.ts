import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, type FreshDatabase } from "../tests/village/database.ts";
import { temporaryFolder } from "../tests/village/folder.ts";
import {
  connect,
  type Migration,
  MigrationEdited,
  MigrationMissing,
  MigrationOutOfOrder,
  MigrationRefused,
  migrate,
  Outage,
  type Pool,
  query,
  readMigrations,
  sql,
} from "./index.ts";

const hens = { room: "yard", file: "0001-hens.sql", sql: "create table yard.hen (name text primary key);" };
const eggs = {
  room: "yard",
  file: "0003-eggs.sql",
  sql: "create table yard.egg (hen text references yard.hen); grant select on yard.egg to lumbung_server;",
};
const stalls = { room: "market", file: "0001-stalls.sql", sql: "create table market.stall (egg text);" };

let fresh: FreshDatabase;
let owner: Pool;

beforeEach(async () => {
  fresh = await emptyDatabase();
  owner = connect(fresh.owner, { max: 2 });
});
afterEach(async () => {
  await owner.end();
  await fresh.drop();
});

describe("migrations", () => {
  test("are applied in order, once, with their checksum and time", async () => {
    expect(await migrate(fresh.owner, [hens, eggs, stalls])).toEqual([hens, eggs, stalls]);
    expect(await migrate(fresh.owner, [hens, eggs, stalls])).toEqual([]);
    const applied = await query(
      owner,
      sql`select position, room, file, length(checksum) as digits, applied_at <= now() as past
          from lumbung_migration.applied order by position`,
    );
    expect(applied).toEqual([
      { position: 1, room: "yard", file: "0001-hens.sql", digits: 64, past: true },
      { position: 2, room: "yard", file: "0003-eggs.sql", digits: 64, past: true },
      { position: 3, room: "market", file: "0001-stalls.sql", digits: 64, past: true },
    ]);
  });

  test("give the server's role the way into the room and no more than the file grants", async () => {
    await migrate(fresh.owner, [hens, eggs]);
    const server = connect(fresh.server, { max: 1 });
    expect(await query(server, sql`select * from yard.egg`)).toEqual([]);
    await expect(query(server, sql`select * from yard.hen`)).rejects.toThrow(/permission denied/);
    await expect(query(server, sql`select * from lumbung_migration.applied`)).rejects.toThrow(/permission denied/);
    await server.end();
  });

  test("that are new in a lower room simply run when they come", async () => {
    await migrate(fresh.owner, [hens, stalls]);
    expect(await migrate(fresh.owner, [hens, eggs, stalls])).toEqual([eggs]);
  });

  test("of two servers that start at once are applied once", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => migrate(fresh.owner, [hens, eggs, stalls])));
    expect(answers.map(fresh => fresh.length).sort()).toEqual([0, 0, 0, 3]);
  });

  test("that fail leave whole files only, and name the one that failed", async () => {
    const broken = { ...eggs, sql: "create table yard.egg (a int); select nonsense;" };
    await expect(migrate(fresh.owner, [hens, broken, stalls])).rejects.toThrow("yard/0003-eggs.sql: column");
    expect(await tables()).toEqual(["yard.hen"]);
    expect(await migrate(fresh.owner, [hens, eggs, stalls])).toEqual([eggs, stalls]);
  });

  test("see no edit in another kind of line end", async () => {
    const lines = { ...hens, sql: "create table yard.hen (\n  name text\n);\n" };
    await migrate(fresh.owner, [lines]);
    expect(await migrate(fresh.owner, [{ ...lines, sql: lines.sql.replaceAll("\n", "\r\n") }])).toEqual([]);
  });

  test("of a database that is away are an outage", async () => {
    await expect(migrate({ ...fresh.owner, host: "/nowhere" }, [hens])).rejects.toBeInstanceOf(Outage);
  });
});

describe("a folder is refused, and nothing is changed,", () => {
  beforeEach(async () => {
    await migrate(fresh.owner, [hens, eggs]);
  });
  afterEach(async () => {
    expect(await tables()).toEqual(["yard.egg", "yard.hen"]);
  });

  test.each<[string, readonly Migration[], new (...given: never[]) => Error, RegExp]>([
    [
      "when an applied file was edited",
      [{ ...hens, sql: "select 1" }, eggs, stalls],
      MigrationEdited,
      /0001-hens.sql was edited/,
    ],
    [
      "when an applied file is gone",
      [eggs, stalls],
      MigrationMissing,
      /yard\/0001-hens.sql was applied to these books/,
    ],
    [
      "when a new file would come before an applied one",
      [hens, { ...stalls, room: "yard", file: "0002-late.sql" }, eggs],
      MigrationOutOfOrder,
      /yard\/0002-late.sql is new but comes before 0003-eggs.sql/,
    ],
    [
      "when a room has no name for a schema",
      [hens, eggs, { ...stalls, room: 'x"; --' }],
      MigrationRefused,
      /cannot be the name/,
    ],
    [
      "when a file ends the transaction it is in",
      [hens, eggs, { ...stalls, sql: "create table yard.x (a int);\ncommit;" }],
      MigrationRefused,
      /begins or ends a transaction/,
    ],
  ])("%s", async (_, migrations, kind, sentence) => {
    const error = await migrate(fresh.owner, migrations).catch(error => error);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(sentence);
  });
});

describe("the files of the rooms", () => {
  test("are read room by room, by number, whatever else lies there", async () => {
    const folder = await temporaryFolder();
    const write = async (room: string, file: string) => {
      await mkdir(join(folder.path, "rooms", room, "schema"), { recursive: true });
      await writeFile(join(folder.path, "rooms", room, "schema", file), `-- ${file}`);
    };
    for (const file of ["0002-eggs.sql", "0001-hens.sql", "README.md"]) await write("yard", file);
    await write("market", "0001-stalls.sql");

    const found = [
      { room: "yard", file: "0001-hens.sql", sql: "-- 0001-hens.sql" },
      { room: "yard", file: "0002-eggs.sql", sql: "-- 0002-eggs.sql" },
      { room: "market", file: "0001-stalls.sql", sql: "-- 0001-stalls.sql" },
    ];
    expect(await readMigrations(["yard", "kitchen", "market"], folder.path)).toEqual(found);
    expect(await readMigrations(["yard", "market"], pathToFileURL(`${folder.path}/`))).toEqual(found);

    await write("market", "0001-carts.sql");
    await expect(readMigrations(["market"], folder.path)).rejects.toThrow(/shares its number/);
    await write("yard", "hens.sql");
    await expect(readMigrations(["yard"], folder.path)).rejects.toThrow(/should be called like 0001-accounts.sql/);
    await folder.remove();
  });
});

async function tables(): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(
    owner,
    sql`select schemaname || '.' || tablename as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema', 'lumbung_migration') order by 1`,
  );
  return rows.map(row => row.name);
}
