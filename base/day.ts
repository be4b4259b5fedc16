import { assert } from "./assert.ts";

/** A calendar day of the group, "YYYY-MM-DD" (Gregorian, ISO 8601). It has no hour and no time zone. */
export type Day = string & { readonly day: unique symbol };

/** A moment the server recorded, "YYYY-MM-DDTHH:MM:SSZ". */
export type Instant = string & { readonly instant: unique symbol };

/** Null when the text is not a day that exists ("2026-02-30"). */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return null;
  return text as Day;
}

export function day(text: string): Day {
  const parsed = parseDay(text);
  assert(parsed, "a day is written YYYY-MM-DD and exists");
  return parsed;
}

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function daysInMonth(year: number, month: number): number {
  return [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

export function partsOf(when: Day): { readonly year: number; readonly month: number; readonly date: number } {
  return { year: Number(when.slice(0, 4)), month: Number(when.slice(5, 7)), date: Number(when.slice(8, 10)) };
}

export function dayOf(year: number, month: number, date: number): Day {
  return day(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`);
}

/** Days since 1970-01-01 (below zero before it); the calendar arithmetic is Howard Hinnant's civil algorithm. */
export function dayNumber(when: Day): number {
  const { year, month, date } = partsOf(when);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

export function dayFromNumber(number: number): Day {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return dayOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * mp + 2) / 5) + 1);
}

export const addDays = (when: Day, days: number): Day => dayFromNumber(dayNumber(when) + days);
export const daysBetween = (from: Day, until: Day): number => dayNumber(until) - dayNumber(from);

/**
 * The same day of the month, `months` later. A month that is too short gives its last day; the seed day is kept by
 * counting from the first date each time (31 January, 28 February, 31 March).
 */
export function addMonths(when: Day, months: number): Day {
  const { year, month, date } = partsOf(when);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dayOf(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

/** The last day of the month before. */
export const endOfLastMonth = (today: Day): Day => addDays(today, -partsOf(today).date);

/** Whole months from one day to another: 31 January to 28 February is one, since February has no later day. */
export function completedMonths(from: Day, until: Day): number {
  const [a, b] = [partsOf(from), partsOf(until)];
  const months = (b.year - a.year) * 12 + (b.month - a.month);
  return addMonths(from, months) <= until ? months : months - 1;
}
