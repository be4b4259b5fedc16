import { addMonths, day } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAfterPeriods, dueDates, type Rhythm } from "./due-dates.ts";

const monthly: Rhythm = { frequency: "months", every: 1 };

test.each<[string, Rhythm, string[]]>([
  ["2024-01-31", monthly, ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]],
  ["2023-01-30", monthly, ["2023-01-30", "2023-02-28", "2023-03-30", "2023-04-30"]],
  ["2026-11-30", { frequency: "months", every: 3 }, ["2026-11-30", "2027-02-28", "2027-05-30"]],
  ["2026-02-28", monthly, ["2026-02-28", "2026-03-28"]],
  ["2026-12-28", { frequency: "weeks", every: 1 }, ["2026-12-28", "2027-01-04", "2027-01-11"]],
  ["2026-01-05", { frequency: "weeks", every: 2 }, ["2026-01-05", "2026-01-19", "2026-02-02"]],
  ["2024-02-15", { frequency: "days", every: 15 }, ["2024-02-15", "2024-03-01", "2024-03-16"]],
  ["2026-01-05", monthly, []],
])("from %s with %j", (first, rhythm, dates) => {
  expect(dueDates(day(first), dates.length, rhythm)).toEqual(dates);
});

test("a month that is too short does not move the day of the months after it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 12 }), (count, every) => {
      const seed = day("2024-12-31");
      const due = dayAfterPeriods(seed, count, { frequency: "months", every });
      expect(due).toBe(addMonths(seed, count * every));
    }),
  );
});
