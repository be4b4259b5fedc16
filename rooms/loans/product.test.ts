import { describe, expect, test } from "vitest";
import { ordinary } from "./group-on-paper.testing.ts";
import { loanProduct } from "./product.ts";

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
    [{ service_charge_percent: "200" }, "loans.percent-out-of-range"],
    [{ down_payment_percent: "100" }, "loans.percent-out-of-range"],
    [{ down_payment_percent: "1/4" }, "loans.percent-out-of-range"],
    [{ method: "monthly_on_balance", frequency: "weeks" }, "loans.monthly-method-by-month"],
    [{ method: "monthly_on_balance", every: 2 }, "loans.monthly-method-by-month"],
    [
      { method: "monthly_on_balance", amortization: "equal_installments" },
      "loans.monthly-method-without-equal-instalments",
    ],
    [{ is_free: true }, "loans.free-loan-costs-nothing"],
    [{ is_free: true, rate_per_month: "0", service_charge_percent: "1" }, "loans.free-loan-costs-nothing"],
    [{ periods: 30 }, "loans.too-many-periods"],
    [{ periods: 0 }, "loans.periods-out-of-range"],
    [{ every: 0 }, "loans.every-out-of-range"],
    [{ grace_principal_periods: 5 }, "loans.grace-too-long"],
    [{ grace_interest_payment_periods: 5 }, "loans.grace-too-long"],
    [
      { method: "flat", early_pay_off: "rebate", grace_interest_payment_periods: 1 },
      "loans.grace-on-interest-without-rebate",
    ],
    [{ lean_months: everyMonth }, "loans.lean-all-year"],
    [{ lean_months: ["06"], every: 2 }, "loans.lean-months-skipped"],
    [{ harvest_months: ["04"], frequency: "weeks", every: 5 }, "loans.lean-months-skipped"],
    [{ lean_months: ["06"], harvest_months: ["04"] }, "loans.lean-or-harvest"],
    [{ harvest_months: ["04"], amortization: "equal_installments" }, "loans.harvest-without-equal-instalments"],
    [{ harvest_months: ["04"], method: "flat", early_pay_off: "rebate" }, "loans.harvest-without-rebate"],
    [{ harvest_months: ["04"], periods: 120, periods_max: 120 }, "loans.term-too-long"],
    [{ rounding_unit: 0n }, "loans.multiple-not-above-zero"],
    [{ rounding_unit: 50n }, "loans.multiple-not-in-cash"],
    [{ rounding_unit: 250n }, "loans.multiple-not-in-cash"],
  ])("%o cannot be: %s", (change, refused) => {
    expect(check(change)).toMatchObject({ refused });
  });

  test.each([
    [{}],
    [{ rounding_unit: 500n }],
    // Rice is weighed, not counted in coins.
    [{ fund: "beras", rounding_unit: 50n }],
    [{ rate_per_month: "1.75", service_charge_percent: "0.5" }],
    [{ method: "monthly_on_balance" }],
    [{ method: "flat", frequency: "weeks", month: "four-weeks", amortization: "equal_installments" }],
    [{ is_free: true, rate_per_month: "0" }],
    [{ lean_months: ["06", "07", "08"], amortization: "equal_installments" }],
    [{ lean_months: ["01"], frequency: "weeks", every: 4 }],
    [{ harvest_months: ["04", "10"], periods: 1 }],
    [{ harvest_months: ["04"], method: "flat" }],
    [{ harvest_months: everyMonth }],
    [{ down_payment_percent: "25" }],
    [{ down_payment_percent: "0" }],
  ])("%o can be", change => {
    expect(check(change)).toBe(null);
  });

  test("brings an account for its service charge, where it takes one", () => {
    expect(loanProduct.opens!(ordinary, "ordinary")).toEqual([]);
    expect(loanProduct.opens!({ ...ordinary, service_charge_percent: "1" }, "ordinary")).toEqual(["fee-income/loan"]);
  });
});
