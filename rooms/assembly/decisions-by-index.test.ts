/** The page of decisions asks for the few leaves it is about, and not for the whole log. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { decision, foundGroup, type Group, line, meet } from "../../tests/village/group.ts";
import { decisionsOf } from "./page-questions.ts";

let database: FreshDatabase;
let group: Group;
beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05" });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

it("the leaves that cite a decision and those that open a meeting are found by index", async () => {
  const loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  const [member] = group.members;
  await meet(group, "2026-01-12", [
    ...group.members.map(one => line("savings.buy-shares", { member: one, fund: "loan", shares: 5, amount: 50_000n })),
    line("loans.request", { loan, member, product: "ordinary", amount: 100_000n, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ]);
  const [seen] = await read(group.pool, group.organisation, client => decisionsOf(client, group.organisation));
  expect(seen).toMatchObject({ decision_id: carried.id, meeting: 1 });
  expect(seen!.facts.map(fact => fact.kind)).toEqual(["loans.paid-out"]);
  // Without the choice of reading the table from end to end, these are what is taken.
  const plans = await read(group.pool, group.organisation, async client => {
    await client.query("set local enable_seqscan = off; set local enable_bitmapscan = off");
    const plan = async (where: string): Promise<string> =>
      (
        await client.query<{ "QUERY PLAN": string }>(
          `explain select seq from ledger.leaf f where f.organisation_id = '${group.organisation}'::uuid and ${where}`,
        )
      ).rows
        .map(row => row["QUERY PLAN"])
        .join("\n");
    return [
      await plan(`f.kind <> 'assembly.decided' and f.body like '%"decision":"%'`),
      await plan("f.kind = 'meetings.opened'"),
    ];
  });
  expect(plans[0]).toContain("leaf_citing_a_decision");
  expect(plans[1]).toContain("leaf_opening_a_meeting");
});
