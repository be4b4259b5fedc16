import { compare, day, parseRatio, type Ratio, ratio, subtract, sum } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTerms, loan } from "./any-terms.testing.ts";
import { interestForPeriod, levelInstalment } from "./instalment.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import { type Amortization, type LoanTerms, noGrace } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

/** Principal and interest of each row. */
const parts = ({ rows }: Schedule) => rows.map(({ principal, interest }) => [principal, interest]);
const percent = (text: string): Ratio => parseRatio(`${text}`)!;

describe("how the interest is counted", () => {
  test("on what is still owed, with a level instalment", () => {
    const { rows, totalInterest } = scheduleOf(loan);
    expect(rows).toEqual([
      { number: 1, due: "2022-12-01", principal: 81_274n, interest: 5_000n, total: 86_274n, balance: 418_726n },
      { number: 2, due: "2023-01-01", principal: 82_087n, interest: 4_187n, total: 86_274n, balance: 336_639n },
      { number: 3, due: "2023-02-01", principal: 82_908n, interest: 3_366n, total: 86_274n, balance: 253_731n },
      { number: 4, due: "2023-03-01", principal: 83_737n, interest: 2_537n, total: 86_274n, balance: 169_994n },
      { number: 5, due: "2023-04-01", principal: 84_574n, interest: 1_700n, total: 86_274n, balance: 85_420n },
      { number: 6, due: "2023-05-01", principal: 85_420n, interest: 854n, total: 86_274n, balance: 0n },
    ]);
    expect(totalInterest).toBe(17_644n);
  });

  test("on what is still owed, with equal principal: 1,000,000 in four at 2 % a month", () => {
    const schedule = scheduleOf({
      ...loan,
      principal: 1_000_000n,
      ratePerYear: ratio(24n, 100n),
      amortization: { kind: "equal_principal_payments" },
      periods: 4,
    });
    expect(parts(schedule)).toEqual([
      [250_000n, 20_000n],
      [250_000n, 15_000n],
      [250_000n, 10_000n],
      [250_000n, 5_000n],
    ]);
  });

  test("flat, on the first principal to the end; the last instalment takes what rounding left", () => {
    const schedule = scheduleOf({
      ...loan,
      principal: 100_000n,
      ratePerYear: ratio(10n, 100n),
      method: "flat",
      periods: 3,
    });
    expect(parts(schedule)).toEqual([
      [33_333n, 833n],
      [33_333n, 833n],
      [33_334n, 834n],
    ]);
    expect(schedule.totalInterest).toBe(2_500n);
  });

  test("a week is 1/52 of a year: 10,000 at 24 % in four weeks", () => {
    const schedule = scheduleOf({
      ...loan,
      principal: 1_000_000n,
      ratePerYear: ratio(24n, 100n),
      frequency: "weeks",
      periods: 4,
    });
    expect(schedule.rows.map(({ total }) => total)).toEqual([252_891n, 252_891n, 252_891n, 252_891n]);
    expect(schedule.totalInterest).toBe(11_564n);
  });

  test("by days: the calendar's days and years", () => {
    const schedule = scheduleOf({
      ...loan,
      principal: 10_000n,
      ratePerYear: percent("0.15678"),
      start: day("2024-01-01"),
      dayCount: "actual/365",
      interestFrom: "daily",
    });
    expect(parts(schedule)).toEqual([
      [1_610n, 133n],
      [1_638n, 105n],
      [1_653n, 90n],
      [1_677n, 66n],
      [1_697n, 46n],
      [1_725n, 22n],
    ]);
  });

  test("by days: a level that is far off takes its part of what it is off by", () => {
    const schedule = scheduleOf({
      ...loan,
      principal: 20_000n,
      ratePerYear: ratio(7n, 100n),
      start: day("2024-01-01"),
      dayCount: "30/360",
      interestFrom: "daily",
      tranches: [
        { on: day("2024-01-01"), amount: 10_000n },
        { on: day("2024-01-15"), amount: 10_000n },
      ],
    });
    // 34.02 would leave 33.73 for the last.
    expect(schedule.rows.map(({ total }) => total)).toEqual([3_397n, 3_397n, 3_397n, 3_397n, 3_397n, 3_398n]);
  });

  test("without interest the principal alone comes back", () => {
    expect(parts(scheduleOf({ ...loan, principal: 100_000n, ratePerYear: ratio(0n), periods: 3 }))).toEqual([
      [33_333n, 0n],
      [33_333n, 0n],
      [33_334n, 0n],
    ]);
  });

  test("interest only, and a balloon, leave the rest to the end", () => {
    expect(parts(scheduleOf({ ...loan, periods: 3, amortization: { kind: "interest_only" } }))).toEqual([
      [0n, 5_000n],
      [0n, 5_000n],
      [500_000n, 5_000n],
    ]);
    const balloon: Amortization = { kind: "fixed_principal_then_balloon", part: ratio(10n, 100n) };
    expect(parts(scheduleOf({ ...loan, periods: 3, amortization: balloon }))).toEqual([
      [50_000n, 5_000n],
      [50_000n, 4_500n],
      [400_000n, 4_000n],
    ]);
  });
});

describe("grace", () => {
  const graced = (terms: Partial<LoanTerms["grace"]>, more: Partial<LoanTerms> = {}) =>
    parts(scheduleOf({ ...loan, ...more, grace: { ...noGrace, ...terms } }));

  test("on principal: interest alone at first, then level", () => {
    const rows = scheduleOf({ ...loan, grace: { ...noGrace, principalPeriods: 2 } }).rows;
    expect(rows.map(({ total }) => total)).toEqual([5_000n, 5_000n, 128_141n, 128_141n, 128_141n, 128_140n]);
  });

  test("on paying interest: it is carried to the first instalment after, and bears none itself", () => {
    expect(graced({ interestPaymentPeriods: 2 })).toEqual([
      [81_274n, 0n],
      [82_087n, 0n],
      [82_908n, 5_000n + 4_187n + 3_366n],
      [83_737n, 2_537n],
      [84_574n, 1_700n],
      [85_420n, 854n],
    ]);
  });

  test("on paying interest of a flat loan: spread over the instalments after, or due with the first of them", () => {
    const flat = { method: "flat", principal: 60_000n, periods: 3 } as const;
    expect(graced({ interestPaymentPeriods: 1 }, flat)).toEqual([
      [20_000n, 0n],
      [20_000n, 900n],
      [20_000n, 900n],
    ]);
    expect(
      graced({ interestPaymentPeriods: 1 }, { ...flat, amortization: { kind: "equal_principal_payments" } }),
    ).toEqual([
      [20_000n, 0n],
      [20_000n, 1_200n],
      [20_000n, 600n],
    ]);
  });

  test("free of interest: nothing is charged, and the same instalment pays off faster", () => {
    const rows = scheduleOf({ ...loan, grace: { ...noGrace, interestFreePeriods: 2 } }).rows;
    expect(rows.map(({ interest }) => interest)).toEqual([0n, 0n, 3_275n, 2_445n, 1_606n, 760n]);
    expect(rows.map(({ total }) => total)).toEqual([86_274n, 86_274n, 86_274n, 86_274n, 86_274n, 76_716n]);
  });
});

describe("amounts that cash can pay", () => {
  const multiple = (rule: "two steps" | "level instalment", step: bigint) => ({
    ...loan.rounding,
    instalment: { step, rule },
  });

  test.each<[bigint, number, bigint, bigint, bigint]>([
    // principal | months | multiple | instalment | the last
    [125_000n, 3, 2_000n, 44_000n, 40_750n],
    // 416.67 is 417, and 417 + 12.50 is halfway: down to 429.
    [125_000n, 3, 100n, 42_900n, 42_950n],
    [100_000n, 8, 100n, 13_500n, 13_500n],
    // A tie goes down: 312.50 is 312, and 312 + 12.50 is 324.
    [125_000n, 4, 100n, 32_400n, 32_800n],
  ])("flat, %s in %d months, in multiples of %s: %s each and %s at the end", (principal, periods, step, each, last) => {
    const terms: LoanTerms = { ...loan, principal, periods, method: "flat", rounding: multiple("two steps", step) };
    const totals = scheduleOf(terms).rows.map(({ total }) => total);
    expect(totals.slice(0, -1).every(total => total === each)).toBe(true);
    expect(totals.at(-1)).toBe(last);
  });

  test("a level instalment is rounded once, and the last one is the rest", () => {
    const rows = scheduleOf({ ...loan, periods: 18, rounding: multiple("level instalment", 100n) }).rows;
    expect(rows.slice(0, -1).every(({ total }) => total === 30_500n)).toBe(true);
    expect(rows.at(-1)).toMatchObject({ principal: 30_022n, interest: 300n, total: 30_322n });
  });

  test("by days, a level that is rounded is counted from months of 30 days: 862, where the days would make 863", () => {
    const rows = scheduleOf({
      ...loan,
      dayCount: "actual/365",
      interestFrom: "daily",
      rounding: multiple("level instalment", 100n),
    }).rows;
    expect(rows[0]).toMatchObject({ principal: 81_268n, interest: 4_932n, total: 86_200n });
  });

  test("every amount can be a multiple: ten million rupiah at 2 % a month in hundreds", () => {
    const rows = scheduleOf({
      ...loan,
      principal: 10_000_000n,
      ratePerYear: ratio(24n, 100n),
      amortization: { kind: "equal_principal_payments" },
      periods: 24,
      rounding: { step: 100n, mode: "HALF_EVEN" },
    }).rows;
    expect(rows[1]).toMatchObject({ principal: 416_700n, interest: 191_700n });
    expect(rows[23]).toMatchObject({ principal: 415_900n, interest: 8_300n });
  });

  test("when rounding up pays all before the end, there are fewer instalments", () => {
    const rows = scheduleOf({
      ...loan,
      ratePerYear: ratio(0n),
      principal: 100_000n,
      rounding: multiple("level instalment", 10_000n),
    }).rows;
    expect(rows.map(({ total }) => total)).toEqual([20_000n, 20_000n, 20_000n, 20_000n, 20_000n]);
  });

  test("a loan that is smaller than the multiple is still paid in instalments", () => {
    const rows = scheduleOf({
      ...loan,
      principal: 3_000n,
      method: "flat",
      rounding: multiple("two steps", 10_000n),
    }).rows;
    expect(rows.map(({ total }) => total)).toEqual([530n, 530n, 530n, 530n, 530n, 530n]);
  });
});

describe("what changes on the way", () => {
  test("a second pay-out raises the instalments from its period on", () => {
    const rows = scheduleOf({
      ...loan,
      tranches: [
        { on: day("2022-11-01"), amount: 300_000n },
        { on: day("2023-01-01"), amount: 200_000n },
      ],
    }).rows;
    expect(rows.map(({ total }) => total)).toEqual([51_765n, 51_765n, 103_020n, 103_020n, 103_020n, 103_022n]);
    // With what was paid out that day.
    expect(rows[1]!.balance).toBe(401_982n);
  });

  test("within a period it bears interest from its day, or from the start where periods count whole", () => {
    const tranches = [
      { on: day("2022-11-01"), amount: 300_000n },
      { on: day("2022-11-16"), amount: 200_000n },
    ];
    const first = (interestFrom: "whole" | "daily") =>
      scheduleOf({ ...loan, tranches, interestFrom }).rows[0]!.interest;
    expect(first("daily")).toBe(1_500n + 2_500n);
    expect(first("whole")).toBe(5_000n);
  });

  test("an instalment in round money is agreed once for all pay-outs; any other may be too", () => {
    const tranches = [
      { on: day("2022-11-01"), amount: 300_000n },
      { on: day("2023-01-15"), amount: 200_000n },
    ];
    const rounding = { ...loan.rounding, instalment: { step: 100n, rule: "level instalment" } } as const;
    const totals = (more: Partial<LoanTerms>) =>
      scheduleOf({ ...loan, tranches, ...more }).rows.map(({ total }) => total);
    expect(totals({ rounding }).slice(0, 4)).toEqual([86_300n, 86_300n, 86_300n, 86_300n]);
    expect(totals({ instalmentsFor: "all pay-outs" })[0]).toBe(86_274n);
    expect(totals({ rounding, instalmentsFor: "pay-outs so far" })[0]).toBe(51_800n);
  });

  test("a flat loan without interest may be paid out in parts", () => {
    const tranches = [
      { on: day("2022-11-01"), amount: 300_000n },
      { on: day("2023-01-01"), amount: 200_000n },
    ];
    const { rows } = scheduleOf({ ...loan, method: "flat", ratePerYear: ratio(0n), tranches });
    expect(rows.map(({ principal }) => principal)).toEqual([50_000n, 50_000n, 100_000n, 100_000n, 100_000n, 100_000n]);
  });

  test("a new rate changes the instalment from the period it falls in", () => {
    const rows = scheduleOf({
      ...loan,
      dayCount: "actual/365",
      interestFrom: "daily",
      rateChanges: [{ effective: day("2023-02-15"), ratePerYear: ratio(4n, 100n) }],
    }).rows;
    // 14 days at 12 % and 14 at 4 % of 2,538.59.
    expect(rows[3]!.interest).toBe(1_168n + 389n);
    expect(rows.slice(0, 3).map(({ total }) => total)).toEqual([86_257n, 86_257n, 86_257n]);
    expect(rows[4]!.total).toBeLessThan(86_257n);
  });

  test("a down payment is an instalment of its own, on the day of the pay-out", () => {
    const rows = scheduleOf({ ...loan, periods: 3, ratePerYear: ratio(0n), downPayment: ratio(25n, 100n) }).rows;
    expect(rows.map(({ number, due, principal, balance }) => [number, due, principal, balance])).toEqual([
      [1, "2022-11-01", 125_000n, 375_000n],
      [2, "2022-12-01", 125_000n, 250_000n],
      [3, "2023-01-01", 125_000n, 125_000n],
      [4, "2023-02-01", 125_000n, 0n],
    ]);
  });

  test("the first due date may be the next meeting", () => {
    const rows = scheduleOf({ ...loan, periods: 3, start: day("2022-11-03"), firstDue: day("2022-11-30") }).rows;
    expect(rows.map(({ due }) => due)).toEqual(["2022-11-30", "2022-12-30", "2023-01-30"]);
    expect(rows[0]!.interest).toBe(5_000n);
  });
});

describe("what is agreed anew", () => {
  const three: LoanTerms = { ...loan, principal: 300_000n, periods: 3, ratePerYear: ratio(0n) };
  const from = day("2023-01-01");
  const none = { fromDue: from, extraPeriods: 0, gracePeriods: 0 };

  test("two more instalments: what is still owed is spread over all that are left", () => {
    const { rows } = scheduleOf({ ...three, reschedules: [{ ...none, extraPeriods: 2 }] });
    expect(rows.map(({ principal }) => principal)).toEqual([100_000n, 50_000n, 50_000n, 50_000n, 50_000n]);
    expect(rows.at(-1)!.due).toBe("2023-04-01");
  });

  test("a month without principal: the end moves by it, and the instalments stay", () => {
    const { rows } = scheduleOf({ ...three, reschedules: [{ ...none, gracePeriods: 1 }] });
    expect(rows.map(({ principal }) => principal)).toEqual([100_000n, 0n, 100_000n, 100_000n]);
  });

  test("a new rate of a flat loan holds for the whole month of the instalment it begins with", () => {
    const flat: LoanTerms = { ...three, method: "flat", ratePerYear: ratio(12n, 100n) };
    const { rows } = scheduleOf({ ...flat, reschedules: [{ ...none, ratePerYear: ratio(6n, 100n) }] });
    expect(rows.map(({ interest }) => interest)).toEqual([3_000n, 1_500n, 1_500n]);
  });

  test("more months of a flat loan cost its price a month", () => {
    const flat: LoanTerms = { ...three, method: "flat", ratePerYear: ratio(12n, 100n) };
    expect(scheduleOf({ ...flat, reschedules: [{ ...none, extraPeriods: 2 }] }).totalInterest).toBe(15_000n);
  });

  test("within a month, the day it is agreed from is the first that bears the new rate: 13 days of 7 % and 16 of 4 %", () => {
    const { rows } = scheduleOf({
      ...loan,
      principal: 10_000n,
      ratePerYear: ratio(7n, 100n),
      start: day("2024-01-01"),
      dayCount: "30/360",
      interestFrom: "daily",
      reschedules: [{ ...none, fromDue: day("2024-02-15"), ratePerYear: ratio(4n, 100n) }],
    });
    expect(rows.map(({ interest }) => interest)).toEqual([58n, 37n, 22n, 17n, 11n, 6n]);
    expect(rows.map(({ total }) => total)).toEqual([1_701n, 1_690n, 1_690n, 1_690n, 1_690n, 1_690n]);
  });

  test("twice: each begins where the other left it", () => {
    const { rows } = scheduleOf({
      ...three,
      reschedules: [
        { ...none, gracePeriods: 1 },
        { fromDue: day("2023-02-01"), extraPeriods: 2, gracePeriods: 0 },
      ],
    });
    expect(rows.map(({ principal }) => principal)).toEqual([100_000n, 0n, 50_000n, 50_000n, 50_000n, 50_000n]);
  });
});

test("the way of self-help groups: 2 % a month on the balance the month opens with", () => {
  const twoPercent = ratio(2n, 100n);
  const whole = { step: 1n, mode: "HALF_EVEN" } as const;
  expect([500n, 400n, 300n, 100n, 0n].map(balance => interestForPeriod(balance, twoPercent, whole))).toEqual([
    10n,
    8n,
    6n,
    2n,
    0n,
  ]);
  expect(interestForPeriod(123_456n, twoPercent, { step: 100n, mode: "HALF_UP" })).toBe(2_500n);
});

test("the level instalment is exact: paid each time, it leaves nothing", () => {
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10n ** 12n),
      fc.array(fc.tuple(fc.bigInt(0n, 500n), fc.bigInt(1_000n, 9_999n)), { minLength: 1, maxLength: 24 }),
      (balance, pairs) => {
        const rates = pairs.map(([a, b]) => ratio(a, b));
        const level = levelInstalment(balance, rates);
        const left = rates.reduce(
          (owed, rate) =>
            subtract(
              ratio(owed.numerator * (rate.denominator + rate.numerator), owed.denominator * rate.denominator),
              level,
            ),
          ratio(balance),
        );
        expect(left).toEqual(ratio(0n));
      },
    ),
  );
});

describe("for any terms", () => {
  test("the rows add up to what was paid out, and the balance ends at zero and is never below it", () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const { rows, totalInterest } = scheduleOf(terms);
        expect(sum(rows.map(({ principal }) => principal))).toBe(terms.principal);
        expect(sum(rows.map(({ interest }) => interest))).toBe(totalInterest);
        expect(rows.at(-1)!.balance).toBe(0n);
        for (const { principal, interest, total, balance } of rows) {
          expect(total).toBe(principal + interest);
          expect(principal >= 0n && interest >= 0n && balance >= 0n).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("rows are numbered from 1 in the order of their due dates", () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const { rows } = scheduleOf(terms);
        expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
        expect([...rows].map(({ due }) => due).sort()).toEqual(rows.map(({ due }) => due));
      }),
    );
  });

  test("a grace does what it says", () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        fc.pre(!terms.downPayment);
        const { rows } = scheduleOf(terms);
        const { principalPeriods, interestPaymentPeriods, interestFreePeriods } = terms.grace;
        for (const { number, principal, interest } of rows) {
          if (number <= principalPeriods && number < terms.periods) expect(principal).toBe(0n);
          if (number <= Math.max(interestPaymentPeriods, interestFreePeriods)) expect(interest).toBe(0n);
        }
      }),
    );
  });

  test("a higher rate never costs less", () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const dearer = {
          ...terms,
          ratePerYear: ratio(
            terms.ratePerYear.numerator + terms.ratePerYear.denominator,
            terms.ratePerYear.denominator,
          ),
        };
        fc.pre(termsFault(dearer) === null && terms.amortization.kind === "equal_principal_payments");
        expect(scheduleOf(dearer).totalInterest >= scheduleOf(terms).totalInterest).toBe(true);
        expect(compare(dearer.ratePerYear, terms.ratePerYear)).toBe(1);
      }),
    );
  });
});

describe("terms no schedule can be made of", () => {
  test.each<[Partial<LoanTerms>, string]>([
    [{ principal: 0n }, "loans.principal-not-above-zero"],
    [{ periods: 0 }, "loans.periods-out-of-range"],
    [{ periods: 1_001 }, "loans.periods-out-of-range"],
    [{ every: 0 }, "loans.every-out-of-range"],
    [{ periods: 1_000, every: 12 }, "loans.term-too-long"],
    [{ ratePerYear: ratio(-1n, 100n) }, "loans.rate-out-of-range"],
    [{ ratePerYear: ratio(101n) }, "loans.rate-out-of-range"],
    [{ grace: { ...noGrace, principalPeriods: 6 } }, "loans.grace-too-long"],
    [{ grace: { ...noGrace, interestPaymentPeriods: 6 } }, "loans.grace-too-long"],
    [{ grace: { ...noGrace, interestFreePeriods: 7 } }, "loans.grace-too-long"],
    [{ amortization: { kind: "fixed_principal_then_balloon", part: ratio(2n) } }, "loans.percent-out-of-range"],
    [{ downPayment: ratio(1n) }, "loans.percent-out-of-range"],
    [{ rounding: { step: 0n, mode: "UP" } }, "loans.multiple-not-above-zero"],
    [
      { rounding: { ...loan.rounding, instalment: { step: 100n, rule: "two steps" } } },
      "loans.multiple-rule-not-for-method",
    ],
    [{ tranches: [] }, "loans.disbursement-not-above-zero"],
    [{ tranches: [{ on: loan.start, amount: 600_000n }] }, "loans.disbursed-over-principal"],
    [{ tranches: [{ on: day("2023-05-01"), amount: 1n }] }, "loans.disbursement-after-end"],
    [{ firstDue: loan.start }, "loans.due-before-start"],
    [
      { reschedules: [{ fromDue: day("2023-05-02"), extraPeriods: 1, gracePeriods: 0 }] },
      "loans.reschedule-outside-schedule",
    ],
    [
      { reschedules: [{ fromDue: loan.start, extraPeriods: 1, gracePeriods: 0 }] },
      "loans.reschedule-outside-schedule",
    ],
    [
      { reschedules: [{ fromDue: day("2023-01-01"), extraPeriods: 0, gracePeriods: 0 }] },
      "loans.reschedule-changes-nothing",
    ],
    [
      { reschedules: [{ fromDue: day("2023-01-01"), extraPeriods: 999, gracePeriods: 0 }] },
      "loans.periods-out-of-range",
    ],
    [
      { every: 12, reschedules: [{ fromDue: day("2024-01-01"), extraPeriods: 100, gracePeriods: 0 }] },
      "loans.term-too-long",
    ],
    [
      { reschedules: [{ fromDue: day("2023-01-01"), extraPeriods: 0, gracePeriods: 0, ratePerYear: ratio(-1n) }] },
      "loans.rate-out-of-range",
    ],
    [
      {
        method: "flat",
        tranches: [
          { on: loan.start, amount: 1n },
          { on: loan.start, amount: 1n },
        ],
      },
      "loans.flat-does-not-change",
    ],
  ])("%#: %s", (change, code) => {
    expect(termsFault({ ...loan, ...change })?.refused).toBe(code);
  });
});
