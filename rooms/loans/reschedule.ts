import { addDays, type Day, type Refusal, refuse } from "#base";
import { periodOfInstalment } from "./season.ts";
import { dueDate, type LoanTerms, longestTermDays, periodsMax, type RateChange, type Reschedule, termDaysMax } from "./terms.ts";

/** How many periods a new agreement adds to the end. */
export const addedBy = ({ extraPeriods, gracePeriods }: Pick<Reschedule, "extraPeriods" | "gracePeriods">): number => extraPeriods + gracePeriods;

/** The number of the last period, with all that was agreed anew. */
export const lastNumber = (terms: LoanTerms): number =>
  periodOfInstalment(
    terms,
    (terms.reschedules ?? []).reduce((last, one) => last + addedBy(one), terms.periods),
  );

/** The number of the first period that is due on this day or after it. */
export function numberDueFrom(terms: LoanTerms, on: Day): number {
  let number = 1;
  while (dueDate(terms, number) < on) number += 1;
  return number;
}

/**
 * All new rates, those of new agreements among them. Such a rate holds for the whole period of the instalment it begins
 * with; where a declining balance gets it within a period, the day it is agreed from is the first it counts for.
 */
export function rateChangesOf(terms: LoanTerms): readonly RateChange[] {
  const agreedAnew = (terms.reschedules ?? []).flatMap(({ fromDue, ratePerYear }): readonly RateChange[] => {
    if (!ratePerYear) return [];
    const number = numberDueFrom(terms, fromDue);
    const from = number === 1 ? terms.start : dueDate(terms, number - 1);
    const isWhole = terms.method === "flat" || dueDate(terms, number) === fromDue || fromDue <= from;
    return [{ effective: isWhole ? from : addDays(fromDue, -1), ratePerYear }];
  });
  return [...(terms.rateChanges ?? []), ...agreedAnew];
}

export function rescheduleFault(terms: LoanTerms): Refusal | null {
  let known: LoanTerms = { ...terms, reschedules: [] };
  for (const one of terms.reschedules ?? []) {
    // What is really owed may be spread over new instalments when the last one agreed on is past.
    const isPastEnd = one.owedThen !== undefined;
    const end = dueDate(known, lastNumber(isPastEnd ? { ...known, reschedules: [...known.reschedules!, one] } : known));
    if (one.fromDue > end || one.fromDue <= terms.start)
      return refuse("loans.reschedule-outside-schedule", { from: one.fromDue, start: terms.start, end });
    if (addedBy(one) === 0 && !one.ratePerYear && one.owedThen === undefined)
      return refuse("loans.reschedule-changes-nothing", { from: one.fromDue });
    if (addedBy(one) > periodsMax) return refuse("loans.periods-out-of-range", { periods: addedBy(one), max: periodsMax });
    known = { ...known, reschedules: [...known.reschedules!, one] };
    const periods = lastNumber(known);
    if (periods > periodsMax) return refuse("loans.periods-out-of-range", { periods, max: periodsMax });
    if (longestTermDays(terms, periods) > termDaysMax) return refuse("loans.term-too-long", { days_max: termDaysMax });
  }
  return null;
}
