import { type Json, ratio } from "#base";
import { describe, expect, test } from "vitest";
import { ageing, isLaterThan, percentHundredths, portfolioAtRisk, provisionOf } from "./at-risk.ts";
import { atRisk } from "./at-risk-calculator.ts";

const calculate = (input: Json) => atRisk.calculate(input, new Set());

describe("portfolio at risk", () => {
  const loans = [
    { outstanding: 500_000n, daysLate: 0 },
    { outstanding: 300_000n, daysLate: 1 },
    { outstanding: 100_000n, daysLate: 30 },
    { outstanding: 60_000n, daysLate: 31 },
    { outstanding: 40_000n, daysLate: 400 },
  ];

  test("counts a whole loan as soon as one payment is late, and not the late payment alone", () => {
    expect(portfolioAtRisk(loans)).toEqual({
      outstanding: 1_000_000n,
      rescheduled: 0n,
      renewed: 0n,
      renewedLate: 0n,
      buckets: [
        { overDays: 1, atRisk: 500_000n, ratio: ratio(1n, 2n), withRescheduled: 500_000n },
        { overDays: 30, atRisk: 100_000n, ratio: ratio(1n, 10n), withRescheduled: 100_000n },
        { overDays: 60, atRisk: 40_000n, ratio: ratio(1n, 25n), withRescheduled: 40_000n },
        { overDays: 90, atRisk: 40_000n, ratio: ratio(1n, 25n), withRescheduled: 40_000n },
      ],
    });
  });

  test.each([
    // late | x | at risk
    [0, 1, false],
    [1, 1, true],
    [30, 30, false],
    [31, 30, true],
    [90, 90, false],
    [91, 90, true],
  ])("%i days late, over %i: %s", (daysLate, overDays, is) => {
    expect(isLaterThan(daysLate, overDays)).toBe(is);
  });

  test("tells rescheduled loans apart, and with them", () => {
    const found = portfolioAtRisk([...loans, { outstanding: 250_000n, daysLate: 0, isRescheduled: true }], [30]);
    expect(found).toMatchObject({
      outstanding: 1_250_000n,
      rescheduled: 250_000n,
      buckets: [{ atRisk: 100_000n, withRescheduled: 350_000n }],
    });
  });

  test("tells loans apart that paid off an older one; with what is at risk stand those whose older one was late", () => {
    const renewals = [
      { outstanding: 250_000n, daysLate: 0, isRenewal: true },
      { outstanding: 150_000n, daysLate: 0, isRenewal: true, isLateRenewal: true },
    ];
    expect(portfolioAtRisk([...loans, ...renewals], [30])).toMatchObject({
      outstanding: 1_400_000n,
      rescheduled: 0n,
      renewed: 400_000n,
      renewedLate: 150_000n,
      buckets: [{ atRisk: 100_000n, withRescheduled: 250_000n }],
    });
  });

  test("is nothing where nothing is lent", () => {
    expect(portfolioAtRisk([], [1]).buckets).toEqual([
      { overDays: 1, atRisk: 0n, ratio: ratio(0n), withRescheduled: 0n },
    ]);
  });

  test("ages every loan into one band, and asks for an allowance by the band", () => {
    const aged = ageing(loans);
    expect(aged.map(({ loans: count, outstanding }) => [count, outstanding])).toEqual([
      [1, 500_000n],
      [2, 400_000n],
      [1, 60_000n],
      [0, 0n],
      [0, 0n],
      [0, 0n],
      [1, 40_000n],
    ]);
    // COOP-PESOS: all of what is more than twelve months late, 35 % of what is late at all.
    const rated = aged.map(band => ({ ...band, rate: ratio(band.from > 365 ? 100n : band.from > 0 ? 35n : 0n, 100n) }));
    expect(provisionOf(rated)).toBe(140_000n + 21_000n + 40_000n);
  });

  test("is said to two decimals, half up", () => {
    expect(percentHundredths(ratio(1n, 3n))).toBe(3333n);
    expect(percentHundredths(ratio(5n, 80_000n))).toBe(1n);
  });
});

describe("lumbung loans at-risk", () => {
  const loans = [
    { outstanding: "500.00", oldest_due: null },
    { outstanding: "300.00", oldest_due: "2026-06-29" },
    { outstanding: "120.50", oldest_due: "2026-05-31" },
    { outstanding: "79.50", oldest_due: "2026-05-30" },
  ];

  test("answers for one, thirty, sixty and ninety days where nothing else is asked", () => {
    expect(calculate({ as_of: "2026-06-30", loans })).toEqual({
      outstanding: "1000.00",
      buckets: [
        { over_days: 1, at_risk: "500.00", ratio: "50.00" },
        { over_days: 30, at_risk: "79.50", ratio: "7.95" },
        { over_days: 60, at_risk: "0.00", ratio: "0.00" },
        { over_days: 90, at_risk: "0.00", ratio: "0.00" },
      ],
    });
  });

  test("leaves what was written off out of both sides, and tells it apart", () => {
    const written = { outstanding: "400", oldest_due: "2020-01-01", written_off: true };
    expect(calculate({ as_of: "2026-06-30", loans: [...loans, written], buckets_days: [1] })).toEqual({
      outstanding: "1000.00",
      buckets: [{ over_days: 1, at_risk: "500.00", ratio: "50.00" }],
      written_off: "400.00",
    });
  });

  test("gives rescheduled loans a line of their own, and the adjusted figure", () => {
    const again = { outstanding: "1000", oldest_due: null, rescheduled: true };
    expect(calculate({ as_of: "2026-06-30", loans: [...loans, again], buckets_days: [1] })).toEqual({
      outstanding: "2000.00",
      buckets: [{ over_days: 1, at_risk: "500.00", ratio: "25.00", adjusted: "1500.00", adjusted_ratio: "75.00" }],
      rescheduled: "1000.00",
    });
  });

  const table = [
    { bucket: "current", outstanding_principal: "13824", provision_rate_percent: "0" },
    { bucket: "1-30", outstanding_principal: "1000", provision_rate_percent: "10" },
    { bucket: "31-90", outstanding_principal: "500", provision_rate_percent: "25" },
    { bucket: "91-365", outstanding_principal: "333", provision_rate_percent: "50" },
    { bucket: "366+", outstanding_principal: "10.01", provision_rate_percent: "100" },
  ];

  test("reads an ageing table, with what is to be set aside", () => {
    expect(calculate({ ageing: table })).toEqual({
      outstanding: "15667.01",
      buckets: [
        { over_days: 1, at_risk: "1843.01", ratio: "11.76" },
        { over_days: 30, at_risk: "843.01", ratio: "5.38" },
        { over_days: 90, at_risk: "343.01", ratio: "2.19" },
      ],
      provision: "401.51",
    });
  });

  test("says what a table cannot tell where that is asked for", () => {
    expect(calculate({ ageing: table, buckets_days: [60] })).toEqual({
      refused: "loans.ageing-does-not-tell",
      because: { days: 60 },
    });
    expect(calculate({ ageing: [{ bucket: "late", outstanding_principal: "1" }] })).toMatchObject({
      refused: "loans.field-malformed",
      because: { field: "ageing[0].bucket" },
    });
    expect(calculate({ as_of: "2026-06-30", loans: [{ outstanding: "1", oldest_due: null, owner: "x" }] })).toMatchObject({
      refused: "loans.unknown-field",
    });
    expect(calculate({ loans })).toMatchObject({ refused: "loans.field-missing", because: { field: "as_of" } });
  });
});
