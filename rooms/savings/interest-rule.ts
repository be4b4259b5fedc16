import { type BodyOf, compare, type Fields, parseRatio, type Ratio, ratio, refuse, rule } from "#base";

const fields = {
  /** Percent a year as a decimal: "4.5". "0" from the day on which savings earn nothing any more. */
  rate: { is: "text", max: 20 },
  /** On what: what stood at the end of each day, the least of each month, or its average. */
  method: { is: "choice", of: ["daily", "minimum", "average"] },
  /** What a day is of a year; by months, each whole month is a twelfth. */
  year: { is: "choice", of: ["365-days", "360-days", "12-months"] },
  every: { is: "choice", of: ["month", "quarter", "half-year", "year"] },
  /** A month with which a period ends: 12, or 3 in India. The others follow from it. */
  ends_with: { is: "count", max: 12 },
  /** What bears it: it is an expense of the fund, or comes out of what earlier years left over. */
  from: { is: "choice", of: ["expense", "surplus"] },
} as const satisfies Fields;

/**
 * Interest on a kind of savings; the code is the product. It is dated like every rule: days before a new rate earn the old
 * one, whenever the interest is posted.
 */
export const interestRule = rule({
  key: "savings.interest",
  many: true,
  fields,
  check({ rate, ends_with }, product) {
    const percent = /^\d+(\.\d+)?$/.test(rate) ? parseRatio(rate) : null;
    if (percent === null || compare(percent, ratio(100n)) > 0) return refuse("savings.rate-out-of-range", { product });
    return ends_with < 1 ? refuse("savings.year-ends-with-a-month") : null;
  },
});

export type InterestRule = BodyOf<typeof fields>;

/** A part of one: "4.5" is 9/200. Of a rule that was checked. */
export const annualRateOf = ({ rate }: InterestRule): Ratio => {
  const { numerator, denominator } = parseRatio(rate)!;
  return ratio(numerator, denominator * 100n);
};

/** Calendar months from one end of a period to the next. */
export const monthsOfPeriod = { month: 1, quarter: 3, "half-year": 6, year: 12 } as const satisfies Record<
  InterestRule["every"],
  number
>;
