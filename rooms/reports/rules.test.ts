import { ratio, zero } from "#base";
import { describe, expect, test } from "vitest";
import { bandsFor, rateOf } from "./lending.ts";
import { rated } from "./rating.ts";
import { pesosRule, pesosWeights, pisoRule, provisionRule } from "./rules.ts";

/** As the rule for savings and credit co-operatives has it: a third of what is late at all, all of what is late a year. */
const pesos = { rates: [{ from_days: 1, percent: "35" }, { from_days: 366, percent: "100" }] };

describe("what is set aside", () => {
  test("each rate holds from its day to the next", () => {
    expect(provisionRule.check!(pesos, "")).toBeNull();
    const bands = bandsFor(pesos);
    expect(bands.map(band => [band.from, rateOf(band, pesos)])).toEqual([
      [0, zero],
      [1, ratio(7n, 20n)],
      [31, ratio(7n, 20n)],
      [61, ratio(7n, 20n)],
      [91, ratio(7n, 20n)],
      [181, ratio(7n, 20n)],
      [366, ratio(1n)],
    ]);
  });

  test("a rate that begins within a band cuts it", () => {
    const bands = bandsFor({ rates: [{ from_days: 15, percent: "2.5" }] });
    expect(bands.slice(0, 4)).toEqual([
      { from: 0, through: 0 },
      { from: 1, through: 14 },
      { from: 15, through: 30 },
      { from: 31, through: 60 },
    ]);
    expect(rateOf(bands[1]!, { rates: [{ from_days: 15, percent: "2.5" }] })).toEqual(zero);
    expect(rateOf(bands[2]!, { rates: [{ from_days: 15, percent: "2.5" }] })).toEqual(ratio(1n, 40n));
  });

  test("nobody enters rates that cannot be read, or that do not rise in days", () => {
    expect(provisionRule.check!({ rates: [{ from_days: 1, percent: "a third" }] }, "")).toMatchObject({
      refused: "reports.percent-malformed",
    });
    const turned = { rates: [{ from_days: 366, percent: "100" }, { from_days: 1, percent: "35" }] };
    expect(provisionRule.check!(turned, "")).toMatchObject({ refused: "reports.days-not-rising" });
  });
});

const line = (part: "portfolio" | "stability", indicator: "par-1" | "risk-coverage", ...bands: readonly (readonly [string, number])[]) => ({
  part,
  indicator,
  bands: bands.map(([from_percent, points]) => ({ from_percent, points })),
});

describe("a rating sheet", () => {
  // Full marks up to 5 % at risk.
  const atRisk = line("portfolio", "par-1", ["0", 15], ["5.01", 10], ["10", 0]);
  const covered = line("stability", "risk-coverage", ["50", 10], ["100", 30]);

  test("weighs a hundred", () => {
    expect(Object.values(pesosWeights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(pesosRule.check!({ lines: [atRisk, covered] }, "")).toBeNull();
  });

  test.each([
    [ratio(0n), 15],
    [ratio(5n, 100n), 15],
    [ratio(501n, 10_000n), 10],
    [ratio(9n, 100n), 10],
    [ratio(1n, 2n), 0],
  ])("a figure gets the points of the last band it reaches (%#)", (value, points) => {
    expect(rated([atRisk], { "par-1": value })).toMatchObject([{ points, of: 15 }]);
  });

  test("below the first band there are none, and without a figure nothing is said", () => {
    expect(rated([covered], { "risk-coverage": ratio(2n, 5n) })).toMatchObject([{ points: 0, of: 30 }]);
    expect(rated([covered], { "risk-coverage": null })).toMatchObject([{ points: null, value: null }]);
  });

  test("nobody enters bands that do not rise, or more points than a part weighs", () => {
    expect(pesosRule.check!({ lines: [line("portfolio", "par-1", ["5", 10], ["0", 15])] }, "")).toMatchObject({
      refused: "reports.bands-not-rising",
    });
    expect(pisoRule.check!({ lines: [{ part: "performance", indicator: "par-1", bands: [] }] }, "")).toMatchObject({
      refused: "reports.bands-not-rising",
    });
    expect(pisoRule.check!({ lines: [{ part: "performance", indicator: "par-1", bands: [{ from_percent: "x", points: 1 }] }] }, "")).toMatchObject({
      refused: "reports.percent-malformed",
    });
    expect(pesosRule.check!({ lines: [line("portfolio", "par-1", ["0", 26])] }, "")).toEqual({
      refused: "reports.points-above-weight",
      because: { points: 26, weight: 25 },
    });
    const heavy = { part: "performance" as const, indicator: "par-1" as const, bands: [{ from_percent: "0", points: 60 }] };
    expect(pisoRule.check!({ lines: [heavy, heavy] }, "")).toMatchObject({ because: { points: 120, weight: 100 } });
  });
});
