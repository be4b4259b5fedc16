/**
 * The phone is empty on meeting day: the women meet all the same, on the printed sheet. Two days later it is written into the
 * books on the day it was held, and the books say when it was written.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { day } from "#base";
import { loanTable } from "#loans";
import { factOfLeaf } from "#ledger";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  countsAfter,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  openMeeting,
  seal,
  tableRows,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-03-02", seed: 53 });
  await meet(
    group,
    "2026-03-02",
    group.members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n })),
  );
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

it("what stood on the paper is in the books with the day of the meeting, and with the day it was written", async () => {
  const held = day("2026-03-09");
  group.edge.today = day("2026-03-11");
  const loan = group.edge.newId();
  const member = group.members[5]!;
  const agreed = decision(group, "loan", loan);
  const written = [
    ...group.members.map(one => line("meetings.roll", { member: one, mark: "present" })),
    line("loans.request", { loan, member, product: "ordinary", amount: 60_000n, guarantors: [] }),
    agreed.line,
    line("loans.pay-out", { loan, member, decision: agreed.id }),
  ];
  const counts = await countsAfter(group, written, held);
  const meeting = await openMeeting(group, held);
  const counted = Object.entries(counts).map(([fund, amount]) => line("meetings.count", { fund, counted: amount }));
  await accepted(seal(group, meeting, [...written, ...counted], held));
  expect(await tableRows(group, loanTable, { loan_id: loan })).toMatchObject([{ status: "running", paid_out_on: held }]);
  const sealed = (await leavesOf(group, "meetings.sealed")).map(leaf => factOfLeaf(leaf.body));
  expect(sealed.map(fact => [fact.on, fact.data!["sealed_on"]])).toEqual([
    ["2026-03-02", undefined],
    ["2026-03-09", "2026-03-11"],
  ]);
});

it("the next meeting follows on its own day, and none comes before what is written, or before the group", async () => {
  const opens = (on: string) => group.say("meetings.open", { meeting: group.edge.newId() }, { by: group.treasurer, on: day(on) });
  expect(await opens("2026-03-08")).toMatchObject({ refused: "meetings.before-the-last", because: { last_on: "2026-03-09" } });
  expect(await opens("2026-03-12")).toMatchObject({ refused: "ledger.day-to-come" });
  await meet(group, "2026-03-16");
  const young = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-03-16", seed: 54, pool: group.pool });
  expect(
    await young.say("meetings.open", { meeting: young.edge.newId() }, { by: young.treasurer, on: day("2026-03-15") }),
  ).toMatchObject({ refused: "meetings.before-the-group", because: { founded_on: "2026-03-16" } });
});

it("is rebuilt by the log alone, row for row", async () => {
  expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
});
