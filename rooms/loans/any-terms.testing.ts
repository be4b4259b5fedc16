import { type Day, day, ratio, roundingModes } from "#base";
import fc from "fast-check";
import { dayCounts } from "./day-count.ts";
import { frequencies } from "./due-dates.ts";
import { type Amortization, dueDate, type LoanTerms, noGrace } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

/** A loan of 5,000.00 at 12 % a year for six months, by equal instalments on what is still owed. */
export const loan: LoanTerms = {
  principal: 500_000n,
  ratePerYear: ratio(12n, 100n),
  method: "declining_balance",
  amortization: { kind: "equal_installments" },
  frequency: "months",
  every: 1,
  periods: 6,
  start: day("2022-11-01"),
  grace: noGrace,
  dayCount: "whole-period",
  rounding: { step: 1n, mode: "HALF_EVEN" },
};

const amortizations: readonly Amortization[] = [
  { kind: "equal_installments" },
  { kind: "equal_principal_payments" },
  { kind: "interest_only" },
  { kind: "fixed_principal_then_balloon", part: ratio(7n, 100n) },
];
export const anyTerms: fc.Arbitrary<LoanTerms> = fc
  .record({
    principal: fc.bigInt(1n, 10n ** 11n),
    ratePerYear: fc.bigInt(0n, 60_000n).map(basis => ratio(basis, 10_000n)),
    method: fc.constantFrom("flat", "declining_balance"),
    amortization: fc.constantFrom(...amortizations),
    frequency: fc.constantFrom(...frequencies),
    every: fc.integer({ min: 1, max: 4 }),
    periods: fc.integer({ min: 1, max: 30 }),
    start: fc.constantFrom<Day>(day("2023-12-31"), day("2024-01-01"), day("2026-05-17")),
    dayCount: fc.constantFrom(...dayCounts),
    interestFrom: fc.constantFrom("whole", "daily"),
    step: fc.constantFrom(1n, 25n, 100n),
    mode: fc.constantFrom(...roundingModes),
    multiple: fc.constantFrom(0n, 1n, 100n, 50_000n),
    grace: fc.record({
      principalPeriods: fc.integer({ min: 0, max: 4 }),
      interestPaymentPeriods: fc.integer({ min: 0, max: 4 }),
      interestFreePeriods: fc.integer({ min: 0, max: 4 }),
    }),
    split: fc.option(fc.tuple(fc.bigInt(1n, 99n), fc.integer({ min: 0, max: 60 })), { nil: undefined }),
    downPayment: fc.constantFrom(undefined, ratio(1n, 4n), ratio(1n, 3n)),
  })
  .map(({ step, mode, multiple, split, downPayment, ...terms }): LoanTerms => {
    const levels = terms.amortization.kind === "equal_installments";
    const rule = terms.method === "flat" ? "two steps" : "level instalment";
    const instalment = multiple > 0n && levels ? ({ step: multiple, rule } as const) : undefined;
    const whole: LoanTerms = {
      ...terms,
      rounding: { step, mode, ...(instalment ? { instalment } : {}) },
      ...(downPayment ? { downPayment } : {}),
    };
    if (!split || terms.method === "flat") return whole;
    const first = (terms.principal * split[0]) / 100n;
    const on = dueDate(whole, Math.max(1, Math.min(terms.periods - 1, split[1])));
    return {
      ...whole,
      tranches: [
        { on: terms.start, amount: first },
        { on, amount: terms.principal - first },
      ],
    };
  })
  .filter(terms => termsFault(terms) === null);
