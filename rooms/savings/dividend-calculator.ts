import { add, answering, type Calculator, type Given, type Json, multiply, type Ratio, ratio, type Refusal } from "#base";
import { roundedText, scaleGiven } from "./given-scale.ts";
import { monthWeightedDividend } from "./dividend.ts";

const fields = [
  "opening_shares",
  "annual_rate_percent",
  "monthly_purchase",
  "weighting",
  "currency",
  "currency_decimals",
] as const;

/** The dividend of a year by the months the money was there. Each amount is rounded by itself from the exact one. */
export const dividendCalculator: Calculator = {
  name: "savings dividend",
  fields,
  example: {
    opening_shares: "100000",
    annual_rate_percent: "5.70",
    monthly_purchase: "1000",
    weighting: "purchase in month m earns (12-m)/12 of the rate",
  },
  calculate: (input: Json): Json | Refusal =>
    answering("savings", input, given => {
      given.only(fields);
      // The rule is stated there; it is the only one.
      given.maybe("weighting")?.text();
      const scale = scaleGiven(given);
      const opening = moneyOf(given.at("opening_shares"));
      const rate = given.at("annual_rate_percent").percent();
      if (rate.numerator < 0n) return given.at("annual_rate_percent").malformed("not below zero");
      const dividend = monthWeightedDividend({ opening, rate, purchases: purchasesOf(given.at("monthly_purchase")) });
      const purchases = dividend.monthly.reduce(add, ratio(0n));
      return {
        opening_dividend: roundedText(dividend.opening, scale),
        monthly: dividend.monthly.map(amount => roundedText(amount, scale)),
        purchases_dividend: roundedText(purchases, scale),
        total: roundedText(add(dividend.opening, purchases), scale),
      };
    }),
};

/** The same each month, or twelve amounts from January on. */
function purchasesOf(given: Given): readonly Ratio[] {
  if (!given.isList) return Array.from({ length: 12 }, () => moneyOf(given));
  const months = given.list();
  return months.length === 12 ? months.map(moneyOf) : given.malformed("an amount, or one for each of twelve months");
}

function moneyOf(given: Given): Ratio {
  const amount = given.decimal();
  return amount.numerator < 0n ? given.malformed("not below zero") : multiply(amount, ratio(1n));
}
