import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Pool, query, read, sql } from "#db";
import { erasuresLeft } from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group } from "../../tests/village/group.ts";
import { startUpkeep } from "./upkeep.ts";

let database: FreshDatabase;
let pool: Pool;
let melati: Group;
let mawar: Group;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  melati = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool, seed: 1 });
  mawar = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool, seed: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const left = (group: Group) => read(pool, group.organisation, client => erasuresLeft(client, group.organisation));

describe("the upkeep at the start of the server", () => {
  it("erases whom a stopped server left, in every group, and nobody else", async () => {
    for (const group of [melati, mawar]) {
      const member = group.members[6]!;
      const who = { by: group.secretary, with: [group.treasurer] };
      expect(await group.say("members.leave", { member, status: "left" }, who)).toMatchObject({ status: "accepted" });
      expect(await group.say("members.erase-person", { member, ground: "request" }, who)).toMatchObject({
        status: "accepted",
      });
      expect(await left(group)).toEqual([member]);
    }
    const said: string[] = [];
    const waits: number[] = [];
    const stop = startUpkeep({ pool, say: line => said.push(line), wait: ms => (waits.push(ms), () => {}) });
    await expect.poll(() => waits).toHaveLength(1);
    await stop();
    expect([await left(melati), await left(mawar)]).toEqual([[], []]);
    expect(said).toEqual(["Finished erasing 2 who had been left, as decided before."]);
    const names = await read(pool, melati.organisation, client =>
      query(client, sql`select distinct member_id from members.text where about = 'members.membership'`),
    );
    expect(names).toHaveLength(6);
  });

  it("shows the server of all groups only which of them ever erased somebody", async () => {
    const seen = await query<{ id: string }>(pool, sql`select members.organisations_with_erasures() as id`);
    expect(seen.map(row => row.id).sort()).toEqual([melati.organisation, mawar.organisation].sort());
    expect(await query(pool, sql`select from members.membership`)).toEqual([]);
  });

  it("says in a line when it cannot, keeps the server up, and tries again sooner", async () => {
    const ended = connect(database.server);
    await ended.end();
    const said: string[] = [];
    const waits: { readonly ms: number; readonly then: () => void }[] = [];
    const wait = (ms: number, then: () => void) => (waits.push({ ms, then }), () => {});
    const stop = startUpkeep({ pool: ended, say: line => said.push(line), wait });
    await expect.poll(() => waits).toHaveLength(1);
    waits[0]!.then();
    await expect.poll(() => waits).toHaveLength(2);
    await stop();
    expect(waits[0]!.ms).toBeLessThan(60 * 60_000);
    expect(said).toHaveLength(2);
  });
});
