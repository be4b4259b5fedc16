import { describe, expect, test } from "vitest";
import { depositEntry } from "./deposit.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { began, dueOn } from "./koperasi.testing.ts";
import { withdrawalEntry } from "./withdrawal.ts";

describe("a rule that does not hold together is refused when it is set", () => {
  const group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  const product = { fund: "loan", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false };
  test.each([
    ["savings.shares-rule-unclear", "savings.shares/loan", { price: "0", meeting_min: "1", meeting_max: "5" }],
    ["savings.shares-rule-unclear", "savings.shares/loan", { price: "500", meeting_min: "3", meeting_max: "2" }],
    ["savings.shares-rule-unclear", "savings.shares/loan", { price: "500", meeting_min: "0", meeting_max: "2" }],
    ["savings.product-needs-amount", "savings.product/pokok", { ...product, kind: "entry" }],
    ["savings.product-needs-period", "savings.product/wajib", { ...product, kind: "compulsory", amount: "5" }],
    ["savings.product-needs-period", "savings.product/free", { ...product, kind: "voluntary", every: "month" }],
    [
      "savings.product-is-kept",
      "savings.product/wajib",
      { ...product, kind: "compulsory", amount: "5", every: "month", withdrawable: "free" },
    ],
    [
      "savings.capital-needs-minimum",
      "savings.product/cbu",
      { ...product, kind: "voluntary", withdrawable: "free", is_capital: true },
    ],
    ["savings.share-out-rule-unclear", "savings.share-out/loan", { policy: "floor", cash_step: "0" }],
    ["savings.share-out-step-not-in-cash", "savings.share-out/loan", { policy: "floor", cash_step: "50" }],
    ["savings.share-out-step-not-in-cash", "savings.share-out/loan", { policy: "floor", cash_step: "1250" }],
    [
      "savings.share-out-rule-unclear",
      "savings.share-out/loan",
      { policy: "floor", cash_step: "100", remainder_to: "loan" },
    ],
  ] as const)("%s: %s", (refused, rule, value) => {
    expect(group.ruleRefused(rule, value)).toMatchObject({ refused });
  });
});

describe("a rice bank (a new fund, no new code)", () => {
  test("keeps rice in kilograms, asks for it, gives it back and moves it to capital, all from its rules", () => {
    const group = new GroupOnPaper();
    group.fund("rice-bank", "kg", began);
    group.rule(
      "savings.product/rice",
      {
        fund: "rice-bank",
        kind: "compulsory",
        amount: "2000",
        every: "meeting",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: false,
      },
      began,
    );
    group.rule(
      "savings.product/rice-store",
      { fund: "rice-bank", kind: "voluntary", minimum_balance: "500", withdrawable: "free", is_capital: false },
      began,
    );
    const wulan = group.member(1, began);
    expect(dueOn(group, "2006-01-09")).toEqual([
      { entry: "savings.deposit", member: wulan, product: "rice", amount: 2_000n },
    ]);
    done(group.says(depositEntry, { member: wulan, product: "rice", amount: 2_000n }, "2006-01-09"));
    done(group.says(depositEntry, { member: wulan, product: "rice-store", amount: 7_500n }, "2006-01-09"));
    done(group.says(withdrawalEntry, { member: wulan, product: "rice-store", amount: 3_250n }, "2006-01-16"));
    expect(group.cash("rice-bank", "kg")).toBe(6_250n);
    expect(
      group.says(withdrawalEntry, { member: wulan, product: "rice-store", amount: 4_000n }, "2006-01-16"),
    ).toMatchObject({ refused: "savings.below-minimum" });
  });
});
