/**
 * Interest on the savings of a koperasi: decided as a rule, posted by two officers for all members out of closed days, read
 * out at the next meeting, taken back from one at a meeting and from all with a reason, and posted anew.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId } from "#base";
import { read } from "#db";
import { statementsOf } from "#ledger/server";
import { interestCreditTable, interestPeriodTable } from "#savings";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tableRows } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let chair: MemberId;
let wulan: MemberId;
let sahnim: MemberId;

const sukarela = "member-savings.sukarela/loan";
const say = (name: string, body: Readonly<Record<string, unknown>>) =>
  group.say(name, body, { by: group.treasurer, with: [chair] });
const posts = (period_end: string) => say("savings.post-interest", { product: "sukarela", period_end: day(period_end) });
const takesBack = (period_end: string) =>
  say("savings.take-back-interest", { product: "sukarela", period_end: day(period_end), reason: "Bunganya salah" });
const has = async (member: MemberId) => -(await balanceOf(group, sukarela, member));

async function isEven(on: string): Promise<void> {
  const { trialBalances } = await read(group.pool, group.organisation, client =>
    statementsOf(client, group.organisation, day(on)),
  );
  for (const one of trialBalances) expect(one.debit).toBe(one.credit);
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-01-12" });
  [chair, wulan, sahnim] = [group.members[2]!, group.members[5]!, group.members[4]!];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("interest on the savings of a koperasi", () => {
  it("is a rule the members decide at their meeting", async () => {
    const rule = decision(group, "rule", "savings.interest/sukarela", {
      value: { rate: "7.3", method: "daily", year: "365-days", every: "month", ends_with: "12", from: "expense" },
    });
    const saves = (member: MemberId, amount: bigint) =>
      line("savings.deposit", { member, product: "sukarela", amount }, `saved/${member}`);
    await meet(group, "2026-01-26", [rule.line, saves(wulan, 500_000n), saves(sahnim, 100_000n)]);
    await accepted(say("assembly.change-rule", { decision: rule.id, from: day("2026-02-01") }));
    await meet(group, "2026-02-09", [line("savings.withdrawal", { member: wulan, product: "sukarela", amount: 250_000n })]);
  });

  it("is posted by two, for all at once, from days that are closed", async () => {
    await meet(group, "2026-03-09", []);
    expect(await posts("2026-02-28")).toMatchObject({ refused: "savings.interest-before-closing" });
    await accepted(say("ledger.close-period", { through: day("2026-02-28") }));
    expect(
      await group.say("savings.post-interest", { product: "sukarela", period_end: day("2026-02-28") }, { by: group.treasurer }),
    ).toMatchObject({ refused: "members.more-people-needed" });
    await accepted(posts("2026-02-28"));
    // At 7.3 % a day of 500,000 is 100: eight such days and twenty of half of it. Sahnim has 20 a day for 28 days.
    expect([await has(wulan), await has(sahnim)]).toEqual([251_800n, 100_560n]);
    expect(await balanceOf(group, "group-expense/loan")).toBe(2_360n);
    expect(await posts("2026-02-28")).toMatchObject({ refused: "savings.interest-is-posted" });
    expect(await tableRows(group, interestPeriodTable)).toMatchObject([{ from_on: "2026-02-01", period_end: "2026-02-28" }]);
    await isEven("2026-03-09");
  });

  it("is taken back from one woman at a meeting, and from the rest by two officers with the reason", async () => {
    const credited = await leavesOf(group, "savings.interest-credited");
    const hers = credited.find(leaf => leaf.body.includes(sahnim))!;
    await meet(group, "2026-03-16", [line("meetings.correction", { seq: BigInt(hers.seq), reason: "Salah orang" })]);
    expect([await has(wulan), await has(sahnim)]).toEqual([251_800n, 100_000n]);
    await accepted(takesBack("2026-02-28"));
    expect([await has(wulan), await has(sahnim)]).toEqual([250_000n, 100_000n]);
    expect(await balanceOf(group, "group-expense/loan")).toBe(0n);
    expect(await takesBack("2026-02-28")).toMatchObject({ refused: "savings.no-interest-posted" });
    await accepted(posts("2026-02-28"));
    expect([await has(wulan), await has(sahnim)]).toEqual([251_800n, 100_560n]);
    const rows = await tableRows(group, interestCreditTable);
    expect(rows.filter(row => row.is_taken_back)).toHaveLength(2);
    expect(rows.filter(row => !row.is_taken_back)).toHaveLength(2);
    await isEven("2026-03-16");
  });

  it("stands in books that verify, with every list as the log tells it", async () => {
    await meet(group, "2026-03-23", []);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
