import type { Day } from "#base";
import { dayAfterPeriods, type Rhythm } from "./due-dates.ts";
import type { CompoundingFrequency } from "./loan-history.ts";
import type { Period } from "./periods.ts";
import type { LoanTerms } from "./terms.ts";

/** Interest is due on due dates only, so compounding each day adds it on the same day as compounding with them. */
const rhythms: Readonly<Record<CompoundingFrequency, Rhythm | null>> = {
  same_as_repayment: null,
  daily: null,
  weekly: { frequency: "weeks", every: 1 },
  monthly: { frequency: "months", every: 1 },
};

/** From which day on interest that fell due and is not paid bears interest itself: the next compounding day. */
export function compoundedFrom({ start }: LoanTerms, frequency: CompoundingFrequency, due: Day): Day {
  const rhythm = rhythms[frequency];
  if (!rhythm) return due;
  let count = 0;
  while (dayAfterPeriods(start, count, rhythm) < due) count += 1;
  return dayAfterPeriods(start, count, rhythm);
}

/** The compounding day within a period on which interest is added that was due when the period opened, if there is one. */
export function compoundingDayIn(terms: LoanTerms, frequency: CompoundingFrequency, period: Period): readonly Day[] {
  const day = compoundedFrom(terms, frequency, period.from);
  return day > period.from && day < period.due ? [day] : [];
}
