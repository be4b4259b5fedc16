import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, type FreshDatabase, testAdministrator } from "../tests/village/database.ts";
import { type TemporaryFolder, temporaryFolder } from "../tests/village/folder.ts";
import { scramVerifier } from "./keys.ts";
import {
  type ConnectionConfig,
  connect,
  DatabaseUnfit,
  FolderInUse,
  migrate,
  openDatabase,
  Outage,
  query,
  sql,
  startEmbedded,
} from "./index.ts";

const hens = { room: "yard", file: "0001-hens.sql", sql: "create table yard.hen (name text primary key);" };
const say = () => {};

describe("without a URL", () => {
  test("our own database is started in the folder and can be migrated", async () => {
    const folder = await temporaryFolder();
    const database = await openDatabase({ folder: folder.path, say });
    expect(await migrate(database.owner, [hens])).toEqual([hens]);
    await database.stop();
    await folder.remove();
  });
});

describe("a database given by URL", () => {
  let folder: TemporaryFolder;
  let fresh: FreshDatabase;
  let administrator: ConnectionConfig;
  let serverPassword: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    fresh = await emptyDatabase();
    administrator = await testAdministrator();
    serverPassword = String(fresh.server.password);
    // An operator's role: it owns its database and may create roles, as hosted databases give it.
    await administer(`create role operator login createrole password 'operator'`);
    await administer(`alter database ${fresh.owner.database} owner to operator`);
  });
  afterEach(async () => {
    await fresh.drop();
    // Roles belong to the whole server, which other tests use at this moment: lumbung_server is only borrowed.
    await administer("drop role if exists operator, mighty, onlooker");
    await folder.remove();
  });

  test("works with the password we keep, and keeps it to ourselves", async () => {
    await keep(serverPassword);
    const { owner, server, stop } = await openDatabase({ folder: folder.path, url: urlOf("operator"), say });
    await migrate(owner, [hens]);
    const pool = connect(server, { max: 1 });
    expect(await query(pool, sql`select current_user as name`)).toEqual([{ name: "lumbung_server" }]);
    await expect(query(pool, sql`select from yard.hen`)).rejects.toThrow(/permission denied/);
    await pool.end();
    await stop();
    expect((await stat(join(folder.path, "keys/database-by-url.json"))).mode & 0o077).toBe(0);
  });

  test("is opened by one program for a data folder: the second is told who has it", async () => {
    await keep(serverPassword);
    const open = () => openDatabase({ folder: folder.path, url: urlOf("operator"), say });
    const one = await open();
    await expect(open()).rejects.toThrow(`is in use by process ${process.pid}. Stop that one first`);
    await expect(startEmbedded({ folder: folder.path, say })).rejects.toBeInstanceOf(FolderInUse);
    await one.stop();
    await (await open()).stop();
    // Who is not let in leaves the folder free.
    await expect(openDatabase({ folder: folder.path, url: urlOf("operator", "wrong"), say })).rejects.toThrow(/let us in/);
    await (await open()).stop();
  });

  test("whose role may not make roles is refused, with what to do about it", async () => {
    await administer("alter role operator nocreaterole");
    const error = await openDatabase({ folder: folder.path, url: urlOf("operator"), say }).catch(error => error);
    expect(error).toBeInstanceOf(DatabaseUnfit);
    expect(error.message).toContain("create role lumbung_server login password");
    expect(error.message).toContain("LUMBUNG_SERVER_DATABASE_URL");
  });

  test("and a second URL for the server need no right to make roles", async () => {
    await administer("alter role operator nocreaterole");
    const serverUrl = urlOf("lumbung_server", serverPassword);
    const { server } = await openDatabase({ folder: folder.path, url: urlOf("operator"), serverUrl, say });
    const pool = connect(server, { max: 1 });
    expect(await query(pool, sql`select current_user as name`)).toEqual([{ name: "lumbung_server" }]);
    await pool.end();
  });

  test.each([
    ["is superuser", "create role mighty login superuser password 'mighty'", /mighty passes every row policy/],
    ["bypasses the policies", "create role mighty login bypassrls password 'mighty'", /passes every row policy/],
    ["may act as the owner", "create role mighty login password 'mighty' in role operator", /may act as their owner/],
    ["has none of the grants", "create role mighty login password 'mighty'", /nor a member of it/],
  ])("is refused when the server's role %s", async (_, create, complaint) => {
    await administer(create);
    const opening = openDatabase({ folder: folder.path, url: urlOf("operator"), serverUrl: urlOf("mighty"), say });
    await expect(opening).rejects.toThrow(complaint);
    await expect(opening).rejects.toBeInstanceOf(DatabaseUnfit);
  });

  test("is refused when both URLs name the owner", async () => {
    const url = urlOf("operator");
    await administer("alter role operator nocreaterole");
    await expect(openDatabase({ folder: folder.path, url, serverUrl: url, say })).rejects.toThrow(/owns the tables/);
  });

  test("is refused when the two URLs lead to different databases", async () => {
    const serverUrl = urlOf("lumbung_server", serverPassword, "postgres");
    const opening = openDatabase({ folder: folder.path, url: urlOf("operator"), serverUrl, say });
    await expect(opening).rejects.toThrow(/two different databases/);
  });

  test("is refused with a wrong password or name, and an outage when it does not answer", async () => {
    const open = (url: string) => openDatabase({ folder: folder.path, url, say });
    await expect(open(urlOf("operator", "wrong"))).rejects.toThrow(/does not let us in with LUMBUNG_DATABASE_URL/);
    await expect(open(urlOf("operator", "operator", "nowhere"))).rejects.toBeInstanceOf(DatabaseUnfit);
    await expect(open("postgresql://a:b@127.0.0.1:1/c")).rejects.toBeInstanceOf(Outage);
    const alone = openDatabase({ folder: folder.path, serverUrl: urlOf("operator"), say });
    await expect(alone).rejects.toThrow(/needs LUMBUNG_DATABASE_URL beside it/);
  });

  function urlOf(role: string, password = role, database = fresh.owner.database): string {
    const { host = "", port } = administrator;
    return `postgresql://${role}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  }

  async function administer(statement: string): Promise<void> {
    const client = new pg.Client(administrator);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  async function keep(password: string): Promise<void> {
    await mkdir(join(folder.path, "keys"), { mode: 0o700 });
    const text = JSON.stringify({ lumbung_server: password });
    await writeFile(join(folder.path, "keys/database-by-url.json"), text, { mode: 0o600 });
  }
});

describe("a PostgreSQL server of its own", () => {
  test("gets the server's role made, and made anew for another data folder", async () => {
    const [home, first, second] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    const embedded = await startEmbedded({ folder: home.path, say, sharedBuffers: "16MB" });
    const client = new pg.Client(embedded.administrator);
    await client.connect();
    await client.query("drop owned by lumbung_server; revoke all on database lumbung from lumbung_server");
    await client.query("drop role lumbung_server");
    await client.query("alter role lumbung_owner createrole");
    await client.end();

    const { host = "", port, user, password } = embedded.owner;
    const url = `postgresql://${user}:${password}@/lumbung?host=${encodeURIComponent(host)}&port=${port}`;
    const one = await openDatabase({ folder: first.path, url, say });
    const other = await openDatabase({ folder: second.path, url, say });
    expect(one.server.password).not.toBe(other.server.password);
    await one.stop();
    const again = await openDatabase({ folder: first.path, url, say });
    expect(again.server.password).toBe(one.server.password);
    const pool = connect(again.server, { max: 1 });
    expect(await query(pool, sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await pool.end();
    for (const opened of [again, other, embedded]) await opened.stop();
    for (const folder of [home, first, second]) await folder.remove();
  });
});

test("the verifier of a password is the one PostgreSQL computes", async () => {
  const client = new pg.Client(await testAdministrator());
  await client.connect();
  await client.query("create role examined password 'pencil'");
  const { rows } = await client.query("select rolpassword from pg_authid where rolname = 'examined'");
  await client.query("drop role examined");
  await client.end();
  const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(rows[0].rolpassword) ?? [];
  expect(scramVerifier("pencil", Buffer.from(salt ?? "", "base64"), Number(iterations))).toBe(rows[0].rolpassword);
});
