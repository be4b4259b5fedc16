import { type Day, day } from "#base";
import { describe, expect, it } from "vitest";
import { backupsSeen, mayExport } from "./backup-questions.ts";

const today = day("2026-11-29");
const worry = (last: Day | null, proven: Day | null, isMissed = false) =>
  backupsSeen({ last, proven, isMissed }, today, false).worry;

describe("whether the books would come back", () => {
  it("worries nobody where a backup was made this week and one tried out this season", () => {
    expect(worry(day("2026-11-29"), day("2026-11-01"))).toBeNull();
    expect(worry(day("2026-11-21"), day("2026-08-21"))).toBeNull();
  });

  it("says the one thing to be done first", () => {
    expect(worry(null, null)).toBe("none");
    expect(worry(day("2026-11-20"), null)).toBe("late");
    expect(worry(day("2026-11-29"), null)).toBe("unproven");
    expect(worry(day("2026-11-29"), day("2026-08-20"))).toBe("unproven");
    expect(worry(day("2026-11-29"), day("2026-11-01"), true)).toBe("missed");
  });

  it("counts days, and none below zero where a clock was put back", () => {
    const seen = backupsSeen({ last: day("2026-11-26"), proven: day("2026-12-02"), isMissed: false }, today, true);
    expect(seen).toMatchObject({ last: { on: "2026-11-26", ago: 3 }, proven: { ago: 0 }, mayExport: true });
  });

  it("lets those who keep the books take them along, and not those who only watch", () => {
    for (const role of ["treasurer", "secretary", "chair"]) expect(mayExport(new Set([role]))).toBe(true);
    expect(mayExport(new Set(["supervisory-committee", "key-holder"]))).toBe(false);
  });
});
