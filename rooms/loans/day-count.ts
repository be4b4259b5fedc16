import { add, type Day, day, daysBetween, isLeapYear, multiply, partsOf, type Ratio, ratio, zero } from "#base";
import type { Frequency, Rhythm } from "./due-dates.ts";

/**
 * What part of a year a stretch of days is.
 *
 * "whole-period" takes a month as 1/12, a week as 1/52 and a day as 1/365, however long it is; "30/360" a month as 30
 * days of 360. "actual/…" counts days; in "actual/actual" each day is a part of the year it lies in. A day is counted
 * on the date it ends: the day of the pay-out bears no interest and the due date does, so the night to 1 January
 * belongs to the new year.
 */
export type DayCount = "whole-period" | "30/360" | "actual/365" | "actual/364" | "actual/360" | "actual/actual";

export const dayCounts: readonly DayCount[] = [
  "whole-period",
  "30/360",
  "actual/365",
  "actual/364",
  "actual/360",
  "actual/actual",
];

/** The repayment period a stretch of days lies in: by it a part of a whole period is measured. */
export interface PeriodDays extends Rhythm {
  readonly from: Day;
  readonly due: Day;
}

/** The part of a year from `from` (its own day not counted) until `until` (counted), inside the period. */
export function partOfYear(dayCount: DayCount, period: PeriodDays, from: Day, until: Day): Ratio {
  const days = BigInt(daysBetween(from, until));
  switch (dayCount) {
    case "whole-period":
    case "30/360": {
      const whole = wholePeriod(dayCount, period);
      const length = BigInt(daysBetween(period.from, period.due));
      return days === length ? whole : multiply(whole, ratio(days, length));
    }
    case "actual/365":
      return ratio(days, 365n);
    case "actual/364":
      return ratio(days, 364n);
    case "actual/360":
      return ratio(days, 360n);
    case "actual/actual":
      return partOfCalendarYears(from, until);
  }
}

/**
 * The part of a year that one repayment period is by rule, whatever its days: a month of 30 days, in a year of as many
 * days as the count says (365 where it is the calendar's).
 */
export function standardPeriod(dayCount: DayCount, rhythm: Rhythm): Ratio {
  if (dayCount === "whole-period" || dayCount === "30/360") return wholePeriod(dayCount, rhythm);
  const daysOfYear = { "actual/365": 365n, "actual/364": 364n, "actual/360": 360n, "actual/actual": 365n }[dayCount];
  return ratio(BigInt(rhythm.every) * daysOfPeriod[rhythm.frequency], daysOfYear);
}

const periodsInYear: Readonly<Record<Frequency, bigint>> = { days: 365n, weeks: 52n, months: 12n };
const daysOfPeriod: Readonly<Record<Frequency, bigint>> = { days: 1n, weeks: 7n, months: 30n };

function wholePeriod(dayCount: "whole-period" | "30/360", { frequency, every }: Rhythm): Ratio {
  return dayCount === "whole-period"
    ? ratio(BigInt(every), periodsInYear[frequency])
    : ratio(BigInt(every) * daysOfPeriod[frequency], 360n);
}

function partOfCalendarYears(from: Day, until: Day): Ratio {
  let part = zero;
  let start = from;
  for (let year = partsOf(from).year; year <= partsOf(until).year; year += 1) {
    const lastOfYear = day(`${String(year).padStart(4, "0")}-12-31`);
    const end = until < lastOfYear ? until : lastOfYear;
    part = add(part, ratio(BigInt(daysBetween(start, end)), isLeapYear(year) ? 366n : 365n));
    start = end;
  }
  return part;
}
