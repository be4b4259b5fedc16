import { addDays, day, one, ratio, ratioText } from "#base";
import { describe, expect, test } from "vitest";
import { type ForScore, meetingsWanted, panchasutra } from "./panchasutra.ts";

/** A year of weeks in which ten women were called, all came, all saved at each meeting, and all was repaid. */
const perfect: ForScore = (() => {
  const from = day("2026-01-01");
  const meetings = Array.from({ length: 52 }, (_, week) => ({
    on: addDays(from, 7 * week + 2),
    called: 10,
    inPerson: 10,
    represented: 0,
    isSealedInTime: true,
  }));
  return {
    from,
    until: day("2026-12-31"),
    meetings,
    unsealed: 0,
    rhythm: { frequency: "weeks", every: 1 },
    saved: meetings.flatMap(({ on }) => Array.from({ length: 10 }, (_, member) => ({ on, member: `m${member}` }))),
    meetingBefore: null,
    lent: 900n,
    cash: 0n,
    onTime: one,
  };
})();

const total = (change: Partial<ForScore>): string => ratioText(panchasutra({ ...perfect, ...change }).total);

describe("the five principles", () => {
  test("a perfect year is a hundred, and A", () => {
    expect(panchasutra(perfect)).toMatchObject({ total: ratio(100n), grade: "A" });
  });

  test.each<[string, Partial<ForScore>, string]>([
    ["half the meetings were held", { meetings: perfect.meetings.filter((_, week) => week % 2 === 0) }, "90"],
    ["half the times nobody saved", { saved: perfect.saved.filter(({ member }) => member < "m5") }, "90"],
    ["a third of the money lies in the box", { lent: 600n, cash: 300n }, "280/3"],
    ["a quarter was not repaid in time", { onTime: ratio(3n, 4n) }, "95"],
    ["a fourth as many meetings were never sealed", { unsealed: 13 }, "96"],
    [
      "every second meeting was sealed days later",
      { meetings: perfect.meetings.map((meeting, week) => ({ ...meeting, isSealedInTime: week % 2 === 0 })) },
      "90",
    ],
  ])("%s", (_, change, points) => {
    expect(total(change)).toBe(points);
  });

  test("A is above 85, B from 75 on, C below", () => {
    const graded = (onTime: ForScore["onTime"], lent: bigint) =>
      panchasutra({ ...perfect, onTime, lent, cash: 1_000n - lent }).grade;
    expect(graded(ratio(1n, 4n), 1_000n)).toBe("B");
    expect(graded(ratio(13n, 50n), 1_000n)).toBe("A");
    expect(graded(ratio(1n, 4n), 500n)).toBe("B");
    expect(graded(ratio(6n, 25n), 500n)).toBe("C");
  });

  test("where something cannot be judged there is no grade", () => {
    expect(panchasutra({ ...perfect, onTime: null })).toMatchObject({ grade: null, total: ratio(80n) });
    expect(panchasutra({ ...perfect, rhythm: null })).toMatchObject({ grade: null });
  });

  test("more meetings than the rule asks for are no more than all, and savings between two count for the later", () => {
    expect(total({ rhythm: { frequency: "months", every: 1 } })).toBe("100");
    expect(total({ saved: perfect.saved.map(one => ({ ...one, on: addDays(one.on, -3) })) })).toBe("100");
  });

  test.each([
    ["weeks", 1, "2026-01-01", "2026-12-31", 52],
    ["weeks", 2, "2026-01-01", "2026-01-28", 2],
    ["months", 1, "2026-01-01", "2026-11-20", 11],
    ["months", 1, "2026-02-17", "2026-11-16", 9],
    ["months", 1, "2026-02-17", "2026-11-17", 10],
    ["days", 10, "2026-01-01", "2026-01-31", 3],
  ] as const)("%s %i from %s to %s: %i meetings", (frequency, every, from, until, wanted) => {
    expect(meetingsWanted({ frequency, every }, day(from), day(until))).toBe(wanted);
  });
});
