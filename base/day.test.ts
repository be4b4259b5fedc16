import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BrokenInvariant } from "./assert.ts";
import {
  addDays,
  addMonths,
  completedMonths,
  type Day,
  day,
  dayFromNumber,
  dayNumber,
  dayOf,
  endOfLastMonth,
  daysBetween,
  daysInMonth,
  isLeapYear,
  parseDay,
  partsOf,
} from "./day.ts";

const anyDay = fc.integer({ min: dayNumber(day("1900-01-01")), max: dayNumber(day("2199-12-31")) }).map(dayFromNumber);

test.each(["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-01T00:00", ""])(
  "“%s” is no day",
  text => {
    expect(parseDay(text)).toBeNull();
    expect(() => day(text)).toThrow(BrokenInvariant);
  },
);

test.each<[number, boolean]>([
  [2024, true],
  [2025, false],
  [1900, false],
  [2000, true],
])("%d is a leap year: %s", (year, leap) => {
  expect(isLeapYear(year)).toBe(leap);
  expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
});

describe("counting days", () => {
  test("the first of 1970 is day 0, as everywhere", () => {
    expect(dayNumber(day("1970-01-01"))).toBe(0);
    expect(dayNumber(day("2000-03-01"))).toBe(11_017);
    expect(dayNumber(day("1969-12-31"))).toBe(-1);
  });

  test("agrees with the calendar of the runtime", () => {
    fc.assert(
      fc.property(anyDay, when => {
        const { year, month, date } = partsOf(when);
        expect(dayNumber(when)).toBe(Date.UTC(year, month - 1, date) / 86_400_000);
        expect(dayOf(year, month, date)).toBe(when);
        expect(dayFromNumber(dayNumber(when))).toBe(when);
      }),
    );
  });

  test("goes there and back", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5_000, max: 5_000 }), (when, days) => {
        expect(daysBetween(when, addDays(when, days))).toBe(days);
        expect(addDays(addDays(when, days), -days)).toBe(when);
      }),
    );
  });
});

describe("counting months", () => {
  test.each<[string, number, string]>([
    ["2026-01-31", 1, "2026-02-28"],
    ["2026-01-31", 2, "2026-03-31"],
    ["2024-01-30", 1, "2024-02-29"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-01-15", -13, "2024-12-15"],
    ["2026-12-05", 1, "2027-01-05"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-06-30", 0, "2026-06-30"],
  ])("%s and %d months is %s", (from, months, until) => {
    expect(addMonths(day(from), months)).toBe(until);
  });

  test.each<[string, string, number]>([
    ["2026-01-31", "2026-02-28", 1],
    ["2026-01-31", "2026-02-27", 0],
    ["2026-01-31", "2026-03-30", 1],
    ["2026-03-15", "2026-03-15", 0],
    ["2026-03-15", "2026-03-14", -1],
    ["2024-02-29", "2025-02-28", 12],
    ["2025-04-10", "2026-04-09", 11],
  ])("from %s to %s are %d completed months", (from, until, months) => {
    expect(completedMonths(day(from), day(until))).toBe(months);
  });

  test("completed months are the most that do not pass the day", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [from, until] = a <= b ? [a, b] : [b, a];
        const months = completedMonths(from, until);
        expect(addMonths(from, months) <= until).toBe(true);
        expect(addMonths(from, months + 1) > until).toBe(true);
      }),
    );
  });

  test("days of one kind compare as text", () => {
    const days: Day[] = [day("2026-10-01"), day("2026-09-30"), day("2025-12-31")];
    expect([...days].sort()).toEqual(["2025-12-31", "2026-09-30", "2026-10-01"]);
  });
});

test.each([
  ["2026-03-15", "2026-02-28"],
  ["2024-03-01", "2024-02-29"],
  ["2026-01-31", "2025-12-31"],
])("the month before %s ended on %s", (today, end) => {
  expect(endOfLastMonth(day(today))).toBe(end);
});
