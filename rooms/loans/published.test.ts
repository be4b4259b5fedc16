import { type Json, isRefusal } from "#base";
import { describe, expect, test } from "vitest";
import { calculators } from "./calculators.ts";

/**
 * Worked examples that others published, restated in the shape of the shell: their figures, to the last unit. Where a source
 * prints a table whose columns say something else than what was computed, that is told beside it.
 */
interface Answer {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly total_interest: string;
  readonly allocation: readonly Readonly<Record<string, string>>[];
}
type Fields = { readonly [field: string]: Json };

function answer(name: string, input: Fields): Answer {
  const calculator = calculators.find(known => known.name === name)!;
  const answered = calculator.calculate(input, new Set());
  if (isRefusal(answered)) throw new Error(`${answered.refused} ${JSON.stringify(answered.because)}`);
  return answered as unknown as Answer;
}

/** "312 + 15.6": principal and interest of each row, as the sources write them, without noughts at the end. */
const parts = (input: Fields) =>
  answer("loans schedule", input).rows.map(({ principal, interest }) => `${short(principal!)} + ${short(interest!)}`);
const short = (amount: string) => amount.replace(/\.0+$|(\.\d*?)0+$/, "$1");

const monthly = { every: 1, frequency: "months", method: "declining_balance", amortization: "equal_installments" };

describe("Apache Fineract, its end-to-end examples of repayment (LoanRepayment.feature)", () => {
  const loan = {
    ...monthly,
    principal: "5000",
    annual_rate_percent: "12",
    periods: 18,
    day_count: "whole-period",
    rounding: { rounding_mode: "HALF_EVEN", instalment_multiple_of: "1", multiple_rule: "level instalment" },
    disbursements: [{ date: "2022-11-01", amount: "5000" }],
  };
  const halfAYear = {
    ...loan,
    periods: 6,
    interest_period: "daily",
    day_count: "actual/365",
    recalculation: { enabled: true, rest: "daily", compounding: "none", on_prepayment: "reduce_instalment" },
  };
  const afterGrace =
    "394 + 50, 397.94 + 46.06, 401.92 + 42.08, 405.94 + 38.06, 410 + 34, 414.1 + 29.9, 418.24 + 25.76, 422.42 + 21.58, " +
    "426.65 + 17.35, 430.91 + 13.09, 435.22 + 8.78, 442.66 + 4.43";

  test.each<[string, Fields, string]>([
    [
      "RS03: by days, eighteen months, a leap February by 365",
      { ...loan, interest_period: "daily", day_count: "actual/365" },
      "255.68 + 49.32, 256.65 + 48.35, 259.26 + 45.74, 266.08 + 38.92, 264.62 + 40.38, 268.53 + 36.47, 270.05 + 34.95, " +
        "273.84 + 31.16, 275.59 + 29.41, 278.4 + 26.6, 282.01 + 22.99, 284.11 + 20.89, 287.59 + 17.41, 289.94 + 15.06, " +
        "292.9 + 12.1, 296.47 + 8.53, 298.9 + 6.1, 299.38 + 2.95",
    ],
    [
      // The source heads its columns otherwise: there the grace on paying interest stands under the months free of interest.
      "RS07: six months without principal, three without paying interest, which falls due in the fourth",
      { ...loan, grace: { principal_periods: 6, interest_payment_periods: 3 } },
      `0 + 0, 0 + 0, 0 + 0, 0 + 200, 0 + 50, 0 + 50, ${afterGrace}`,
    ],
    [
      "RS06, whose grace on interest was never sent: six months without principal",
      { ...loan, grace: { principal_periods: 6 } },
      `0 + 50, 0 + 50, 0 + 50, 0 + 50, 0 + 50, 0 + 50, ${afterGrace}`,
    ],
    [
      "RP06: a part, four days early",
      { ...halfAYear, events: [{ date: "2022-11-27", type: "repayment", amount: "200" }] },
      "812.95 + 49.05, 819.33 + 42.67, 827.68 + 34.32, 838.62 + 23.38, 844.66 + 17.34, 856.76 + 8.45",
    ],
    [
      "RP08: more than is due, on the day",
      { ...halfAYear, events: [{ date: "2022-12-01", type: "repayment", amount: "1500" }] },
      "1450.68 + 49.32, 694.83 + 36.17, 701.91 + 29.09, 711.18 + 19.82, 716.31 + 14.69, 725.09 + 7.15",
    ],
    [
      "RP09: more than is due, early",
      { ...halfAYear, events: [{ date: "2022-11-27", type: "repayment", amount: "1500" }] },
      "1500 + 47.34, 685.33 + 35.67, 692.31 + 28.69, 701.46 + 19.54, 706.52 + 14.48, 714.38 + 7.05",
    ],
  ])("%s", (_, input, rows) => {
    expect(parts(input).join(", ")).toBe(rows);
  });
});

describe("Apache Fineract, the tests of its progressive schedule in 2024 (ProgressiveEMICalculatorTest)", () => {
  const loan = {
    ...monthly,
    principal: "100",
    annual_rate_percent: "9.4822",
    interest_period: "daily",
    day_count: "30/360",
    periods: 6,
    disbursements: [{ date: "2024-01-01", amount: "100" }],
  };
  const paidOut = (...of: readonly (readonly [string, string])[]) => ({
    principal: String(of.reduce((total, [, amount]) => total + BigInt(amount), 0n)),
    disbursements: of.map(([date, amount]) => ({ date, amount })),
  });

  test.each<[string, Fields, string]>([
    [
      "a second pay-out on a due date",
      { ...loan, ...paidOut(["2024-01-01", "100"], ["2024-03-01", "100"]) },
      "16.34 + 0.79, 16.47 + 0.66, 41.31 + 1.32, 41.64 + 0.99, 41.96 + 0.67, 42.28 + 0.33",
    ],
    [
      "a second pay-out within the first month: each stretch of days is rounded by itself (a later version rounds once: 2.01)",
      { ...loan, ...paidOut(["2024-01-01", "100"], ["2024-01-08", "200"]) },
      "49.31 + 2.02, 49.35 + 1.98, 49.74 + 1.59, 50.13 + 1.2, 50.53 + 0.8, 50.94 + 0.4",
    ],
    [
      "a second pay-out within a later month",
      { ...loan, ...paidOut(["2024-01-01", "100"], ["2024-02-15", "100"]) },
      "16.34 + 0.79, 36.46 + 1.07, 36.37 + 1.16, 36.65 + 0.88, 36.94 + 0.59, 37.24 + 0.29",
    ],
    [
      "a pay-out later than the schedule starts",
      { ...loan, schedule_start: "2024-01-01", ...paidOut(["2024-01-08", "100"]) },
      "16.49 + 0.61, 16.44 + 0.66, 16.57 + 0.53, 16.7 + 0.4, 16.83 + 0.27, 16.97 + 0.13",
    ],
    [
      "three pay-outs, two of them on one day",
      { ...loan, schedule_start: "2024-01-01", ...paidOut(["2024-01-05", "50"], ["2024-01-08", "100"], ["2024-01-08", "25"]) },
      "28.82 + 1.11, 28.77 + 1.16, 29 + 0.93, 29.23 + 0.7, 29.46 + 0.47, 29.72 + 0.23",
    ],
    [
      "actual/actual, over the end of a year before a leap year",
      { ...loan, day_count: "actual/actual", ...paidOut(["2023-12-12", "100"]) },
      "16.33 + 0.8, 16.46 + 0.67, 16.63 + 0.5, 16.72 + 0.41, 16.87 + 0.26, 16.99 + 0.14",
    ],
    [
      "actual/364, each week",
      { ...loan, frequency: "weeks", day_count: "actual/364" },
      "16.59 + 0.18, 16.62 + 0.15, 16.65 + 0.12, 16.68 + 0.09, 16.71 + 0.06, 16.75 + 0.03",
    ],
    [
      "actual/364, each second week",
      { ...loan, frequency: "weeks", every: 2, periods: 3, day_count: "actual/364" },
      "33.21 + 0.36, 33.33 + 0.24, 33.46 + 0.12",
    ],
    [
      "actual/360, each fifteen days",
      { ...loan, frequency: "days", every: 15, day_count: "actual/360" },
      "16.5 + 0.4, 16.57 + 0.33, 16.64 + 0.26, 16.7 + 0.2, 16.77 + 0.13, 16.82 + 0.07",
    ],
    [
      "a new rate from a due date",
      { ...loan, annual_rate_percent: "7", rate_changes: [{ effective: "2024-02-01", annual_rate_percent: "4" }] },
      "16.43 + 0.58, 16.6 + 0.28, 16.66 + 0.22, 16.71 + 0.17, 16.77 + 0.11, 16.83 + 0.06",
    ],
    [
      "a new rate within a month: 13 days of 7 % and 16 of 4 %",
      { ...loan, annual_rate_percent: "7", rate_changes: [{ effective: "2024-02-14", annual_rate_percent: "4" }] },
      "16.43 + 0.58, 16.53 + 0.37, 16.68 + 0.22, 16.73 + 0.17, 16.79 + 0.11, 16.84 + 0.06",
    ],
    [
      "paid off after two weeks",
      {
        ...loan,
        annual_rate_percent: "7",
        recalculation: { enabled: true, rest: "daily", on_prepayment: "reduce_instalment", pre_closure: "till_pay_off_date" },
        events: [{ date: "2024-01-15", type: "pay_off_in_full" }],
      },
      "16.75 + 0.26, 17.01 + 0, 17.01 + 0, 17.01 + 0, 17.01 + 0, 15.21 + 0",
    ],
  ])("%s", (_, input, rows) => {
    expect(parts(input).join(", ")).toBe(rows);
  });
});

describe("Apache Fineract, its integration tests and LoanReschedule.feature", () => {
  const flat = {
    ...monthly,
    method: "flat",
    principal: "3000",
    annual_rate_percent: "12",
    periods: 3,
    rounding: { rounding_mode: "HALF_EVEN", instalment_multiple_of: "1", multiple_rule: "two steps" },
    disbursements: [{ date: "2023-07-01", amount: "3000" }],
  };
  const agreedAnew = (change: Fields) => ({
    events: [{ date: "2023-07-05", type: "reschedule", from_due_date: "2023-09-01", ...change }],
  });
  const inDays = {
    ...monthly,
    principal: "1000",
    annual_rate_percent: "0",
    periods: 3,
    every: 15,
    frequency: "days",
    down_payment_percent: "25",
    disbursements: [{ date: "2023-10-01", amount: "1000" }],
  };
  const threeQuarters = { ...flat, principal: "1250", disbursements: [{ date: "2023-01-01", amount: "1250" }] };

  test.each<[string, Fields, string]>([
    [
      "half of the rate from the second instalment on",
      { ...flat, ...agreedAnew({ newInterestRate: "6" }) },
      "1000 + 30, 1000 + 15, 1000 + 15",
    ],
    [
      "a month without principal moves the end",
      { ...flat, annual_rate_percent: "0", ...agreedAnew({ graceOnPrincipal: "1" }) },
      "1000 + 0, 0 + 0, 1000 + 0, 1000 + 0",
    ],
    [
      "two more instalments after a down payment",
      { ...inDays, events: [{ date: "2023-10-01", type: "reschedule", from_due_date: "2023-10-16", extraTerms: "2" }] },
      "250 + 0, 150 + 0, 150 + 0, 150 + 0, 150 + 0, 150 + 0",
    ],
    [
      "and with a second pay-out, which has a down payment of its own",
      {
        ...inDays,
        disbursements: [...inDays.disbursements, { date: "2023-10-10", amount: "400" }],
        events: [
          { date: "2023-10-01", type: "disbursement", amount: "1000" },
          { date: "2023-10-10", type: "disbursement", amount: "400" },
          { date: "2023-10-11", type: "reschedule", from_due_date: "2023-10-16", extraTerms: "2" },
        ],
      },
      "250 + 0, 100 + 0, 210 + 0, 210 + 0, 210 + 0, 210 + 0, 210 + 0",
    ],
    [
      "a tie of whole instalments goes down, without interest",
      { ...threeQuarters, annual_rate_percent: "0", periods: 4 },
      "312 + 0, 312 + 0, 312 + 0, 314 + 0",
    ],
    ["a tie of whole instalments goes down, with interest", threeQuarters, "416.5 + 12.5, 416.5 + 12.5, 417 + 12.5"],
  ])("%s", (_, input, rows) => {
    expect(parts(input).join(", ")).toBe(rows);
  });

  describe("five percent of the principal each month, then a balloon", () => {
    const balloon = {
      ...monthly,
      principal: "100000",
      annual_rate_percent: "24",
      amortization: "fixed_principal_percent_5_then_balloon",
      interest_period: "daily",
      day_count: "actual/365",
      periods: 13,
      disbursements: [{ date: "2011-09-20", amount: "100000" }],
    };

    test.each<[string, Fields, Readonly<Record<number, string>>]>([
      [
        "declining",
        balloon,
        { 1: "5000 + 1972.6", 2: "5000 + 1936.44", 3: "5000 + 1775.34", 12: "5000 + 917.26", 13: "40000 + 789.04" },
      ],
      [
        "after six months without principal",
        { ...balloon, periods: 19, grace: { principal_periods: 6 } },
        { 1: "0 + 1972.6", 6: "0 + 1906.85", 7: "5000 + 2038.36", 18: "5000 + 828.49", 19: "40000 + 815.34" },
      ],
      ["flat, by days", { ...balloon, method: "flat" }, { 1: "5000 + 2002.95", 12: "5000 + 2002.95", 13: "40000 + 2002.96" }],
    ])("%s", (_, input, some) => {
      const rows = parts(input);
      for (const [n, row] of Object.entries(some)) expect(rows[Number(n) - 1], `row ${n}`).toBe(row);
    });
  });
});

describe("Apache Fineract, fees and how a payment is used (LoanCharge.feature, LoanRepayment.feature)", () => {
  const month = {
    ...monthly,
    method: "flat",
    principal: "1000",
    annual_rate_percent: "0",
    periods: 1,
    payment_strategy: "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST",
    disbursements: [{ date: "2023-01-01", amount: "1000" }],
  };
  const quarter = {
    ...month,
    annual_rate_percent: "12",
    periods: 3,
    rounding: { rounding_mode: "HALF_EVEN", instalment_multiple_of: "1", multiple_rule: "two steps" },
    payment_strategy: "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER",
  };
  const paid = (date: string, amount: string) => ({ date, type: "repayment", amount });
  const charge = (date: string, name: string, of: Fields) => ({ date, type: "add_charge", charge: name, ...of });
  const latest = { date: "2023-05-01", type: "recalculate_as_of" };

  test.each<[string, Fields, string]>([
    [
      "FEE01: one and a half percent at the pay-out is in no instalment",
      { ...month, events: [charge("2023-01-01", "LOAN_DISBURSEMENT_PERCENTAGE_FEE", { percent: "1.5" })] },
      "0 + 0",
    ],
    [
      "FEE02: fifteen on a day of its own",
      { ...month, events: [charge("2023-01-10", "LOAN_SNOOZE_FEE", { amount: "15" })] },
      "15 + 0",
    ],
    [
      "FEE05: late charges on principal and interest",
      {
        ...quarter,
        principal: "3000",
        disbursements: [{ date: "2023-01-01", amount: "3000" }],
        penalty: { percent: "1.5", base: "instalment principal + interest", once_per_instalment: true },
        events: [latest],
      },
      "0 + 15.45, 0 + 15.45, 0 + 15.45",
    ],
    [
      "a charge after the last instalment stands in a row of its own",
      { ...month, events: [paid("2023-02-01", "1000"), charge("2023-02-02", "LOAN_SNOOZE_FEE", { amount: "20" })] },
      "0 + 0, 20 + 0",
    ],
    [
      "ten percent of the whole loan, and ten for a payment that was returned",
      {
        ...quarter,
        events: [
          charge("2023-01-01", "NSF_FEE", { amount: "10" }),
          charge("2023-01-01", "PROCESSING_FEE", { percent: "10" }),
          paid("2023-01-10", "100"),
        ],
      },
      "103 + 10, 0 + 0, 0 + 0",
    ],
  ])("%s", (_, input, columns) => {
    const { rows } = answer("loans schedule", input);
    expect(rows.map(({ fees, penalties }) => `${short(fees!)} + ${short(penalties!)}`).join(", ")).toBe(columns);
  });

  const returned = charge("2023-01-20", "LOAN_NSF_FEE", { amount: "50" });
  test.each<[string, readonly Json[], string]>([
    [
      "what is not due yet: principal first; what is due: the charge",
      [paid("2023-01-10", "500"), returned, paid("2023-01-17", "450"), paid("2023-01-21", "50")],
      "500 + 0, 450 + 0, 0 + 50",
    ],
    [
      "on the day of the charge, the rest is principal in advance",
      [
        paid("2023-01-10", "500"),
        returned,
        paid("2023-01-17", "100"),
        charge("2023-01-23", "LOAN_NSF_FEE", { amount: "10" }),
        paid("2023-01-20", "100"),
      ],
      "500 + 0, 100 + 0, 50 + 50",
    ],
  ])("%s", (_, events, used) => {
    const { allocation } = answer("loans schedule", { ...month, events });
    expect(allocation.map(({ principal, penalties }) => `${short(principal!)} + ${short(penalties!)}`).join(", ")).toBe(used);
  });
});

describe("papers and books on lending", () => {
  const of = (principal: string, more: Fields): Fields => ({
    ...monthly,
    principal,
    disbursements: [{ date: "2026-01-31", amount: principal }],
    ...more,
  });

  test("the encyclopedia's flat loan (Wikipedia, Flat interest rate): 1,200 at 1 % a month is 112 each month", () => {
    const { rows, total_interest } = answer(
      "loans schedule",
      of("1200", { method: "flat", annual_rate_percent: "12", periods: 12 }),
    );
    expect(new Set(rows.map(({ total }) => total))).toEqual(new Set(["112.00"]));
    expect(total_interest).toBe("144.00");
  });

  test("the contract from rural Cambodia printed there: 400,000 riel at 4 % a month, all of it due after four", () => {
    const cambodian = of("400000", {
      method: "flat",
      amortization: "interest_only",
      annual_rate_percent: "48",
      periods: 4,
      currency: "KHR",
    });
    expect(parts(cambodian)).toEqual(["0 + 16000", "0 + 16000", "0 + 16000", "400000 + 16000"]);
  });

  test("100,000 at 12 % flat for three years costs 36,000 (a lender's page on flat and reducing rates)", () => {
    expect(
      answer("loans schedule", of("100000", { method: "flat", annual_rate_percent: "12", periods: 36 })).total_interest,
    ).toBe("36000.00");
  });

  test("ten lakh at 7.2 % for ten years is 11,714 each month (an Indian guide to instalments)", () => {
    const rounding = { currency_decimals: 0, rounding_mode: "HALF_UP" };
    const { rows } = answer("loans schedule", of("1000000", { annual_rate_percent: "7.2", periods: 120, rounding }));
    expect(rows).toHaveLength(120);
    expect(new Set(rows.slice(0, -1).map(({ total }) => total))).toEqual(new Set(["11714"]));
  });

  test("the Philippine allowance for losses (COOP-PESOS): 35 % of what is late within a year, all of what is later", () => {
    const ageing: readonly Json[] = [
      { bucket: "current", outstanding_principal: "900" },
      { bucket: "1-365", outstanding_principal: "50", provision_rate_percent: "35" },
      { bucket: "366+", outstanding_principal: "50", provision_rate_percent: "100" },
    ];
    const atRisk = calculators.find(({ name }) => name === "loans at-risk")!;
    expect(atRisk.calculate({ ageing }, new Set())).toMatchObject({
      buckets: [{ over_days: 1, at_risk: "100.00", ratio: "10.00" }],
      provision: "67.50",
    });
  });
});
