import { type BodyOf, compare, type Fields, parseRatio, type Ratio, ratio, type Refusal, refuse } from "#base";

/** Ten years. */
const monthsMax = 120;

/** What a term deposit is laid down for: terms it keeps to its end, whatever is decided later. */
export const termFields = {
  months: { is: "count", max: monthsMax },
  /** Percent a year as a decimal: "6.5". */
  rate: { is: "text", max: 20 },
  /** Simple, all of it at the end; or joining the deposit after so many months, to earn itself. */
  interest: { is: "choice", of: ["at-end", "monthly", "quarterly", "half-yearly", "yearly"] },
  /** Taken out before its day it earns another rate for the whole months it lay, or gives up a part of their interest. */
  early: { is: "choice", of: ["lower-rate", "part-of-interest"] },
  /** That rate a year, or that part of the interest, in percent as a decimal. */
  early_percent: { is: "text", max: 20 },
  /** The least that is laid down at a time. */
  least: { is: "amount" },
  /** What stays at least where a part is taken out before its day. Absent: it is taken out whole or not at all. */
  least_left: { is: "amount", optional: true },
} as const satisfies Fields;

export type Term = BodyOf<typeof termFields>;

/** Calendar months after which interest joins the deposit; 0 where none does before its end. */
export const compoundingMonths = {
  "at-end": 0,
  monthly: 1,
  quarterly: 3,
  "half-yearly": 6,
  yearly: 12,
} as const satisfies Record<Term["interest"], number>;

/** What is in the way of terms that a rule names, or null. */
export function refusalOfTerm({ months, rate, early, early_percent }: Term, product: string): Refusal | null {
  const [yearly, given] = [percentIn(rate), percentIn(early_percent)];
  if (months < 1) return refuse("savings.term-needs-months", { product });
  if (yearly === null || yearly.numerator === 0n) return refuse("savings.term-rate-out-of-range", { product });
  if (given === null || (early === "lower-rate" && compare(given, yearly) > 0))
    return refuse("savings.term-early-out-of-range", { product });
  return null;
}

/** "4.5" is 9/200. Null where it is no percent from 0 to 100. */
export function percentIn(text: string): Ratio | null {
  const percent = /^\d+(\.\d+)?$/.test(text) ? parseRatio(text) : null;
  return percent === null || compare(percent, ratio(100n)) > 0 ? null : ratio(percent.numerator, percent.denominator * 100n);
}
