import { isRefusal, type Json } from "#base";
import { expect, test } from "vitest";
import { calculators } from "./calculators.ts";

const [benefit] = calculators;
const calculate = (input: Json) => benefit!.calculate(input, new Set());
const death = { share_capital: 6000, months: 7, paying_members: 1000 };
const fund = {
  currency: "PHP",
  entry: "500",
  maintain_monthly: "200",
  tiers: [
    { share_from: 1000, share_to: 4999, per_member: "9.75" },
    { share_from: 5000, share_to: 6999, per_member: "11.25" },
  ],
  tenure_pct_by_completed_months: [5, 8, 17, 25, 33, 42, 50, 58, 66, 74, 83, 92, 100],
  accident_pct: 100,
  admin_fee: "0.05",
  case: death,
};
const levy = { member_families: 750, contribution_per_death: "30", bereaved_pays: true, benefit: "15000" };

test("the example works", () => {
  expect(isRefusal(calculate(benefit!.example))).toBe(false);
});

test("a tier, tenure and the fee make the benefit", () => {
  expect(calculate(fund)).toEqual({ gross: "11250.00", after_tenure: "6525.00", fee: "326.25", net: "6198.75" });
  expect(
    calculate({
      ...fund,
      case: { share_capital: 2000, months: 0, paying_members: 1000, net: "463.13", rounding: "half-up" },
    }),
  ).toEqual({
    gross: "9750.00",
    after_tenure: "487.50",
    fee: "24.37",
    net: "463.13",
  });
  expect(calculate({ ...fund, case: { ...death, accident: true } })).toMatchObject({ after_tenure: "11250.00" });
});

test("capital between the pesos of two tiers is in the lower one", () => {
  expect(calculate({ ...fund, case: { ...death, share_capital: "4999.50" } })).toMatchObject({ gross: "9750.00" });
});

test("a levy of 750 families at 30, less 15,000", () => {
  expect(calculate(levy)).toEqual({ payers: 750, collected: "22500.00", benefit: "15000.00", surplus: "7500.00" });
  expect(calculate({ ...levy, bereaved_pays: false })).toMatchObject({ payers: 749, collected: "22470.00" });
  expect(calculate({ ...levy, benefit: "25000", currency: "IDR" })).toMatchObject({ surplus: "-2500" });
});

test.each<[Json, string, string | undefined]>([
  [{ ...fund, members: 3 }, "aid.unknown-field", "members"],
  [{ ...fund, case: { ...death, age: 60 } }, "aid.unknown-field", "case.age"],
  [{ ...levy, tiers: [] }, "aid.unknown-field", "tiers"],
  [{ ...fund, tiers: null }, "aid.field-missing", "tiers"],
  [{ ...fund, tiers: [] }, "aid.field-malformed", "tiers"],
  [{ ...fund, tiers: [{ ...fund.tiers[0]!, share_to: 999 }] }, "aid.field-malformed", "tiers[0].share_to"],
  [{ ...fund, case: null }, "aid.field-missing", "case"],
  [{ ...fund, admin_fee: "1.05" }, "aid.field-malformed", "admin_fee"],
  [{ ...fund, tenure_pct_by_completed_months: [] }, "aid.field-malformed", "tenure_pct_by_completed_months"],
  [{ ...fund, case: { ...death, months: -1 } }, "aid.field-malformed", "case.months"],
  [{ ...levy, bereaved_pays: "no" }, "aid.field-malformed", "bereaved_pays"],
  [{ ...levy, member_families: 0 }, "aid.field-malformed", "member_families"],
  [{ ...fund, case: { ...death, share_capital: 7000 } }, "aid.no-tier", undefined],
  [{ ...fund, case: { ...death, share_capital: 999 } }, "aid.no-tier", undefined],
])("%j is refused", (input, refused, field) => {
  expect(calculate(input)).toMatchObject({ refused, because: field === undefined ? {} : { field } });
});
