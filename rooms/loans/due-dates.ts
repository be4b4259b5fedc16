import { addDays, addMonths, assert, type Day } from "#base";

export type Frequency = "days" | "weeks" | "months";

export const frequencies: readonly Frequency[] = ["days", "weeks", "months"];

/** "Every 2 weeks" is { every: 2, frequency: "weeks" }. */
export interface Rhythm {
  readonly frequency: Frequency;
  readonly every: number;
}

/**
 * The day `count` repayment periods after `seed`; `count` may be 0. Months keep the day of the seed: from 31 January
 * come 28 February and 31 March, so always count from the first day and never from the one before.
 */
export function dayAfterPeriods(seed: Day, count: number, { frequency, every }: Rhythm): Day {
  switch (frequency) {
    case "days":
      return addDays(seed, count * every);
    case "weeks":
      return addDays(seed, count * every * 7);
    case "months":
      return addMonths(seed, count * every);
  }
}

/** `count` due dates, the first one given. */
export function dueDates(firstDue: Day, count: number, rhythm: Rhythm): readonly Day[] {
  assert(count >= 0, "a count is not negative");
  return Array.from({ length: count }, (_, index) => dayAfterPeriods(firstDue, index, rhythm));
}
