import { describe, expect, it } from "vitest";
import { day } from "#base";
import {
  type AccountAmount,
  atMonthEnds,
  balanceSheets,
  fundStatement,
  placesOfFunds,
  trialBalances,
} from "./statements.ts";
import type { FundRow } from "./tables.ts";

const funds: readonly FundRow[] = [
  { fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, opened_on: day("2025-01-06") },
  { fund: "social", unit: "IDR", nature: "restricted", is_lendable: false, opened_on: day("2025-01-06") },
  { fund: "reserve", unit: "IDR", nature: "indivisible", is_lendable: false, opened_on: day("2025-01-06") },
];

describe("a balance sheet", () => {
  const balances: readonly AccountAmount[] = [
    { account: "cash/loan", unit: "IDR", amount: 1_807_500n },
    { account: "bank/loan", unit: "IDR", amount: 3_150_000n },
    { account: "loans-receivable/loan", unit: "IDR", amount: 9_420_000n },
    { account: "member-savings.voluntary/loan", unit: "IDR", amount: -2_000_000n },
    { account: "member-shares/loan", unit: "IDR", amount: -11_000_000n },
    { account: "interest-income/loan", unit: "IDR", amount: -1_400_000n },
    { account: "group-expense/loan", unit: "IDR", amount: 22_500n },
    { account: "cash/social", unit: "IDR", amount: 1_234_000n },
    { account: "fund-balance/social", unit: "IDR", amount: -1_234_000n },
    { account: "cash/reserve", unit: "IDR", amount: 4_100_000n },
    { account: "indivisible-reserve/reserve", unit: "IDR", amount: -4_100_000n },
  ];

  it("has two totals of what is whose: what can be divided, and what never is", () => {
    const [sheet] = balanceSheets(balances, funds);
    expect(sheet).toMatchObject({
      unit: "IDR",
      assets: { total: 19_711_500n },
      liabilities: { total: 2_000_000n },
      divisible: { total: 12_377_500n },
      restricted: { total: 1_234_000n },
      indivisible: { total: 4_100_000n },
      apart: 5_334_000n,
      currentSurplus: 1_377_500n,
    });
    expect(sheet!.divisible.lines.at(-1)).toEqual({
      kind: "current-surplus",
      product: "",
      fund: "loan",
      amount: 1_377_500n,
    });
  });

  it("keeps a member's shares hers, in whatever fund they stand", () => {
    const [sheet] = balanceSheets(
      [
        { account: "cash/reserve", unit: "IDR", amount: 50n },
        { account: "member-shares.pokok/reserve", unit: "IDR", amount: -50n },
      ],
      funds,
    );
    expect(sheet).toMatchObject({ divisible: { total: 50n }, apart: 0n });
  });

  it("is not made from books that do not add up", () => {
    expect(() => balanceSheets([{ account: "cash/loan", unit: "IDR", amount: 1n }], funds)).toThrow(
      "what is owned equals",
    );
    expect(() => trialBalances([{ account: "cash/loan", unit: "IDR", amount: 1n }])).toThrow("even");
  });

  it("says where the money of each fund is, also of an empty one", () => {
    expect(
      placesOfFunds(balances.slice(0, 7), funds).map(({ fund, cash, bank, stock, lent, total }) => [
        fund,
        cash,
        bank,
        stock,
        lent,
        total,
      ]),
    ).toEqual([
      ["loan", 1_807_500n, 3_150_000n, 0n, 9_420_000n, 14_377_500n],
      ["social", 0n, 0n, 0n, 0n, 0n],
      ["reserve", 0n, 0n, 0n, 0n, 0n],
    ]);
  });
});

describe("the small sums", () => {
  it("a fund's statement goes from what was to what is, the largest kind first", () => {
    const statement = fundStatement(1_000n, [
      { kind: "a", in: 50n, out: 0n },
      { kind: "b", in: 70n, out: 20n },
    ]);
    expect(statement).toEqual({
      opening: 1_000n,
      in: [
        { kind: "b", amount: 70n },
        { kind: "a", amount: 50n },
      ],
      out: [{ kind: "b", amount: 20n }],
      closing: 1_100n,
    });
  });

  it("month ends are told backwards from what stands now", () => {
    expect(
      atMonthEnds(
        100n,
        new Map([
          ["2026-11", 30n],
          ["2026-09", 5n],
        ]),
        ["2026-09", "2026-10", "2026-11"],
      ),
    ).toEqual([
      { month: "2026-09", amount: 70n },
      { month: "2026-10", amount: 70n },
      { month: "2026-11", amount: 100n },
    ]);
  });
});
