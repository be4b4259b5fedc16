import { isRefusal, type Json } from "#base";
import { expect, test } from "vitest";
import { calculators } from "./calculators.ts";

const [shareOut] = calculators;
const calculate = (input: Json) => shareOut!.calculate(input, new Set());
const group = { pot: "100000", shares: [1, 1, 1], cash_unit: "1000", policy: "largest-remainder" };

test("the example works", () => {
  expect(isRefusal(calculate(shareOut!.example))).toBe(false);
});

test("the published share-out, restated: 900 shares of 5 and a profit of 900", () => {
  expect(
    calculate({ pot: "5400", shares: { "7": 45, "8": 855 }, cash_unit: "1", policy: "floor", currency: "GHS" }),
  ).toEqual({
    value_per_share: "6",
    payouts: { "7": "270.00", "8": "5130.00" },
    remainder: "0.00",
    remainder_to: "next-cycle",
  });
  expect(calculate({ pot: "10000", shares: [100, 900], policy: "floor" })).toMatchObject({
    value_per_share: "10",
    payouts: ["1000", "9000"],
  });
});

test("a value that does not end is a fraction", () => {
  expect(calculate({ ...group, pot: "9873400", shares: { "1": 1_799 } })).toMatchObject({
    value_per_share: "9873400/1799",
  });
  expect(calculate({ ...group, pot: "0.50", cash_unit: "0.05" })).toMatchObject({
    value_per_share: "1/6",
    payouts: ["0.20", "0.15", "0.15"],
  });
});

test("a tie goes to the lower member number, in whatever order they come", () => {
  expect(calculate({ ...group, shares: { "n-12": 1, "n-3": 1, "10": 1 } })).toMatchObject({
    payouts: { "10": "34000", "n-12": "33000", "n-3": "33000" },
  });
  expect(calculate(group)).toMatchObject({ payouts: ["34000", "33000", "33000"] });
});

test("what is excluded is taken out first, and the remainder goes where the group says", () => {
  expect(
    calculate({ ...group, exclude: { social: "9000", reserve: "500" }, policy: "floor", remainder_to: "social" }),
  ).toEqual({
    value_per_share: "90500/3",
    payouts: ["30000", "30000", "30000"],
    remainder: "500",
    remainder_to: "social",
  });
});

test("the currency gives its smallest coin where none is named", () => {
  expect(calculate({ pot: "100", shares: [1, 2], policy: "floor", currency: "PHP" })).toMatchObject({
    payouts: ["33.25", "66.50"],
    remainder: "0.25",
  });
});

test.each<[{ readonly [field: string]: Json }, string, string | undefined]>([
  [{ members: 3 }, "savings.unknown-field", "members"],
  [{ pot: null }, "savings.field-missing", "pot"],
  [{ policy: null }, "savings.field-missing", "policy"],
  [{ policy: "round" }, "savings.field-malformed", "policy"],
  [{ shares: "all" }, "savings.field-malformed", "shares"],
  [{ shares: { "1": 1.5 } }, "savings.field-malformed", "shares.1"],
  [{ shares: [1, -1] }, "savings.field-malformed", "shares[1]"],
  [{ cash_unit: "0" }, "savings.field-malformed", "cash_unit"],
  [{ currency: "IDR", pot: "100.50" }, "savings.field-malformed", "pot"],
  [{ currency: "XXX" }, "savings.field-malformed", "currency"],
  [{ exclude: ["1"] }, "savings.field-malformed", "exclude"],
  [{ exclude: { social: "100001" } }, "savings.excluded-over-pot", undefined],
  [{ shares: [] }, "savings.no-shares", undefined],
  [{ shares: { "1": 0 } }, "savings.no-shares", undefined],
])("%j is refused", (change, refused, field) => {
  const answer = calculate({ ...group, ...change });
  expect(answer).toMatchObject({ refused, because: field === undefined ? {} : { field } });
});
