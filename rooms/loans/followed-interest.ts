import { type Day, type Minor, multiply, ratio, roundTo } from "#base";
import { partOfYear } from "./day-count.ts";
import type { Period } from "./periods.ts";
import type { LoanTerms } from "./terms.ts";

/** From a day on, by how much what is really owed is above what the schedule says: late, or paid ahead (below zero). */
export interface Above {
  readonly on: Day;
  /** Minor units; `null` where nothing is owed any more. */
  readonly amount: Minor | null;
}

/**
 * Interest of a period on what is really owed in it. Up to the day `asOf` that is what bears interest; after it nobody
 * knows yet who will pay, and the schedule is taken as kept, or what is owed where that is less.
 *
 * Days with one rate and one balance are rounded together. `above` is by day and begins with the period.
 */
export function followedInterest(
  terms: LoanTerms,
  period: Period,
  opening: Minor,
  above: readonly [Above, ...Above[]],
  asOf: Day,
): Minor {
  if (period.number <= terms.grace.interestFreePeriods) return 0n;
  const days = [...new Set([asOf, ...above.map(({ on }) => on)])];
  let interest = 0n;
  for (const stretch of period.stretches) {
    const scheduled = opening + stretch.paidOut;
    const cuts = days.filter(on => on > stretch.from && on < stretch.until).sort();
    let from = stretch.from;
    let balance = borne(from);
    for (const cut of [...cuts, stretch.until]) {
      const next = cut === stretch.until ? null : borne(cut);
      if (next === balance) continue;
      const part = multiply(stretch.ratePerYear, partOfYear(terms.dayCount, period, from, cut));
      interest += roundTo(multiply(ratio(balance), part), terms.rounding.step, terms.rounding.mode);
      from = cut;
      balance = next ?? 0n;
    }
    function borne(on: Day): Minor {
      const { amount } = above.reduce((latest, one) => (one.on <= on ? one : latest), above[0]);
      const really = amount === null || scheduled + amount < 0n ? 0n : scheduled + amount;
      return on < asOf || really < scheduled ? really : scheduled;
    }
  }
  return interest;
}
