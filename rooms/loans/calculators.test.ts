import { type Json, isRefusal } from "#base";
import { describe, expect, test } from "vitest";
import { calculators } from "./calculators.ts";

const [schedule, dates] = calculators;
const none: ReadonlySet<string> = new Set();
const calculate = (change: { readonly [field: string]: Json }) => schedule!.calculate({ ...loan, ...change }, none);

const loan = {
  principal: "5000.00",
  annual_rate_percent: "12",
  method: "declining_balance",
  amortization: "equal_installments",
  periods: 6,
  every: 1,
  frequency: "months",
  disbursements: [{ date: "2022-11-01", amount: "5000.00", fees: "0.00" }],
};

test.each(calculators)("the example of $name works", ({ example, calculate }) => {
  expect(isRefusal(calculate(example, none))).toBe(false);
});

test("a schedule is answered in decimals of the currency", () => {
  expect(calculate({})).toMatchObject({
    rows: [
      {
        n: 1,
        due: "2022-12-01",
        principal: "812.74",
        interest: "50.00",
        fees: "0.00",
        penalties: "0.00",
        total: "862.74",
        balance: "4187.26",
      },
      {},
      {},
      {},
      {},
      { balance: "0.00" },
    ],
    total_interest: "176.44",
  });
  expect(
    calculate({ currency: "IDR", principal: "5000", disbursements: [{ date: "2022-11-01", amount: "5000" }] }),
  ).toMatchObject({
    rows: [{ total: "863" }, {}, {}, {}, {}, {}],
  });
});

test("due dates are counted from the first", () => {
  expect(dates!.calculate({ first_due: "2023-01-31", frequency: "months", every: 1, count: 3 }, none)).toEqual({
    dates: ["2023-01-31", "2023-02-28", "2023-03-31"],
  });
});

describe("the words of the input", () => {
  test.each<[string, Json]>([
    ["day_count", "whole-period: annual rate * every/12 (days ignored)"],
    ["day_count", "whole period, 1 % per month"],
    ["day_count", "30/360 whole months; a part-month is actual days"],
    ["interest_period", "same_as_repayment_period"],
    ["events", []],
    ["grace", { principal_periods: 0 }],
    [
      "rounding",
      {
        instalment_multiple_of: null,
        rounding_mode: "HALF_EVEN",
        balance_adjustment: "last instalment takes the remainder",
      },
    ],
    ["rounding", { instalment_multiple_of: "1", multiple_rule: "not applied to equal principal" }],
    ["submitted_on", "2022-10-15"],
    ["instalment", "862.74"],
    ["payment_strategy", "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER"],
    ["recalculation", { enabled: true, rest: "daily" }],
    ["penalty", null],
    ["annual_rate_percent", 12],
    ["principal", 5000],
    ["periods", "6"],
  ])("%s %j is understood, and changes nothing here", (field, value) => {
    expect(calculate({ [field]: value })).toEqual(calculate({}));
  });

  test("a percentage of the principal each time, then a balloon", () => {
    const answer = calculate({ amortization: "fixed_principal_percent_2.5_then_balloon" });
    expect(answer).toMatchObject({ rows: [{ principal: "125.00" }, {}, {}, {}, {}, { principal: "4375.00" }] });
  });

  test("the day the schedule starts may be another than that of the pay-out", () => {
    expect(calculate({ schedule_start: "2022-10-20" })).toMatchObject({
      rows: [{ due: "2022-11-20" }, {}, {}, {}, {}, {}],
    });
  });
});

describe("a pay-out", () => {
  const paidOut = (date: string, amount = "5000.00") => ({ date, type: "disbursement", amount });

  test("that happened takes the place of the planned one, and does not double it", () => {
    expect(calculate({ events: [paidOut("2022-11-01")] })).toEqual(calculate({}));
    expect(calculate({ events: [paidOut("2022-11-05")] })).toMatchObject({
      rows: [{ due: "2022-12-05" }, {}, {}, {}, {}, {}],
    });
  });

  test("of more than was approved counts as it was; a plan of more is refused", () => {
    const more = [paidOut("2022-11-01"), paidOut("2023-01-01", "500.00")];
    expect(calculate({ events: more })).toEqual(calculate({ principal: "5500.00", events: more }));
    const plan = more.map(({ date, amount }) => ({ date, amount }));
    expect(calculate({ disbursements: plan })).toMatchObject({ refused: "loans.disbursed-over-principal" });
    expect(calculate({ disbursements: plan, events: [paidOut("2022-11-01")] })).toMatchObject({
      refused: "loans.disbursed-over-principal",
    });
  });

  test("that is still planned is still to come", () => {
    const plan = [
      { date: "2022-11-01", amount: "3000.00" },
      { date: "2023-01-01", amount: "2000.00" },
    ];
    expect(calculate({ disbursements: plan, events: [paidOut("2022-11-01", "3000.00")] })).toEqual(
      calculate({ disbursements: plan }),
    );
  });
});

describe("is refused by name", () => {
  test.each<[{ readonly [field: string]: Json }, string, { readonly [name: string]: Json }]>([
    [{ principle: "1" }, "loans.unknown-field", { field: "principle" }],
    [{ grace: { periods: 1 } }, "loans.unknown-field", { field: "grace.periods" }],
    [{ rounding: { step: 1 } }, "loans.unknown-field", { field: "rounding.step" }],
    [
      { disbursements: [{ date: "2022-11-01", amount: "1", fee: "1" }] },
      "loans.unknown-field",
      { field: "disbursements[0].fee" },
    ],
    [{ principal: null }, "loans.field-missing", { field: "principal" }],
    [{ disbursements: [{ amount: "1" }] }, "loans.field-missing", { field: "disbursements[0].date" }],
    [{ principal: "5000.005" }, "loans.field-malformed", { field: "principal" }],
    [{ principal: "-1" }, "loans.field-malformed", { field: "principal" }],
    [{ principal: "1/3" }, "loans.field-malformed", { field: "principal" }],
    [{ principal: 2 ** 60 }, "loans.field-malformed", { field: "principal" }],
    [{ principal: 1e21 }, "loans.field-malformed", { field: "principal" }],
    [{ periods: 1.5 }, "loans.field-malformed", { field: "periods" }],
    [{ method: "reducing" }, "loans.field-malformed", { field: "method" }],
    [{ amortization: "fixed_principal_percent_x_then_balloon" }, "loans.field-malformed", { field: "amortization" }],
    [{ day_count: "actual/3650" }, "loans.field-malformed", { field: "day_count" }],
    [{ rounding: { rounding_mode: "NEAREST" } }, "loans.field-malformed", { field: "rounding.rounding_mode" }],
    [{ rounding: { multiple_rule: "three steps" } }, "loans.field-malformed", { field: "rounding.multiple_rule" }],
    [
      { rounding: { balance_adjustment: "first instalment" } },
      "loans.field-malformed",
      { field: "rounding.balance_adjustment" },
    ],
    [{ disbursements: [] }, "loans.field-malformed", { field: "disbursements" }],
    [{ disbursements: "2022-11-01" }, "loans.field-malformed", { field: "disbursements" }],
    [
      { disbursements: [{ date: "2022-11-31", amount: "1" }] },
      "loans.field-malformed",
      { field: "disbursements[0].date" },
    ],
    [{ currency: "XYZ" }, "loans.field-malformed", { field: "currency" }],
    [
      { events: [{ date: "2022-12-01", type: "payment", amount: "1" }] },
      "loans.event-not-understood",
      { type: "payment", on: "2022-12-01" },
    ],
    [{ events: [{ date: "2022-12-01", type: "toString" }] }, "loans.event-not-understood", { type: "toString" }],
    [{ events: [{ date: "2022-12-01", type: "repayment" }] }, "loans.field-missing", { field: "events[0].amount" }],
    [
      { events: [{ date: "2022-12-01", type: "repayment", amount: "1", principal: "1" }] },
      "loans.unknown-field",
      { field: "events[0].principal" },
    ],
    [
      { events: [{ date: "2022-10-31", type: "repayment", amount: "1" }] },
      "loans.event-before-pay-out",
      { on: "2022-10-31", paid_out: "2022-11-01" },
    ],
    [
      {
        events: [
          { date: "2023-01-01", type: "repayment", amount: "1" },
          { date: "2022-12-01", type: "pay_off_in_full" },
        ],
      },
      "loans.event-after-pay-off",
      { on: "2023-01-01", paid_off: "2022-12-01" },
    ],
    [
      { events: [{ date: "2022-12-01", type: "repayment", amount: "0" }] },
      "loans.payment-not-above-zero",
      { on: "2022-12-01" },
    ],
    [
      {
        payment_strategy: "INTEREST_PRINCIPAL",
        events: [{ date: "2022-12-01", type: "repayment", amount: "1" }],
      },
      "loans.payment-order-not-clear",
      { order: "INTEREST_PRINCIPAL" },
    ],
    [
      { events: [{ date: "2022-12-01", type: "add_charge", charge: "fee" }] },
      "loans.charge-not-clear",
      { name: "fee" },
    ],
    [
      { events: [{ date: "2022-12-01", type: "add_charge", charge: "fee", percent: "1", amount: "1" }] },
      "loans.charge-not-clear",
      { name: "fee" },
    ],
    [
      { events: [{ date: "2022-12-01", type: "add_charge", charge: "fee", percent: "-1" }] },
      "loans.field-malformed",
      { field: "events[0].percent" },
    ],
    [
      { events: [{ date: "2022-12-01", type: "reschedule", from_due_date: "2023-01-01" }] },
      "loans.reschedule-changes-nothing",
      { from: "2023-01-01" },
    ],
    [
      { events: [{ date: "2022-12-01", type: "reschedule", from_due_date: "2024-01-01", extraTerms: 1 }] },
      "loans.reschedule-outside-schedule",
      { from: "2024-01-01", end: "2023-05-01" },
    ],
    [{ recalculation: { rest: "hourly" } }, "loans.field-malformed", { field: "recalculation.rest" }],
    [{ recalculation: { compound: true } }, "loans.unknown-field", { field: "recalculation.compound" }],
    [{ penalty: { base: "instalment principal" } }, "loans.field-missing", { field: "penalty.percent" }],
    [{ penalty: { percent: "-1" } }, "loans.field-malformed", { field: "penalty.percent" }],
    [{ principal: "0" }, "loans.principal-not-above-zero", {}],
    [{ periods: 0 }, "loans.periods-out-of-range", {}],
    [{ every: 0 }, "loans.every-out-of-range", {}],
  ])("%j", (change, refused, because) => {
    expect(calculate(change)).toEqual({ refused, because: expect.objectContaining(because) });
  });

  test("what is no object, and dates beyond a hundred years", () => {
    expect(schedule!.calculate("loan", none)).toMatchObject({
      refused: "loans.field-malformed",
      because: { field: "input" },
    });
    const far = { first_due: "2026-01-31", frequency: "months", every: 12, count: 200 };
    expect(dates!.calculate(far, none)).toMatchObject({ refused: "loans.term-too-long" });
    expect(dates!.calculate({ ...far, every: 0 }, none)).toMatchObject({ refused: "loans.every-out-of-range" });
    expect(dates!.calculate({ ...far, first_due: "0001-01-01" }, none)).toMatchObject({
      refused: "loans.term-too-long",
    });
    expect(dates!.calculate({ ...far, count: 1, first_due: "0001-01-01" }, none)).toMatchObject({
      because: { field: "first_due" },
    });
  });
});
