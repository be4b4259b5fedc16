import { addMonths, type Day, dayOf, type Minor, partsOf } from "#base";

/** When something falls due again and again: at each meeting, or once in each calendar month. */
export type Every = "meeting" | "month";

export interface PeriodsDue {
  readonly every: Every;
  /** The first day that counts: she joined, or the rule began. */
  readonly from: Day;
  readonly on: Day;
  /** The meeting days on which it was collected before. Not read for months. */
  readonly collectedOn: readonly Day[];
}

/**
 * The days on which something fell due, today among them: the meetings at which it was collected and this one, or the
 * first of each month, the month of joining counted. What was missed is so due later and never back-dated: Bhimabai, who
 * missed October, owes two months in November.
 */
export function daysDue({ every, from, on, collectedOn }: PeriodsDue): readonly Day[] {
  if (from > on) return [];
  if (every === "meeting") return [...collectedOn.filter(day => day >= from && day < on), on].sort();
  const { year, month } = partsOf(from);
  const first = dayOf(year, month, 1);
  const days: Day[] = [];
  for (let day = first; day <= on; day = addMonths(first, days.length)) days.push(day < from ? from : day);
  return days;
}

/** What fell due up to today less what was paid, by the amount in force on each day. Minor units, never below zero. */
export function amountDue(days: readonly Day[], amountOn: (day: Day) => Minor, paid: Minor): Minor {
  let due = -paid;
  for (const day of days) due += amountOn(day);
  return due > 0n ? due : 0n;
}
