/** Somebody with the database in her hands changes a room's table and leaves the log alone: it is found all the same. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Pool, type PoolClient, read, transact } from "#db";
import { house } from "../../app/rooms.ts";
import { tablesOf } from "../../app/house.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group, line, meet } from "../../tests/village/group.ts";
import type { Fault, Verified } from "./fault.ts";
import { verify } from "./verify.ts";

let database: FreshDatabase;
let owner: Pool;
let group: Group;
beforeAll(async () => {
  database = await freshDatabase();
  owner = connect(database.owner);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05" });
  await meet(
    group,
    "2026-01-12",
    group.members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 2, amount: 20_000n })),
  );
});
afterAll(async () => {
  await group.close();
  await owner.end();
  await database.drop();
});

const verified = (client: PoolClient): Promise<Verified> =>
  verify(client, group.organisation, { tablesOfRooms: tablesOf(house) });

/** What is found after a change by the tables' owner, which is taken back again. */
async function faultAfter(table: string, statement: string, values: readonly unknown[] = []): Promise<Fault> {
  let found: Verified | null = null;
  const looked = transact(owner, [group.organisation], async client => {
    await client.query(`alter table ${table} disable trigger user`);
    await client.query(statement, [group.organisation, ...values]);
    found = await verified(client);
    throw new Looked();
  });
  await expect(looked).rejects.toBeInstanceOf(Looked);
  expect(found).toMatchObject({ ok: false });
  return found as unknown as Fault;
}
class Looked extends Error {}

describe("the tables of the rooms", () => {
  it("are what the log says, where nobody touched them", async () => {
    expect(await read(group.pool, group.organisation, verified)).toMatchObject({ ok: true });
  });

  it("name the row that was altered, the leaf that last spoke of it, and its meeting", async () => {
    const wulan = group.members[2]!;
    const fault = await faultAfter(
      "savings.shares_bought",
      "update savings.shares_bought set shares = 5 where organisation_id = $1 and member_id = $2",
      [wulan],
    );
    expect(fault).toMatchObject({
      fault: "row-altered",
      meeting: 1,
      row: { table: "savings.shares_bought" },
      part: "shares",
      found: "5",
      expected: "2",
    });
    expect(fault.seq).not.toBeNull();
  });

  it("name a fund that was made divisible behind the members' backs", async () => {
    expect(
      await faultAfter("ledger.fund", "update ledger.fund set nature = 'divisible' where organisation_id = $1 and fund = 'social'"),
    ).toMatchObject({
      fault: "row-altered",
      meeting: null,
      row: { table: "ledger.fund", key: "social" },
      part: "nature",
      found: "divisible",
      expected: "restricted",
    });
  });

  it("name an office that is gone, and a closed period that nobody closed", async () => {
    expect(
      await faultAfter("members.office", "delete from members.office where organisation_id = $1 and role = 'treasurer'"),
    ).toMatchObject({ fault: "row-missing", row: { table: "members.office" } });
    expect(
      await faultAfter("ledger.period", "insert into ledger.period values ($1, '2026-01-31')"),
    ).toMatchObject({ fault: "row-extra", seq: null, command: null, row: { table: "ledger.period", key: "2026-01-31" } });
  });
});
