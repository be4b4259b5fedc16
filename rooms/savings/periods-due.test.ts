import { addDays, day } from "#base";
import { describe, expect, test } from "vitest";
import { amountDue, type AskedFrom, fellDue } from "./periods-due.ts";

const weekly = (from: string, amount = 5_000n): AskedFrom => ({ from: day(from), every: "meeting", amount });
const monthly = (from: string, amount = 20_000n): AskedFrom => ({ from: day(from), every: "month", amount });
const nothing = (from: string): AskedFrom => ({ from: day(from), every: null, amount: 0n });

/** Mondays from the fifth of January on, this day not among them. */
const mondaysBefore = (on: string) =>
  Array.from({ length: 52 }, (_, week) => addDays(day("2026-01-05"), 7 * week)).filter(monday => monday < on);

const dueOn = (asked: readonly AskedFrom[], on: string, since = "2026-01-05") =>
  fellDue({ asked, since: day(since), on: day(on), collectedOn: mondaysBefore(on) });
const shown = (asked: readonly AskedFrom[], on: string, since?: string) =>
  dueOn(asked, on, since).map(one => `${one.on.slice(5)} ${one.amount}`);

describe("what fell due when the rule changed in between is counted by the rule of each day", () => {
  test("forty weeks at 5,000 stay 200,000 when it becomes 20,000 a month", () => {
    const asked = [weekly("2026-01-05"), monthly("2026-10-12")];
    expect(amountDue(dueOn(asked, "2026-10-05"), 0n)).toBe(200_000n);
    // October was asked for already, by its first Monday.
    expect(amountDue(dueOn(asked, "2026-10-12"), 200_000n)).toBe(0n);
    expect(amountDue(dueOn(asked, "2026-11-02"), 200_000n)).toBe(20_000n);
    expect(amountDue(dueOn(asked, "2026-12-07"), 200_000n)).toBe(40_000n);
  });

  test("and months stay months when it becomes so much a meeting: what was paid for them is not ahead", () => {
    const asked = [monthly("2026-01-05"), weekly("2026-03-01")];
    expect(shown(asked, "2026-03-09")).toEqual(["01-05 20000", "02-01 20000", "03-02 5000", "03-09 5000"]);
    expect(amountDue(dueOn(asked, "2026-03-09"), 40_000n)).toBe(10_000n);
    // Decided after March had begun, March is asked for whole, and the meetings from April on.
    const late = [monthly("2026-01-05"), weekly("2026-03-02")];
    expect(shown(late, "2026-04-06")).toEqual(["01-05 20000", "02-01 20000", "03-01 20000", "04-06 5000"]);
  });

  // asked | today | fell due
  test.each<[string, AskedFrom[], string, string[]]>([
    ["a new amount of the meeting", [weekly("2026-01-05"), weekly("2026-01-19", 7_000n)], "2026-01-26", ["01-05 5000", "01-12 5000", "01-19 7000", "01-26 7000"]],
    ["a new amount in the middle of a month", [monthly("2026-01-05"), monthly("2026-02-15", 30_000n)], "2026-03-09", ["01-05 20000", "02-01 20000", "03-01 30000"]],
    ["the month a rule begins in", [monthly("2026-01-20")], "2026-02-02", ["01-20 20000", "02-01 20000"]],
    ["nothing for a while", [weekly("2026-01-05"), nothing("2026-01-12"), weekly("2026-02-02")], "2026-02-09", ["01-05 5000", "02-02 5000", "02-09 5000"]],
    ["a month after a while without", [weekly("2026-01-05"), nothing("2026-01-12"), monthly("2026-02-10")], "2026-03-02", ["01-05 5000", "02-10 20000", "03-01 20000"]],
    ["a version that begins today, with the month", [monthly("2026-01-05"), weekly("2026-02-01")], "2026-02-02", ["01-05 20000", "02-02 5000"]],
    ["there and back", [weekly("2026-01-05"), monthly("2026-02-01"), weekly("2026-03-01")], "2026-03-09", ["01-05 5000", "01-12 5000", "01-19 5000", "01-26 5000", "02-01 20000", "03-02 5000", "03-09 5000"]],
    ["a version still to come", [weekly("2026-01-05"), monthly("2026-06-01")], "2026-01-12", ["01-05 5000", "01-12 5000"]],
    ["a version that begins today", [monthly("2026-01-05"), weekly("2026-02-02")], "2026-02-02", ["01-05 20000", "02-01 20000"]],
  ])("%s", (_, asked, on, due) => {
    expect(shown(asked, on)).toEqual(due);
  });

  test("who joined later owes from then on, by the rule that was in force", () => {
    const asked = [weekly("2026-01-05"), monthly("2026-03-01")];
    expect(shown(asked, "2026-03-09", "2026-02-16")).toEqual(["02-16 5000", "02-23 5000", "03-01 20000"]);
    expect(shown(asked, "2026-03-09", "2026-03-05")).toEqual(["03-05 20000"]);
    expect(shown(asked, "2026-03-09", "2026-04-01")).toEqual([]);
  });

  test("a meeting is over with its day, a month with its last", () => {
    expect(dueOn([weekly("2026-01-05"), monthly("2026-02-01")], "2026-02-02").at(0)?.until).toBe("2026-01-05");
    expect(dueOn([monthly("2026-02-10")], "2026-02-12")).toEqual([
      { on: "2026-02-10", amount: 20_000n, until: "2026-02-28" },
    ]);
  });
});
