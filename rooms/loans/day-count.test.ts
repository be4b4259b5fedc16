import { add, day, ratio, ratioText, zero } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type DayCount, dayCounts, partOfYear, standardPeriod } from "./day-count.ts";
import { dayAfterPeriods, type Frequency, frequencies } from "./due-dates.ts";

test.each<[DayCount, string, string, Frequency, string]>([
  // convention     | from       | until      | a period of | part of a year
  ["whole-period", "2024-02-01", "2024-03-01", "months", "1/12"],
  ["whole-period", "2024-01-01", "2024-01-08", "weeks", "1/52"],
  ["whole-period", "2024-01-01", "2024-01-02", "days", "1/365"],
  ["30/360", "2024-02-01", "2024-03-01", "months", "1/12"],
  ["30/360", "2024-01-01", "2024-01-08", "weeks", "7/360"],
  ["30/360", "2024-01-01", "2024-01-02", "days", "1/360"],
  ["actual/365", "2024-02-01", "2024-03-01", "months", "29/365"],
  ["actual/364", "2024-02-01", "2024-03-01", "months", "29/364"],
  ["actual/360", "2024-02-01", "2024-03-01", "months", "29/360"],
  ["actual/actual", "2024-02-01", "2024-03-01", "months", "29/366"],
  ["actual/actual", "2023-02-01", "2023-03-01", "months", "28/365"],
  // 19 days of 2023 and 12 of 2024: the night to 1 January is counted on 1 January.
  ["actual/actual", "2023-12-12", "2024-01-12", "months", ratioText(add(ratio(19n, 365n), ratio(12n, 366n)))],
  ["actual/actual", "2023-12-31", "2024-01-31", "months", "31/366"],
])("%s: from %s to %s, one of %s, is %s of a year", (dayCount, from, until, frequency, part) => {
  const period = { from: day(from), due: day(until), frequency, every: 1 };
  const [numerator, denominator] = part.split("/").map(BigInt) as [bigint, bigint];
  expect(partOfYear(dayCount, period, period.from, period.due)).toEqual(ratio(numerator, denominator));
});

test("two parts of a period are the period, in every convention", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...dayCounts),
      fc.constantFrom(...frequencies),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (dayCount, frequency, every, skipped, cut) => {
        const seed = day("2023-10-31");
        const from = dayAfterPeriods(seed, skipped, { frequency, every });
        const due = dayAfterPeriods(seed, skipped + 1, { frequency, every });
        const period = { from, due, frequency, every };
        const days: string[] = [];
        for (let at = from; at <= due; at = dayAfterPeriods(at, 1, { frequency: "days", every: 1 })) days.push(at);
        const middle = day(days[Math.round(cut * (days.length - 1))]!);
        const parts = add(partOfYear(dayCount, period, from, middle), partOfYear(dayCount, period, middle, due));
        expect(parts).toEqual(partOfYear(dayCount, period, from, due));
        expect(partOfYear(dayCount, period, from, from)).toEqual(zero);
      },
    ),
  );
});

test.each<[DayCount, Frequency, bigint, bigint]>([
  ["actual/365", "months", 30n, 365n],
  ["actual/actual", "months", 30n, 365n],
  ["actual/360", "weeks", 7n, 360n],
  ["30/360", "months", 30n, 360n],
  ["whole-period", "months", 1n, 12n],
])("a standard period by %s, one of %s, is %d of %d", (dayCount, frequency, days, year) => {
  expect(standardPeriod(dayCount, { frequency, every: 1 })).toEqual(ratio(days, year));
});
