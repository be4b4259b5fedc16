import { describe, expect, test } from "vitest";
import type { Fee } from "./charge-rules.ts";
import { ordinary } from "./group-on-paper.testing.ts";
import { loanProduct } from "./product.ts";

const fee = (of: Partial<Fee>): Fee => ({ what: "service", at: "pay-out", ...of });
const everyMonth = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, "0"));

describe("a loan product", () => {
  const check = (change: object) => {
    const product = { ...ordinary, ...change };
    const fundOf = (fund: string) =>
      ({ unit: fund === "beras" ? "kg" : "IDR", nature: "divisible", is_lendable: true }) as const;
    return loanProduct.check!(product, "ordinary") ?? loanProduct.fits!(product, "ordinary", fundOf);
  };

  test.each([
    // what it says                                                        | why it cannot be
    [{ rate_per_month: "two" }, "loans.percent-out-of-range"],
    [{ rate_per_month: "1/3" }, "loans.percent-out-of-range"],
    [{ rate_per_month: "-1" }, "loans.percent-out-of-range"],
    [{ rate_per_month: "101" }, "loans.percent-out-of-range"],
    [{ fees: [fee({ percent: "200" })] }, "loans.percent-out-of-range"],
    [{ down_payment_percent: "100" }, "loans.percent-out-of-range"],
    [{ down_payment_percent: "1/4" }, "loans.percent-out-of-range"],
    [{ down_payment_percent: "10", pay_outs_max: 2 }, "loans.down-payment-at-once"],
    [{ method: "flat", pay_outs_max: 2 }, "loans.flat-does-not-change"],
    [{ on_prepayment: "fewer-instalments", pay_outs_max: 2 }, "loans.not-for-pay-outs-in-parts"],
    [{ fees: [fee({ amount: 500n })], pay_outs_max: 2 }, "loans.not-for-pay-outs-in-parts"],
    [{ fees: [fee({ at: "instalment", percent: "1" })], pay_outs_max: 2 }, "loans.not-for-pay-outs-in-parts"],
    [{ method: "monthly_on_balance", frequency: "weeks" }, "loans.monthly-method-by-month"],
    [{ method: "monthly_on_balance", every: 2 }, "loans.monthly-method-by-month"],
    [
      { method: "monthly_on_balance", amortization: "equal_installments" },
      "loans.monthly-method-without-equal-instalments",
    ],
    [{ is_free: true }, "loans.free-loan-costs-nothing"],
    [{ is_free: true, rate_per_month: "0", fees: [fee({ percent: "1" })] }, "loans.free-loan-costs-nothing"],
    [{ fees: [fee({})] }, "loans.fee-not-clear"],
    [{ fees: [fee({ percent: "1", amount: 100n })] }, "loans.fee-not-clear"],
    [{ fees: [fee({ amount: 0n })] }, "loans.fee-not-clear"],
    [{ fees: [fee({ percent: "0" })] }, "loans.fee-not-clear"],
    [{ fees: [fee({ amount: 150n })] }, "loans.amount-not-in-cash"],
    [{ periods: 30 }, "loans.too-many-periods"],
    [{ periods: 0 }, "loans.periods-out-of-range"],
    [{ every: 0 }, "loans.every-out-of-range"],
    [{ grace_principal_periods: 5 }, "loans.grace-too-long"],
    [{ grace_interest_payment_periods: 5 }, "loans.grace-too-long"],
    [
      { method: "flat", early_pay_off: "rebate", grace_interest_payment_periods: 1 },
      "loans.grace-on-interest-without-rebate",
    ],
    [{ method: "flat", on_prepayment: "fewer-instalments" }, "loans.prepayment-not-for-flat"],
    [{ late_penalty: { each: "once" } }, "loans.fee-not-clear"],
    [{ late_penalty: { each: "once", percent: "1", percent_max: "101" } }, "loans.percent-out-of-range"],
    [{ is_free: true, rate_per_month: "0", late_penalty: { each: "once", percent: "1" } }, "loans.free-loan-costs-nothing"],
    [{ lean_months: everyMonth }, "loans.lean-all-year"],
    [{ lean_months: ["06"], every: 2 }, "loans.lean-months-skipped"],
    [{ harvest_months: ["04"], frequency: "weeks", every: 5 }, "loans.lean-months-skipped"],
    [{ lean_months: ["06"], harvest_months: ["04"] }, "loans.lean-or-harvest"],
    [{ harvest_months: ["04"], amortization: "equal_installments" }, "loans.harvest-without-equal-instalments"],
    [{ harvest_months: ["04"], method: "flat", early_pay_off: "rebate" }, "loans.harvest-without-rebate"],
    [{ harvest_months: ["04"], periods: 120, periods_max: 120 }, "loans.term-too-long"],
    [{ instalment_multiple: 0n }, "loans.multiple-not-above-zero"],
    [{ instalment_multiple: 1_000n }, "loans.multiple-without-instalment"],
    [{ instalment_multiple: 1_000n, method: "flat", amortization: "interest_only" }, "loans.multiple-without-instalment"],
    [{ instalment_multiple: 250n, amortization: "equal_installments" }, "loans.multiple-not-in-cash"],
    [{ rounding_unit: 0n }, "loans.multiple-not-above-zero"],
    [{ rounding_unit: 50n }, "loans.multiple-not-in-cash"],
    [{ rounding_unit: 250n }, "loans.multiple-not-in-cash"],
    [{ ladder: ladder() }, "loans.ladder-not-rising"],
    [{ ladder: ladder(500_000n) }, "loans.ladder-not-rising"],
    [{ ladder: ladder(0n, 500_000n) }, "loans.ladder-not-rising"],
    [{ ladder: ladder(500_000n, 500_000n) }, "loans.ladder-not-rising"],
    [{ ladder: { ...ladder(500_000n, 1_000_000n), times: 0 } }, "loans.ladder-not-rising"],
    [{ ladder: ladder(500_000n, 1_000_000n), amount_max: 900_000n }, "loans.ladder-above-maximum"],
    [{ ladder: ladder(500_000n, 1_000_050n) }, "loans.amount-not-in-cash"],
  ])("%o cannot be: %s", (change, refused) => {
    expect(check(change)).toMatchObject({ refused });
  });

  test.each([
    [{}],
    [{ rounding_unit: 500n }],
    // Rice is weighed, not counted in coins.
    [{ fund: "beras", rounding_unit: 50n }],
    [{ rate_per_month: "1.75", fees: [fee({ percent: "0.5" }), fee({ at: "instalment", amount: 200n })] }],
    [{ on_prepayment: "fewer-instalments", late_penalty: { each: "period", amount: 100n, grace_days: 7 } }],
    [{ method: "monthly_on_balance" }],
    [{ method: "flat", frequency: "weeks", month: "four-weeks", amortization: "equal_installments" }],
    [{ is_free: true, rate_per_month: "0" }],
    [{ lean_months: ["06", "07", "08"], amortization: "equal_installments" }],
    [{ lean_months: ["01"], frequency: "weeks", every: 4 }],
    [{ harvest_months: ["04", "10"], periods: 1 }],
    [{ harvest_months: ["04"], method: "flat" }],
    [{ harvest_months: everyMonth }],
    [{ down_payment_percent: "25" }],
    [{ rounding_mode: "HALF_EVEN" }],
    [{ instalment_multiple: 1_000n, amortization: "equal_installments" }],
    [{ instalment_multiple: 1_000n, method: "flat", rounding_mode: "DOWN" }],
    [{ down_payment_percent: "0" }],
    [{ ladder: { ...ladder(500_000n, 1_000_000n), times: 2 }, amount_max: 1_000_000n }],
  ])("%o can be", change => {
    expect(check(change)).toBe(null);
  });

  test("brings an account for its fees, where it takes any", () => {
    expect(loanProduct.opens!(ordinary, "ordinary")).toEqual([]);
    expect(loanProduct.opens!({ ...ordinary, fees: [fee({ percent: "1" })] }, "ordinary")).toEqual(["fee-income/loan"]);
    const late_penalty = { each: "once", percent: "1" } as const;
    expect(loanProduct.opens!({ ...ordinary, late_penalty }, "ordinary")).toEqual(["fine-income/loan"]);
  });
});

function ladder(...steps: readonly bigint[]) {
  return { steps: steps.map(up_to => ({ up_to })) };
}
