import { addDays, type Day, day, daysBetween, isRefusal, type Json, lastOf, ratio, type Refusal, sum } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTerms, loan } from "./any-terms.testing.ts";
import { calculators } from "./calculators.ts";
import { followedSchedule, historyFault } from "./followed-schedule.ts";
import type { Charge, LoanEvent, LoanHistory, Recalculation } from "./loan-history.ts";
import { owedParts, paymentOrderNamed, usualPaymentOrder } from "./payment-order.ts";
import { scheduleOf } from "./schedule.ts";
import { dueDate, type LoanTerms, noGrace } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

type Row = Readonly<Record<"due" | "principal" | "interest" | "fees" | "penalties" | "total" | "paid" | "balance", string>>;
interface Answer {
  readonly rows: readonly Row[];
  readonly allocation: readonly Readonly<Record<string, string>>[];
}
const none: ReadonlySet<string> = new Set();

function answer(input: Json): Answer {
  const answered = calculators[0]!.calculate(input, none);
  expect(isRefusal(answered) ? (answered as Refusal).refused : null).toBeNull();
  return answered as unknown as Answer;
}

/** Principal and interest, row by row, as numbers for the eye: "812.68 + 49.32". */
const parts = ({ rows }: Answer) => rows.map(({ principal, interest }) => `${principal} + ${interest}`);

const paid = (date: string, amount: string) => ({ date, type: "repayment", amount });
const look = (date: string) => ({ date, type: "recalculate_as_of" });
const missed = (date: string) => ({ date, type: "instalment_missed" });
const payOff = (date: string) => ({ date, type: "pay_off_in_full" });

/**
 * 5,000.00 at 12 % a year for six months from 1 November 2022, by days of 365, in whole units: the loan of a published
 * suite of worked schedules of an open-source core banking system (its repayment examples, read in 2024).
 */
const counted = {
  principal: "5000.00",
  annual_rate_percent: "12",
  method: "declining_balance",
  amortization: "equal_installments",
  interest_period: "daily",
  periods: 6,
  every: 1,
  frequency: "months",
  day_count: "actual/365",
  payment_strategy: "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER",
  rounding: { instalment_multiple_of: "1", multiple_rule: "level instalment" },
  disbursements: [{ date: "2022-11-01", amount: "5000.00" }],
  recalculation: { enabled: true, rest: "daily", compounding: "none", on_prepayment: "reduce_instalment" },
};
const rules = counted.recalculation;
const twice = [paid("2022-12-01", "1000"), paid("2023-01-01", "2000")];

describe("interest follows what is paid", () => {
  test.each<[string, Json[], object, string[]]>([
    [
      "a unit too much on the due date",
      [paid("2022-12-01", "863")],
      {},
      ["813.68 + 49.32", "819.33 + 42.67", "827.68 + 34.32", "838.62 + 23.38", "844.67 + 17.33", "856.02 + 8.44"],
    ],
    [
      "early: all of it is principal, and the next instalments are smaller",
      [paid("2022-11-27", "863")],
      {},
      ["863.00 + 48.18", "809.84 + 42.16", "818.09 + 33.91", "828.90 + 23.10", "834.88 + 17.12", "845.29 + 8.34"],
    ],
    [
      "late: four days on what was still owed",
      [paid("2022-12-05", "862")],
      {},
      ["812.68 + 49.32", "818.25 + 43.75", "827.66 + 34.34", "838.61 + 23.39", "844.65 + 17.35", "858.15 + 8.46"],
    ],
    [
      "in part, on time",
      [paid("2022-12-01", "200")],
      {},
      ["812.68 + 49.32", "819.32 + 42.68", "827.67 + 34.33", "838.62 + 23.38", "844.66 + 17.34", "857.05 + 8.45"],
    ],
    [
      "too much, late: what is over makes the next principal",
      [paid("2022-12-05", "1500")],
      {},
      ["812.68 + 49.32", "823.91 + 38.09", "827.72 + 34.28", "838.66 + 23.34", "844.70 + 17.30", "852.33 + 8.41"],
    ],
    [
      "more than asked, twice: smaller instalments",
      twice,
      {},
      ["950.68 + 49.32", "1958.73 + 41.27", "514.69 + 21.31", "521.49 + 14.51", "525.25 + 10.75", "529.16 + 5.22"],
    ],
    [
      "more than asked, twice: fewer instalments",
      twice,
      { on_prepayment: "reduce_number_of_instalments" },
      ["950.68 + 49.32", "1958.73 + 41.27", "840.69 + 21.31", "850.49 + 11.51", "399.41 + 4.07"],
    ],
    [
      "more than asked, twice: it stands for the next instalments",
      twice,
      { on_prepayment: "reschedule_next_repayments" },
      ["950.68 + 49.32", "1958.73 + 41.27", "0.00 + 21.31", "407.45 + 19.24", "844.85 + 17.15", "838.29 + 8.27"],
    ],
    [
      "by whole periods, in parts: each counts from the next due date",
      [paid("2022-11-20", "200"), paid("2023-01-04", "200")],
      { rest: "same_as_repayment" },
      ["812.68 + 49.32", "819.32 + 42.68", "812.58 + 49.42", "838.48 + 23.52", "844.50 + 17.50", "872.44 + 8.60"],
    ],
    [
      "by whole periods, two months late",
      [paid("2023-02-01", "862")],
      { rest: "same_as_repayment" },
      ["812.68 + 49.32", "819.32 + 42.68", "811.04 + 50.96", "838.46 + 23.54", "844.49 + 17.51", "874.01 + 8.62"],
    ],
  ])("%s", (_, events, more, expected) => {
    expect(parts(answer({ ...counted, events, recalculation: { ...rules, ...more } }))).toEqual(expected);
  });

  test("interest that fell due and was not paid bears interest, month by month", () => {
    const recalculation = { ...rules, compounding: "interest", compounding_frequency: "monthly" };
    const disbursements = [{ date: "2022-09-01", amount: "5000.00" }];
    const compounded = { ...counted, disbursements, recalculation };
    expect(parts(answer({ ...compounded, events: [paid("2022-12-04", "862")] })).slice(2)).toEqual([
      "828.78 + 33.22",
      "833.57 + 28.43",
      "844.62 + 17.38",
      "861.03 + 7.93",
    ]);
    // A week begins on Thursdays here: what was due on Saturday, 1 October bears interest from the 6th on.
    const weekly = answer({
      ...compounded,
      recalculation: { ...recalculation, compounding_frequency: "weekly" },
      events: [look("2022-10-31")],
    });
    expect(weekly.rows[1]!.interest).toBe("51.10");
  });

  test("a loan that is not counted anew keeps its instalments", () => {
    const recalculation = { ...rules, enabled: false };
    expect(parts(answer({ ...counted, recalculation, events: twice }))).toEqual(
      parts(answer({ ...counted, recalculation })),
    );
  });

  test("pay-outs in parts, each instalment paid on its day", () => {
    const pays = ["2022-12-01", "2023-01-01", "2023-02-01", "2023-03-01"].map(date => paid(date, "1725"));
    const { rows } = answer({
      ...counted,
      principal: "10000",
      interest_period: "same_as_repayment_period",
      day_count: "whole-period",
      disbursements: [
        { date: "2022-11-01", amount: "5000" },
        { date: "2023-01-01", amount: "3000" },
        { date: "2023-03-01", amount: "2000" },
      ],
      recalculation: { ...rules, rest: "same_as_repayment" },
      events: [...pays, { date: "2023-01-01", type: "disbursement", amount: "5000" }].slice(0, 4),
    });
    expect(rows.map(({ interest, balance }) => [interest, balance])).toEqual([
      ["50.00", "3325.00"],
      ["33.25", "4633.25"],
      ["46.33", "2954.58"],
      ["29.55", "3259.13"],
      ["32.59", "1566.72"],
      ["15.67", "0.00"],
    ]);
  });
});

/** 100.00 at 7 % for six months, months of 30 days: worked examples of the same suite whose product sets the order. */
const anew = {
  ...counted,
  principal: "100",
  annual_rate_percent: "7",
  day_count: "30/360",
  rounding: null,
  payment_strategy: "ADVANCED_PAYMENT_ALLOCATION",
  disbursements: [{ date: "2024-01-01", amount: "100" }],
  recalculation: { ...rules, pre_closure: "till_pay_off_date" },
};
const first = paid("2024-02-01", "17.01");
const tillDue = { ...anew.recalculation, pre_closure: "till_next_due_date" };

describe("where all is counted anew as of the last event", () => {
  test.each<[string, Json[], object, string[]]>([
    [
      "paid off between two due dates",
      [first, payOff("2024-02-15")],
      {},
      ["16.43 + 0.58", "16.77 + 0.24", "17.01 + 0.00", "17.01 + 0.00", "17.01 + 0.00", "15.77 + 0.00"],
    ],
    [
      "paid off, interest to the next due date",
      [first, payOff("2024-02-15")],
      tillDue,
      ["16.43 + 0.58", "16.52 + 0.49", "17.01 + 0.00", "17.01 + 0.00", "17.01 + 0.00", "16.02 + 0.00"],
    ],
    [
      "paid off with an instalment missed",
      [missed("2024-02-01"), payOff("2024-02-15")],
      {},
      ["16.43 + 0.58", "16.73 + 0.28", "17.01 + 0.00", "17.01 + 0.00", "17.01 + 0.00", "15.81 + 0.00"],
    ],
    [
      "one late, looked at in mid-month",
      [look("2024-02-15")],
      {},
      ["16.43 + 0.58", "16.48 + 0.53", "16.62 + 0.39", "16.72 + 0.29", "16.81 + 0.20", "16.94 + 0.10"],
    ],
    [
      "two late",
      [look("2024-03-10")],
      {},
      ["16.43 + 0.58", "16.43 + 0.58", "16.56 + 0.45", "16.71 + 0.30", "16.81 + 0.20", "17.06 + 0.10"],
    ],
    [
      "one late, by whole periods",
      [first, look("2024-03-10")],
      { ...tillDue, rest: "same_as_repayment" },
      ["16.43 + 0.58", "16.52 + 0.49", "16.52 + 0.49", "16.72 + 0.29", "16.81 + 0.20", "17.00 + 0.10"],
    ],
    [
      "late and in part",
      [first, paid("2024-03-05", "10"), look("2024-03-10")],
      {},
      ["16.43 + 0.58", "16.52 + 0.49", "16.60 + 0.41", "16.72 + 0.29", "16.81 + 0.20", "16.92 + 0.10"],
    ],
    [
      "a new rate that was agreed later and holds from before, and so a little too much paid",
      [
        first,
        { date: "2024-02-02", type: "reschedule", from_due_date: "2024-02-02", newInterestRate: "4" },
        paid("2024-03-01", "17.01"),
      ],
      {},
      ["16.43 + 0.58", "16.60 + 0.28", "16.66 + 0.22", "16.71 + 0.17", "16.77 + 0.11", "16.83 + 0.06"],
    ],
  ])("%s", (_, events, more, expected) => {
    expect(parts(answer({ ...anew, events, recalculation: { ...anew.recalculation, ...more } }))).toEqual(expected);
  });
});

describe("an instalment missed", () => {
  const weekly = {
    ...counted,
    principal: "10000",
    annual_rate_percent: "24",
    frequency: "weeks",
    periods: 4,
    interest_period: "same_as_repayment_period",
    day_count: "whole-period",
    rounding: null,
    disbursements: [{ date: "2024-01-01", amount: "10000" }],
    recalculation: { ...rules, rest: "same_as_repayment" },
  };

  test.each<[Json[], string[]]>([
    [
      [missed("2024-01-08"), missed("2024-01-15")],
      ["2482.76 + 46.15", "2482.76 + 46.15", "2482.76 + 46.15", "2551.72 + 11.78"],
    ],
    // Whoever looks at the loan looks back too.
    [[look("2024-01-17")], ["2482.76 + 46.15", "2482.76 + 46.15", "2482.76 + 46.15", "2551.72 + 11.78"]],
    [
      [paid("2024-01-08", "2528.91"), missed("2024-01-15")],
      ["2482.76 + 46.15", "2494.22 + 34.69", "2494.22 + 34.69", "2528.80 + 11.67"],
    ],
  ])("%j", (events, expected) => {
    expect(parts(answer({ ...weekly, events }))).toEqual(expected);
  });
});

/** 3,000.00 flat at 12 % for three months. */
const flat = {
  ...counted,
  principal: "3000",
  method: "flat",
  periods: 3,
  interest_period: "same_as_repayment_period",
  day_count: "whole-period",
  rounding: { instalment_multiple_of: "1", multiple_rule: "two steps" },
  disbursements: [{ date: "2023-01-01", amount: "3000" }],
  recalculation: null,
};
const charge = (date: string, name: string, of: object) => ({ date, type: "add_charge", charge: name, ...of });
const column = (of: "fees" | "penalties" | "paid", { rows }: Answer) => rows.map(row => row[of]);

describe("fees and penalties", () => {
  test("a part of each instalment, or a sum with each", () => {
    const events = [charge("2023-01-01", "LOAN_INSTALLMENT_PERCENTAGE_FEE", { percent: "1.5" })];
    expect(column("fees", answer({ ...flat, events }))).toEqual(["15.45", "15.45", "15.45"]);
    const ofPrincipal = [{ ...events[0]!, base: "instalment principal" }];
    expect(column("fees", answer({ ...flat, events: ofPrincipal }))).toEqual(["15.00", "15.00", "15.00"]);
    const sums = [charge("2023-01-01", "instalment fee", { amount: "2" })];
    expect(column("fees", answer({ ...flat, events: sums }))).toEqual(["2.00", "2.00", "2.00"]);
  });

  test("on a day of its own: in the instalment of that day, after all of them in a row of its own", () => {
    const events = [charge("2023-02-10", "snooze", { amount: "15" }), charge("2023-04-02", "snooze", { amount: "20" })];
    const answered = answer({ ...flat, events });
    expect(column("fees", answered)).toEqual(["0.00", "15.00", "0.00", "20.00"]);
    expect(lastOf(answered.rows)).toMatchObject({ due: "2023-04-02", principal: "0.00", total: "20.00" });
  });

  test.each<[string, "fees" | "penalties"]>([
    ["LOAN_NSF_FEE", "penalties"],
    ["% Late fee", "penalties"],
    ["overdue penalty", "penalties"],
    ["returned payment", "penalties"],
    ["a plate for the door", "fees"],
    ["snooze", "fees"],
  ])("%s is among the %s", (name, of) => {
    const events = [charge("2023-01-10", name, { amount: "5" })];
    expect(column(of, answer({ ...flat, events }))[0]).toBe("5.00");
  });

  test("a part of the whole loan, a returned payment, and one at the pay-out that is in no instalment", () => {
    const events = [
      charge("2023-01-01", "LOAN_PERCENTAGE_PROCESSING_FEE", { percent: "10" }),
      charge("2023-01-01", "LOAN_NSF_FEE", { amount: "10" }),
      charge("2023-01-01", "LOAN_DISBURSEMENT_PERCENTAGE_FEE", { percent: "1.5" }),
    ];
    const answered = answer({ ...flat, events });
    expect(column("fees", answered)).toEqual(["309.00", "0.00", "0.00"]);
    expect(column("penalties", answered)).toEqual(["10.00", "0.00", "0.00"]);
  });

  test.each<[Json, string[], string[]]>([
    [{ percent: "1.5", base: "instalment principal", once_per_instalment: true }, ["2023-05-01"], ["15.00", "15.00", "15.00"]],
    [
      { percent: "1.5", base: "instalment principal + interest", once_per_instalment: true },
      ["2023-05-01"],
      ["15.45", "15.45", "15.45"],
    ],
    // On the due date itself nobody is late; looking twice asks for nothing twice.
    [{ percent: "1.5" }, ["2023-03-01", "2023-03-01"], ["15.00", "0.00", "0.00"]],
    // Running: for each month begun.
    [{ percent: "1.5", once_per_instalment: false }, ["2023-03-20", "2023-05-01"], ["45.00", "30.00", "15.00"]],
  ])("late: %j looked at on %j", (penalty, days, expected) => {
    expect(column("penalties", answer({ ...flat, penalty, events: days.map(look) }))).toEqual(expected);
  });

  test("what was paid in part bears a penalty for the rest only, and who has paid bears none", () => {
    const events = [paid("2023-02-01", "1030"), paid("2023-03-01", "530"), look("2023-03-02")];
    const answered = answer({ ...flat, penalty: { percent: "10" }, events });
    expect(column("penalties", answered)).toEqual(["0.00", "50.00", "0.00"]);
    expect(column("paid", answered)).toEqual(["1030.00", "530.00", "0.00"]);
  });
});

describe("how a payment is used", () => {
  const dueFirst = "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST";
  const allocation = (input: object, events: Json[]) =>
    answer({ ...flat, ...input, events }).allocation.map(
      ({ penalties, fees, interest, principal, over, loan_balance }) =>
        [penalties, fees, interest, principal, over, loan_balance].map(Number),
    );

  test("what is due: interest before principal", () => {
    expect(allocation({ payment_strategy: dueFirst }, [paid("2023-02-01", "500")])).toEqual([[0, 0, 30, 470, 0, 2530]]);
  });

  test("in advance: in the order of the strategy, or as what is due where it names none", () => {
    const early = [charge("2023-01-05", "fee", { amount: "7" }), paid("2023-01-02", "40")];
    expect(allocation({ payment_strategy: dueFirst }, early)).toEqual([[0, 0, 0, 40, 0, 2960]]);
    expect(allocation({}, early)).toEqual([[0, 7, 30, 3, 0, 2997]]);
  });

  test("a charge is due on its own day, before its instalment", () => {
    const one = { principal: "1000", annual_rate_percent: "0", periods: 1, payment_strategy: dueFirst };
    const events = [
      paid("2023-01-10", "500"),
      charge("2023-01-20", "NSF", { amount: "50" }),
      paid("2023-01-17", "450"),
      paid("2023-01-21", "60"),
    ];
    const paidOut = { disbursements: [{ date: "2023-01-01", amount: "1000" }] };
    expect(allocation({ ...one, ...paidOut }, events)).toEqual([
      [0, 0, 0, 500, 0, 500],
      [0, 0, 0, 450, 0, 50],
      [50, 0, 0, 10, 0, 40],
    ]);
  });

  test("more than all that is owed is left over; paid off, nothing is open", () => {
    expect(allocation({}, [paid("2023-02-01", "4000")])).toEqual([[0, 0, 90, 3000, 910, 0]]);
    expect(allocation({}, [payOff("2023-02-15")])).toEqual([[0, 0, 90, 3000, 0, 0]]);
    expect(allocation(anew, [first, payOff("2024-02-15")]).at(-1)).toEqual([0, 0, 0.24, 83.57, 0, 0]);
  });

  test.each<[string, readonly string[] | null, readonly string[] | null]>([
    ["PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER", owedParts, owedParts],
    ["INTEREST_PRINCIPAL_PENALTIES_FEES_ORDER", ["interest", "principal", "penalties", "fees"], null],
    [dueFirst, owedParts, ["principal", "penalties", "fees", "interest"]],
    ["ADVANCED_PAYMENT_ALLOCATION", ["penalties", "fees", "principal", "interest"], null],
  ])("%s", (name, due, inAdvance) => {
    expect(paymentOrderNamed(name)).toEqual({ due, inAdvance: inAdvance ?? due });
  });

  test.each(["INTEREST_PRINCIPAL", "INTEREST_INTEREST_FEES_PENALTIES_ORDER", "INTEREST_PRINCIPAL_FEES_MORE_ORDER", ""])(
    "%j names no order",
    name => expect(paymentOrderNamed(name)).toBeNull(),
  );
});

const anyCharge: fc.Arbitrary<Charge> = fc.record({
  column: fc.constantFrom("fees", "penalties"),
  each: fc.constantFrom("instalment", "loan"),
  of: fc.oneof(
    fc.bigInt(0n, 50_000n),
    fc.record({
      part: fc.bigInt(0n, 20n).map(percent => ratio(percent, 100n)),
      base: fc.constantFrom("principal", "principal + interest"),
    }),
  ),
});
const anyRecalculation: fc.Arbitrary<Recalculation> = fc.record({
  rest: fc.constantFrom("daily", "same_as_repayment"),
  compounding: fc.constantFrom("none", "same_as_repayment", "daily", "weekly", "monthly"),
  onPrepayment: fc.constantFrom("reduce_instalment", "reduce_number_of_instalments", "reschedule_next_repayments"),
  preClosure: fc.constantFrom("till_pay_off_date", "till_next_due_date"),
  way: fc.constantFrom("forward", "anew"),
});

/** Terms, some of them agreed anew once, and anything that may happen on them. */
const anyLoan: fc.Arbitrary<{ readonly terms: LoanTerms; readonly history: LoanHistory }> = fc
  .record({
    terms: anyTerms,
    happenings: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 120 }),
        kind: fc.constantFrom("paid", "paid", "paid", "looked-at", "missed", "charged"),
        share: fc.integer({ min: 1, max: 150 }),
        charge: anyCharge,
      }),
      { maxLength: 12 },
    ),
    ends: fc.boolean(),
    anew: fc.option(
      fc.record({
        number: fc.integer({ min: 1, max: 6 }),
        extraPeriods: fc.integer({ min: 0, max: 4 }),
        gracePeriods: fc.integer({ min: 0, max: 3 }),
        ratePerYear: fc.bigInt(0n, 40n).map(percent => ratio(percent, 100n)),
      }),
      { nil: undefined },
    ),
    recalculation: fc.option(anyRecalculation, { nil: undefined }),
    order: fc.constantFrom(
      usualPaymentOrder,
      paymentOrderNamed("ADVANCED_PAYMENT_ALLOCATION")!,
      paymentOrderNamed("DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST")!,
    ),
    penalty: fc.option(
      fc.record({
        part: fc.constantFrom(ratio(3n, 200n), ratio(1n, 10n)),
        base: fc.constantFrom("principal", "principal + interest"),
        isOnce: fc.boolean(),
      }),
      { nil: undefined },
    ),
  })
  .map(({ terms, happenings, ends, anew, recalculation, order, penalty }) => {
    const reschedules = anew && [{ ...anew, fromDue: dueDate(terms, Math.min(anew.number, terms.periods)) }];
    const term = daysBetween(terms.start, dueDate(terms, terms.periods));
    const events = happenings
      .map(({ at, kind, share, charge }): LoanEvent => {
        const on: Day = addDays(terms.start, Math.floor((term * at) / 100));
        if (kind === "paid") return { kind, on, amount: (terms.principal * BigInt(share)) / 200n + 1n };
        return kind === "charged" ? { kind, on, charge } : { kind, on };
      })
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const last = lastOf(events)?.on;
    return {
      terms: { ...terms, ...(reschedules ? { reschedules } : {}) },
      history: {
        events: ends && last ? [...events, { kind: "paid-off", on: last } as const] : events,
        order,
        ...(recalculation ? { recalculation } : {}),
        ...(penalty ? { penalty } : {}),
      },
    };
  })
  .filter(({ terms, history }) => termsFault(terms) === null && historyFault(terms, history) === null);

describe("whatever happens, in any order and size", () => {
  test("principal, interest, fees and penalties are accounted for to the last unit", () => {
    fc.assert(
      fc.property(anyLoan, ({ terms, history }) => {
        const { rows, payments } = followedSchedule(terms, history);
        for (const { amount, used, over } of payments) {
          expect(sum(Object.values(used)) + over).toBe(amount);
          for (const part of [...Object.values(used), over]) expect(part >= 0n).toBe(true);
        }
        const used = sum(payments.map(payment => payment.amount - payment.over));
        expect(sum(rows.map(row => row.paid))).toBe(used);
        for (const row of rows) {
          expect(row.principal + row.interest + row.fees + row.penalties).toBe(row.total);
          expect(row.paid >= 0n && row.paid <= row.total).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the principal of all rows is what was paid out, and no balance is below zero", () => {
    fc.assert(
      fc.property(anyLoan, ({ terms, history }) => {
        const { rows, payments } = followedSchedule(terms, history);
        expect(sum(rows.map(({ principal }) => principal))).toBe(terms.principal);
        expect(lastOf(rows)!.balance).toBe(0n);
        for (const { principal, interest, fees, penalties, balance } of rows)
          for (const amount of [principal, interest, fees, penalties, balance]) expect(amount >= 0n).toBe(true);
        for (const { balance } of payments) expect(balance >= 0n).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("paid off, nothing is open", () => {
    fc.assert(
      fc.property(anyLoan, ({ terms, history }) => {
        fc.pre(lastOf(history.events)?.kind === "paid-off");
        for (const { total, paid } of followedSchedule(terms, history).rows) expect(paid).toBe(total);
      }),
    );
  });

  test("without events it is the schedule as agreed", () => {
    fc.assert(
      fc.property(anyLoan, ({ terms, history }) => {
        const { rows, totalInterest } = followedSchedule(terms, { ...history, events: [] });
        const agreed = scheduleOf(terms);
        expect(totalInterest).toBe(agreed.totalInterest);
        const plain = rows.map(({ fees: _, penalties: __, paid: ___, ...row }) => row);
        expect([...plain].sort(byRow)).toEqual([...agreed.rows].sort(byRow));
      }),
    );
  });

  test("each instalment paid on its day keeps the schedule as agreed", () => {
    fc.assert(
      fc.property(anyTerms, fc.option(anyRecalculation, { nil: undefined }), (terms, recalculation) => {
        fc.pre(!terms.downPayment);
        const { rows } = scheduleOf(terms);
        const events = rows.flatMap(({ due, total }): LoanEvent[] =>
          total > 0n ? [{ kind: "paid", on: due, amount: total }] : [],
        );
        const history = { events, order: usualPaymentOrder, ...(recalculation ? { recalculation } : {}) };
        const followed = followedSchedule(terms, history);
        expect(followed.rows.map(({ principal, interest }) => [principal, interest])).toEqual(
          rows.map(({ principal, interest }) => [principal, interest]),
        );
        expect(followed.payments.every(({ over }) => over === 0n)).toBe(true);
      }),
    );
  });
});

const byRow = (a: { number: number }, b: { number: number }): number => a.number - b.number;

describe("a history that no schedule can follow", () => {
  const history = (...events: LoanEvent[]): LoanHistory => ({ events, order: usualPaymentOrder });
  const on = (text: string) => day(text);

  test.each<[LoanHistory, string]>([
    [history({ kind: "paid", on: on("2022-10-31"), amount: 1n }), "loans.event-before-pay-out"],
    [history({ kind: "paid", on: on("2022-12-01"), amount: 0n }), "loans.payment-not-above-zero"],
    [
      history({ kind: "paid-off", on: on("2022-12-01") }, { kind: "looked-at", on: on("2022-12-02") }),
      "loans.event-after-pay-off",
    ],
  ])("%#", (unlikely, code) => {
    expect(historyFault(loan, unlikely)?.refused).toBe(code);
  });

  test("a pay-out after the pay-off", () => {
    const tranches = [
      { on: on("2022-11-01"), amount: 1_000n },
      { on: on("2023-01-01"), amount: 1_000n },
    ];
    const paidOff = history({ kind: "paid-off", on: on("2022-12-01") });
    expect(historyFault({ ...loan, tranches }, paidOff)?.refused).toBe("loans.event-after-pay-off");
    expect(historyFault({ ...loan, grace: noGrace }, paidOff)).toBeNull();
  });
});
