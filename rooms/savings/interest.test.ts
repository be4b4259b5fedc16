import { isRefusal, type Json } from "#base";
import { describe, expect, test } from "vitest";
import { calculators } from "./calculators.ts";

const named = (name: string) => calculators.find(calculator => calculator.name === name)!;
const interest = (input: Json) => named("savings interest").calculate(input, new Set());
const dividend = (input: Json) => named("savings dividend").calculate(input, new Set());

const january = {
  method: "daily running (end-of-day) balance, simple",
  annual_rate_percent: "10",
  day_count: "actual/365 (365 also in leap 2012)",
  period: ["2012-01-01", "2012-01-31"],
  transactions: [
    { date: "2012-01-01", type: "deposit", amount: "300000" },
    { date: "2012-01-15", type: "withdrawal", amount: "100000" },
    { date: "2012-01-20", type: "withdrawal", amount: "100000" },
  ],
};
const carried = { ...january.transactions[0]!, date: "2011-12-31" };

test("every calculator's example works", () => {
  for (const calculator of calculators) expect(isRefusal(calculator.calculate(calculator.example, new Set()))).toBe(false);
});

describe("interest on what stood at the end of each day", () => {
  test.each<[string, { readonly [field: string]: Json }, string]>([
    ["the published example", {}, "1753.42"],
    ["the same money carried over from December", { transactions: [carried, ...january.transactions.slice(1)] }, "1753.42"],
    ["the same, as an opening balance", { opening_balance: "300000", transactions: january.transactions.slice(1) }, "1753.42"],
    // 6,400,000 x 10 % / 366 and / 360.
    ["by the year as it is", { day_count: "actual/actual" }, "1748.63"],
    ["by a year of 360 days", { day_count: "actual/360" }, "1777.78"],
    // The 31st counts for nothing: 6,300,000 x 10 % / 360.
    ["by months of thirty days", { day_count: "30/360" }, "1750.00"],
    // The first and the last day count, with what came and went on them.
    ["money that came on the last day", { transactions: [{ date: "2012-01-31", type: "deposit", amount: "365000" }] }, "100.00"],
    [
      "money that went on the last day",
      { opening_balance: "365000", transactions: [{ date: "2012-01-31", type: "withdrawal", amount: "365000" }] },
      "3000.00",
    ],
    ["nothing after the last day", { transactions: [{ date: "2012-02-01", type: "deposit", amount: "1" }] }, "0.00"],
    ["a leap year, to its last day", { period: ["2012-01-01", "2012-12-31"], opening_balance: "36500", transactions: [] }, "3660.00"],
  ])("%s", (_title, change, expected) => {
    expect(interest({ ...january, ...change })).toMatchObject({ interest: expected });
  });

  test("compounded monthly, the interest of January earns in February", () => {
    const year = {
      ...january,
      period: ["2013-01-01", "2013-02-28"],
      opening_balance: "100000",
      transactions: [],
    };
    // 100,000 x 10 % x 31/365 = 849.315…; (100,000 + 849.315…) x 10 % x 28/365 = 773.638…
    for (const how of [
      { compounding_every_months: 1 },
      { compounding: "monthly" },
      { method: "daily balance, compounded monthly" },
      { method: "daily balance with monthly compounding" },
    ])
      expect(interest({ ...year, ...(how as object) } as Json), JSON.stringify(how)).toMatchObject({ interest: "1622.95" });
    expect(interest({ ...year, compounding: "none" })).toMatchObject({ interest: "1616.44" });
    expect(interest({ ...year, compounding: "quarterly" })).toMatchObject({ interest: "1616.44" });
  });

  test("compounded daily for a year it is (1 + 10 % / 365) to the 365th", () => {
    expect(
      interest({ ...january, period: ["2013-01-01", "2013-12-31"], opening_balance: "1000", transactions: [], compounding: "daily" }),
    ).toMatchObject({ interest: "105.16" });
  });
});

describe("interest on the least and on the average of a month", () => {
  const minimum = { ...january, method: "minimum balance during the calendar month, rate/12", day_count: "months/12" };

  test("the published example, carried over from December", () => {
    expect(interest({ ...minimum, transactions: [carried, ...january.transactions.slice(1)] })).toMatchObject({
      minimum_balance: "100000.00",
      interest: "833.33",
    });
  });

  test("in the month of her first saving the least was nothing", () => {
    expect(interest(minimum)).toMatchObject({ minimum_balance: "0.00", interest: "0.00" });
  });

  test("month by month, each with its own least", () => {
    expect(interest({ ...minimum, period: ["2012-01-01", "2012-03-31"] })).toEqual({
      minimum_balance: "0.00",
      interest: "1666.67",
      months: [
        { month: "2012-01", minimum_balance: "0.00", interest: "0.00" },
        { month: "2012-02", minimum_balance: "100000.00", interest: "833.33" },
        { month: "2012-03", minimum_balance: "100000.00", interest: "833.33" },
      ],
    });
  });

  test("the average over the days of the month", () => {
    // 6,400,000 / 31 = 206,451.61; a twelfth of 10 % of it.
    const average = { ...january, method: "average daily balance, rate/12", day_count: "months/12" };
    expect(interest(average)).toMatchObject({ average_balance: "206451.61", interest: "1720.43" });
    expect(interest({ ...average, method: "average balance", day_count: "actual/365" })).toMatchObject({
      interest: "1753.42",
    });
  });
});

describe("money that is left for an agreed time", () => {
  test.each<[string, { readonly [field: string]: Json }, { readonly [field: string]: Json }]>([
    [
      "compounded each quarter",
      { principal: "10000", annual_rate_percent: "5", months: 12, compounding_every_months: 3 },
      { maturity: "10509.453369140625", interest: "509.45" },
    ],
    [
      "compounded each half-year",
      { principal: "100", annual_rate_percent: "5", months: 12, compounding_every_months: 6 },
      { maturity: "105.0625" },
    ],
    [
      "a month beyond the last compounding earns simple interest",
      { principal: "1000", annual_rate_percent: "12", months: 13, compounding_every_months: 12 },
      { maturity: "1131.2" },
    ],
    [
      "a maturity whose decimal does not end is a fraction",
      { principal: "240", annual_rate_percent: "5", months: 2, compounding_every_months: 1 },
      { maturity: "58081/240", interest: "2.00" },
    ],
    [
      "taken before its time, with the published penalty",
      { principal: "1000000", annual_rate_percent: "25", months_held: 3, early_penalty_percent_of_interest: "5" },
      { gross_interest: "62500.00", penalty: "3125.00", net_interest: "59375.00", payout: "1059375.00" },
    ],
    [
      "left to its end, nothing is given up",
      { principal: "1000000", annual_rate_percent: "12", months: 6, months_held: 6, early_penalty_percent_of_interest: "5" },
      { gross_interest: "60000.00", penalty: "0.00", payout: "1060000.00" },
    ],
    [
      "the agreed months alone",
      { principal: "500", annual_rate_percent: "6", months: 12, currency: "PHP" },
      { gross_interest: "30.00", penalty: "0.00", net_interest: "30.00", payout: "530.00" },
    ],
    [
      "in a currency without cents",
      { principal: "1001", annual_rate_percent: "6", months: 5, currency: "IDR" },
      { gross_interest: "25", payout: "1026" },
    ],
  ])("%s", (_title, input, expected) => {
    expect(interest(input)).toMatchObject(expected);
  });
});

test.each<[{ readonly [field: string]: Json }, string, string]>([
  [{ tax_percent: "20" }, "savings.unknown-field", "tax_percent"],
  [{ principal: "1" }, "savings.unknown-field", "principal"],
  [{ annual_rate_percent: "-1" }, "savings.field-malformed", "annual_rate_percent"],
  [{ method: "highest balance" }, "savings.field-malformed", "method"],
  [{ method: "daily balance, compounded when we like" }, "savings.field-malformed", "method"],
  [{ compounding: "weekly" }, "savings.field-malformed", "compounding"],
  [{ compounding_every_months: 0 }, "savings.field-malformed", "compounding_every_months"],
  [{ day_count: "business/252" }, "savings.field-malformed", "day_count"],
  [{ period: ["2012-01-31", "2012-01-01"] }, "savings.field-malformed", "period"],
  [{ period: ["2012-01-01"] }, "savings.field-malformed", "period"],
  [{ transactions: [{ date: "2012-01-02", type: "withdrawal", amount: "1" }] }, "savings.field-malformed", "transactions"],
  [{ transactions: [{ date: "2011-12-30", type: "withdrawal", amount: "1" }] }, "savings.field-malformed", "transactions"],
  [{ transactions: [{ date: "2012-01-02", type: "fee", amount: "1" }] }, "savings.field-malformed", "transactions[0].type"],
  [{ transactions: [{ date: "2012-01-02", type: "deposit" }] }, "savings.field-missing", "transactions[0].amount"],
  [{ annual_rate_percent: null }, "savings.field-missing", "annual_rate_percent"],
])("%j is refused by its name", (change, refused, field) => {
  expect(interest({ ...january, ...change })).toMatchObject({ refused, because: { field } });
});

test.each<[{ readonly [field: string]: Json }, string]>([
  [{ principal: "1", annual_rate_percent: "5" }, "months_held"],
  [{ annual_rate_percent: "5", months: 3 }, "principal"],
  [{ principal: "-1", annual_rate_percent: "5", months: 3 }, "principal"],
  [{ principal: "1", annual_rate_percent: "-5", months: 3 }, "annual_rate_percent"],
  [{ principal: "1", annual_rate_percent: "-5", months: 12, compounding_every_months: 3 }, "annual_rate_percent"],
  [{ principal: "1", annual_rate_percent: "5", months: 12, compounding_every_months: 0 }, "compounding_every_months"],
  [
    { principal: "1", annual_rate_percent: "5", months_held: 1, early_penalty_percent_of_interest: "101" },
    "early_penalty_percent_of_interest",
  ],
])("%j names what is wrong", (input, field) => {
  expect(interest(input)).toMatchObject({ because: { field } });
});

describe("the dividend of a year", () => {
  const year = { opening_shares: "100000", annual_rate_percent: "5.70", monthly_purchase: "1000", weighting: "(12-m)/12" };

  test("the published example", () => {
    expect(dividend(year)).toEqual({
      opening_dividend: "5700.00",
      monthly: ["52.25", "47.50", "42.75", "38.00", "33.25", "28.50", "23.75", "19.00", "14.25", "9.50", "4.75", "0.00"],
      purchases_dividend: "313.50",
      total: "6013.50",
    });
  });

  test("who bought in some months only", () => {
    const monthly_purchase = ["1200", 0, 0, 0, 0, 0, "600", 0, 0, 0, 0, "99999"];
    expect(dividend({ ...year, opening_shares: "0", annual_rate_percent: "10", monthly_purchase })).toMatchObject({
      purchases_dividend: "135.00",
      total: "135.00",
    });
  });

  test.each<[{ readonly [field: string]: Json }, string]>([
    [{ monthly_purchase: ["1"] }, "monthly_purchase"],
    [{ monthly_purchase: "-1" }, "monthly_purchase"],
    [{ annual_rate_percent: "-1" }, "annual_rate_percent"],
    [{ opening_shares: null }, "opening_shares"],
    [{ shares: "5" }, "shares"],
  ])("%j is refused by its name", (change, field) => {
    expect(dividend({ ...year, ...change })).toMatchObject({ because: { field } });
  });
});
