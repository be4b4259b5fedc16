import { addDays, addMonths, type Day, dayOf, partsOf } from "#base";

/** The first last day of a month, on `from` or after it, with which a period ends: one ends with `month`, the others every so many. */
export function periodEnd(from: Day, { every, month }: { readonly every: number; readonly month: number }): Day {
  const start = partsOf(from);
  const ahead = (month - start.month + 12) % every;
  return addDays(addMonths(dayOf(start.year, start.month, 1), ahead + 1), -1);
}
