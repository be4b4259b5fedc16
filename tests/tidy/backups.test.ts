/** A backup is only worth what is in it: every table of the database is carried, or named with the reason why it is not. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { house } from "../../app/rooms.ts";
import { carriedTables, hersAlone, leftBehind } from "../../app/server/backup/carried.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";

let database: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client(database.owner);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** How far the tables themselves have come: what a backup says of them in its first line, or a new house makes anew. */
const ofTheHouse = /^lumbung_migration\./;

describe("a backup", () => {
  it("has every table there is, or says why not", async () => {
    const { rows } = await client.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' order by 1`,
    );
    const there = rows.map(({ name }) => name).filter(name => !ofTheHouse.test(name));
    expect(there.length).toBeGreaterThan(30);
    const [carried, left] = [carriedTables(house), Object.keys(leftBehind)];
    expect(new Set(carried).size, "each once").toBe(carried.length);
    expect(left.filter(name => carried.includes(name)), "not both").toEqual([]);
    const unsaid = there.filter(name => !carried.includes(name) && !left.includes(name));
    expect(unsaid, "describe it in its room's tables.ts, or name it in app/server/backup/carried.ts").toEqual([]);
    expect([...carried, ...left].filter(name => !there.includes(name)), "no table that is not there").toEqual([]);
    for (const reason of Object.values(leftBehind)) expect(reason.length).toBeGreaterThan(20);
  });

  it("keeps columns back from the readable export by names that are there", () => {
    for (const [name, columns] of Object.entries(hersAlone)) {
      const found = house.rooms.flatMap(room => room.tables).find(table => table.name === name);
      expect(found, name).toBeDefined();
      if (columns !== "all") expect(Object.keys(found!.columns)).toEqual(expect.arrayContaining([...columns]));
    }
  });

  it("brings tables back in an order in which each finds what it points to", async () => {
    const { rows } = await client.query<{ from: string; to: string }>(
      `select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint
       where contype = 'f' and conrelid <> confrelid`,
    );
    const order = carriedTables(house);
    const wrong = rows.filter(({ from, to }) => order.includes(from) && order.indexOf(to) > order.indexOf(from));
    expect(wrong).toEqual([]);
  });
});
