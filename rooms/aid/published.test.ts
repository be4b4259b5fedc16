import { expect, test } from "vitest";
import { calculators } from "./calculators.ts";

/** Rules of burial funds that others published, restated in the shape of the shell. */
const benefit = calculators.find(({ name }) => name === "aid benefit")!;

/** AMPC's mortuary fund policy (abmoneyco.blogspot.com, 2017): by share capital, a part of 15 pesos of each member. */
const tiers = [
  [1000, 2999, "65", "9.75"],
  [3000, 4999, "70", "10.50"],
  [5000, 6999, "75", "11.25"],
  [7000, 8999, "80", "12.00"],
  [9000, 10999, "85", "12.75"],
  [11000, 12999, "90", "13.50"],
  [13000, 14999, "95", "14.25"],
  [15000, null, "100", "15.00"],
] as const;
const fund = {
  currency: "PHP",
  tiers: tiers.map(([share_from, share_to, , per_member]) => ({ share_from, share_to, per_member })),
  tenure_pct_by_completed_months: [5, 8, 17, 25, 33, 42, 50, 58, 66, 74, 83, 92, 100],
  accident_pct: 100,
  admin_fee: "0.05",
};

test.each(tiers)("AMPC: from %i (to %s) a member's family gets %s %% of 15 pesos of each who pays", (from, to, percent, perMember) => {
  // After a year, 100 who pay, without the fee: the printed percent of 1,500.
  for (const share_capital of to === null ? [from, 1_000_000] : [from, to]) {
    const answer = benefit.calculate({ ...fund, admin_fee: "0", case: { share_capital, months: 12, paying_members: 100 } }, new Set());
    expect(answer).toMatchObject({ gross: `${BigInt(percent) * 15n}.00`, net: `${BigInt(percent) * 15n}.00` });
  }
  expect(fund.tiers.find(tier => tier.share_from === from)!.per_member).toBe(perMember);
});

test("AMPC: in the first year it is the printed percent of the completed months, and 5 % are kept", () => {
  const nets = fund.tenure_pct_by_completed_months.map((_, months) => {
    const input = { ...fund, case: { share_capital: 15_000, months, paying_members: 1_000 } };
    return (benefit.calculate(input, new Set()) as { readonly net: string }).net;
  });
  expect(nets).toEqual([
    "712.50", "1140.00", "2422.50", "3562.50", "4702.50", "5985.00", "7125.00",
    "8265.00", "9405.00", "10545.00", "11827.50", "13110.00", "14250.00",
  ]);
});

test("PNJK, Davao (general assembly of 2014): 50 pesos of each active member of the year, 300 a year for six deaths", () => {
  const levy = { currency: "PHP", member_families: 240, contribution_per_death: "50", bereaved_pays: true, benefit: "12000" };
  expect(benefit.calculate(levy, new Set())).toEqual({ payers: 240, collected: "12000.00", benefit: "12000.00", surplus: "0.00" });
});

test("Damayan Tangos (galingpook.org): the bereaved spared, a levy leaves 16,470 of its first benefit and 7,470 of the later", () => {
  const levy = { currency: "PHP", member_families: 750, contribution_per_death: "30", bereaved_pays: false };
  expect(benefit.calculate({ ...levy, benefit: "6000" }, new Set())).toMatchObject({ collected: "22470.00", surplus: "16470.00" });
  expect(benefit.calculate({ ...levy, benefit: "15000" }, new Set())).toMatchObject({ surplus: "7470.00" });
});
