import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { day, type OrganisationId } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { testKey } from "../village/group.ts";
import { live } from "../village/life.ts";
import { melati, santaBarbara, type VillageGroup } from "../village/people.ts";
import { faultsOf } from "./faults.ts";
import { differencesOf, replay } from "./replay.ts";

// A machine that does other things meanwhile takes its time.
vi.setConfig({ testTimeout: 300_000 });

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const lived = async (village: VillageGroup, last: string, seed: number): Promise<OrganisationId> => {
  const first = day("2026-01-06");
  const life = { pool, house, masterKey: testKey, village, first, last: day(last), seed };
  return (await live(life)).organisation;
};

describe("the log alone", () => {
  it("rebuilds every table of Kelompok Melati after fourteen weeks of shares, fines and loans", async () => {
    const melatis = await lived(melati, "2026-04-07", 5);
    expect(await differencesOf(pool, house, melatis)).toEqual([]);
    expect(await faultsOf(pool, house, melatis)).toEqual([]);
  });

  it("rebuilds every table of the Sta. Barbara chapter after a year of savings, loans and damayan", async () => {
    const chapter = await lived(santaBarbara, "2026-12-06", 6);
    expect(await differencesOf(pool, house, chapter)).toEqual([]);
    expect(await faultsOf(pool, house, chapter)).toEqual([]);
  });

  it("says the same every time it is read", async () => {
    const chapter = await lived(santaBarbara, "2026-03-06", 7);
    const leaves = await read(pool, chapter, client =>
      query<{ body: string }>(
        client,
        sql`select body from ledger.leaf where organisation_id = ${chapter} order by seq`,
      ),
    );
    const bodies = leaves.map(leaf => leaf.body);
    const [once, again] = [replay(house, bodies), replay(house, bodies)];
    expect(again.chain.equals(once.chain)).toBe(true);
    expect([...again.lines]).toEqual([...once.lines]);
    expect(() => replay(house, [...bodies.slice(0, 20), ...bodies.slice(21)])).toThrow("without a gap");
  });
});
