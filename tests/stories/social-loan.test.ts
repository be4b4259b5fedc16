/**
 * A VSLA's social fund, as the guide has it: all give the same, and out of it the members give, or lend free of interest,
 * to the one in need. It is never lent for interest.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MemberId, Uuid } from "#base";
import { grantAbout } from "#aid";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;
let loan: Uuid;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-03-02" });
  wulan = group.members[2]!;
  loan = group.edge.newId();
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const request = (product: string) => line("loans.request", { loan, member: wulan, product, amount: 6_000n, guarantors: [] });

describe("Wulan's child is ill, and she has no share yet", () => {
  it("the members lend to her out of the social fund, which all have filled", async () => {
    await meet(
      group,
      "2026-03-02",
      group.members.map(member => line("aid.contribution", { member, fund: "social", amount: 2_000n })),
    );
    const carried = decision(group, "loan", loan);
    expect(await tryAtMeeting(group, "2026-03-09", [request("ordinary")])).toMatchObject({
      refused: "loans.above-times-stake",
    });
    await meet(group, "2026-03-09", [
      request("social"),
      carried.line,
      line("loans.pay-out", { loan, member: wulan, decision: carried.id }),
    ]);
    expect(await balanceOf(group, "cash/social")).toBe(BigInt(group.members.length) * 2_000n - 6_000n);
  });

  it("she brings back what she had, and not a rupiah more", async () => {
    const bring = (amount: bigint) => line("loans.repayment", { loan, member: wulan, amount });
    expect(await tryAtMeeting(group, "2026-04-05", [bring(6_001n)])).toMatchObject({
      refused: "loans.repayment-exceeds-owed",
      because: { owed: 6_000n },
    });
    await meet(group, "2026-04-06", [bring(6_000n)]);
    expect(await balanceOf(group, "loans-receivable/social", wulan)).toBe(0n);
    expect(await balanceOf(group, "interest-income/social")).toBe(0n);
  });

  it("and what need not come back is a grant, by hands as well", async () => {
    const agreed = decision(group, "benefit", grantAbout("social", wulan));
    await meet(group, "2026-04-13", [
      agreed.line,
      line("aid.grant", { member: wulan, fund: "social", amount: 3_000n, decision: agreed.id }),
    ]);
    expect(await leavesOf(group, "aid.granted")).toHaveLength(1);
  });

  it("but the members cannot make it earn interest", async () => {
    const dear = {
      fund: "social",
      method: "flat",
      amortization: "equal_installments",
      rate_per_month: "1",
      frequency: "months",
      every: "1",
      periods: "1",
      periods_max: "3",
      is_free: false,
    };
    const asked = decision(group, "rule", "loans.product/social", { value: dear });
    expect(await tryAtMeeting(group, "2026-04-20", [asked.line])).toMatchObject({
      refused: "loans.restricted-fund-lends-free",
      because: { fund: "social" },
    });
  });
});
