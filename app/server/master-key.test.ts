/** The key of the names and the books it locks stay together, on a database that was given by URL. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#base";
import { type TemporaryFolder, temporaryFolder } from "../../tests/village/folder.ts";
import { live } from "../../tests/village/life.ts";
import { operatorsDatabase, type OperatorsDatabase } from "../../tests/village/operators-database.ts";
import { santaBarbara } from "../../tests/village/people.ts";
import { MasterKeyUnfit, masterKeyFile } from "./master-key.ts";
import { type OpenHouse, openHouse } from "./open-house.ts";
import { practiseIfNew } from "./practice.ts";

let database: OperatorsDatabase;
let home: TemporaryFolder;
let elsewhere: TemporaryFolder;
beforeAll(async () => {
  database = await operatorsDatabase();
  Object.assign(process.env, database.settings);
  [home, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
});
afterAll(async () => {
  for (const folder of [home, elsewhere]) await folder.remove();
  await database.drop();
});

async function inHouse<T>(folder: TemporaryFolder, work: (opened: OpenHouse) => Promise<T>): Promise<T> {
  const opened = await openHouse({ say() {}, folder: folder.path });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
const keyOf = (opened: OpenHouse): Promise<Buffer> => Promise.resolve(opened.masterKey);

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.settings.LUMBUNG_DATABASE_URL });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function refusal(folder: TemporaryFolder): Promise<string> {
  const error = await inHouse(folder, keyOf).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(MasterKeyUnfit);
  return (error as Error).message;
}

describe("the key of the names", () => {
  it("is made once, whole, for its owner alone, and is the same at the next start", async () => {
    const key = await inHouse(home, keyOf);
    expect(key).toHaveLength(32);
    expect((await stat(masterKeyFile(home.path))).mode & 0o077).toBe(0);
    expect(await inHouse(home, keyOf)).toEqual(key);
  });

  it("is not made anew beside books that were begun with another: the operator is told what to bring back", async () => {
    expect(await refusal(elsewhere)).toContain(`Bring ${masterKeyFile(elsewhere.path)} back from the backup`);
    expect(existsSync(masterKeyFile(elsewhere.path))).toBe(false);
  });

  it("is not taken for another", async () => {
    await mkdir(join(elsewhere.path, "keys"));
    await writeFile(masterKeyFile(elsewhere.path), `${randomBytes(32).toString("base64")}\n`);
    expect(await refusal(elsewhere)).toContain("is not the one these books were begun with");
  });

  it.each([
    ["an empty file", () => ""],
    ["a torn one", (key: string) => key.slice(0, 20)],
    ["one with something behind", (key: string) => `${key.trim()}AAAA`],
    ["no base64", () => "lumbung padi"],
  ])("is not read out of %s", async (_, spoil) => {
    const whole = await readFile(masterKeyFile(home.path), "utf8");
    await writeFile(masterKeyFile(home.path), spoil(whole));
    expect(await refusal(home)).toContain("does not hold a whole key. Bring that file back from the backup");
    await writeFile(masterKeyFile(home.path), whole);
  });

  it("is taken up again where the first start ended before the database had heard of it", async () => {
    const key = await inHouse(home, keyOf);
    await asOwner("delete from lumbung_migration.locked_with");
    expect(await inHouse(home, keyOf)).toEqual(key);
    await asOwner("delete from lumbung_migration.locked_with");
    // Blank books with no word of a key are new books.
    await writeFile(masterKeyFile(elsewhere.path), `${randomBytes(32).toString("base64")}\n`);
    const other = await inHouse(elsewhere, keyOf);
    expect(other).not.toEqual(key);
    await asOwner("delete from lumbung_migration.locked_with");
  });

  it("is never made for books that somebody wrote in, and no practice is written beside them", async () => {
    const [first, last] = [day("2026-11-01"), day("2026-11-01")];
    await inHouse(home, opened => live({ ...opened, village: santaBarbara, first, last, seed: 1 }));
    const said: string[] = [];
    await inHouse(home, opened => practiseIfNew(opened, line => void said.push(line), new AbortController().signal));
    expect(said).toEqual([]);
    expect(existsSync(join(home.path, "practice.json"))).toBe(false);
    await asOwner("delete from lumbung_migration.locked_with");
    const third = await temporaryFolder();
    expect(await refusal(third)).toContain("This database holds books whose key is not in");
    await third.remove();
  });
});
