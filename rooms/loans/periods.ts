import { add, type Day, lastOf, type Minor, multiply, type Ratio, sum } from "#base";
import { type PeriodDays, partOfYear } from "./day-count.ts";
import { downPaymentOf, dueDate, type LoanTerms, tranchesOf } from "./terms.ts";

/** One repayment period of the terms, with what changes in it. Amounts are less their down payments. */
export interface Period extends PeriodDays {
  /** From 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly paidOut: Minor;
  /** From the first day of the loan to the end of this period. */
  readonly paidOutUntil: Minor;
  /** In order; together they reach from the start of the period to its due date. */
  readonly stretches: readonly Stretch[];
  /** What part of a year it is. */
  readonly yearPart: Ratio;
  /** The rate at its end, and of the periods to come as far as one knows in it. */
  readonly ratePerYear: Ratio;
  /** A pay-out or a new rate in it: instalments are counted anew from this period on. */
  readonly changes: boolean;
}

/** Days of one period with one rate and one balance. */
export interface Stretch {
  /** Interest as a part of what is owed in it. */
  readonly part: Ratio;
  /** What of the period's pay-outs bears interest in it, beside what was owed when the period opened. */
  readonly paidOut: Minor;
}

export function periodsOf(terms: LoanTerms): readonly Period[] {
  const daily = terms.interestFrom === "daily";
  const tranches = tranchesOf(terms).map(({ on, amount }) => ({ on, amount: amount - downPaymentOf(terms, amount) }));
  const periods: Period[] = [];
  let from = terms.start;
  let paidOutUntil = 0n;
  for (let number = 1; number <= terms.periods; number += 1) {
    const days: PeriodDays = { from, due: dueDate(terms, number), frequency: terms.frequency, every: terms.every };
    // What is paid out on a due date is owed from the next period on.
    const inPeriod = tranches.filter(({ on }) => (number === 1 || on >= from) && on < days.due);
    const newRates = (terms.rateChanges ?? [])
      .map(change => change.effective)
      .filter(on => on >= from && on < days.due);
    const starts = [...new Set([from, ...newRates, ...(daily ? inPeriod.map(({ on }) => on) : [])])].sort();
    const yearParts = starts.map((start, index) =>
      partOfYear(terms.dayCount, days, start, starts[index + 1] ?? days.due),
    );
    const stretches = starts.map((start, index) => ({
      part: multiply(rateFrom(terms, start), yearParts[index]!),
      paidOut: sum(inPeriod.filter(({ on }) => !daily || on <= start).map(({ amount }) => amount)),
    }));
    const paidOut = sum(inPeriod.map(({ amount }) => amount));
    paidOutUntil += paidOut;
    periods.push({
      ...days,
      number,
      isLast: number === terms.periods,
      paidOut,
      paidOutUntil,
      stretches,
      yearPart: yearParts.reduce(add),
      ratePerYear: rateFrom(terms, lastOf(starts)!),
      changes: number === 1 || inPeriod.length > 0 || newRates.length > 0,
    });
    from = days.due;
  }
  return periods;
}

function rateFrom({ ratePerYear, rateChanges = [] }: LoanTerms, start: Day): Ratio {
  let latest: { readonly effective: Day; readonly ratePerYear: Ratio } | undefined;
  for (const change of rateChanges)
    if (change.effective <= start && (!latest || change.effective >= latest.effective)) latest = change;
  return latest?.ratePerYear ?? ratePerYear;
}
