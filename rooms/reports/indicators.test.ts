import { day, one, ratio } from "#base";
import { describe, expect, test } from "vitest";
import {
  attendance,
  averageOf,
  concentration,
  fundUse,
  meetingsCounted,
  membersOn,
  onTimeRepayment,
  operatingSelfSufficiency,
  retention,
  returnOnSavings,
  riskCoverage,
  type Roll,
  selfFunding,
  unbrokenMonths,
  writeOffRatio,
} from "./indicators.ts";

const demand = (fellDue: bigint, paidOfFellDue: bigint, paidAhead = 0n) => ({
  overdueBefore: 0n,
  fellDue,
  paidOfOverdue: 0n,
  paidOfFellDue,
  paidAhead,
  renewed: 0n,
  overdue: fellDue - paidOfFellDue,
});

describe("money", () => {
  test("on time is what was paid of what fell due; what was paid ahead is on neither side", () => {
    expect(onTimeRepayment([demand(100n, 100n, 400n), demand(300n, 200n)])).toEqual(ratio(3n, 4n));
    expect(onTimeRepayment([demand(0n, 0n, 400n)])).toBeNull();
  });

  test("it stands on its own where it earns what it costs", () => {
    expect(operatingSelfSufficiency({ earned: 120n, expense: 100n })).toEqual(ratio(6n, 5n));
    expect(operatingSelfSufficiency({ earned: 120n, expense: 0n })).toBeNull();
  });

  test("what was written off is measured on the average of what was lent", () => {
    expect(averageOf([100n, 200n, 600n])).toEqual(ratio(300n));
    expect(writeOffRatio(30n, [100n, 200n, 600n])).toEqual(ratio(1n, 10n));
    expect(writeOffRatio(0n, [0n, 0n])).toBeNull();
    expect(riskCoverage(50n, 200n)).toEqual(ratio(1n, 4n));
  });

  test("a half year's surplus counts twice in a year", () => {
    const half = { surplus: 50n, saved: [1_000n, 1_000n], from: day("2025-01-01"), until: day("2025-12-31") };
    expect(returnOnSavings(half)).toEqual(ratio(1n, 20n));
    expect(returnOnSavings({ ...half, until: day("2025-03-14") })).toEqual(ratio(1n, 4n));
    expect(returnOnSavings({ ...half, saved: [] })).toBeNull();
  });

  test("money at work, and money of one's own", () => {
    expect(fundUse({ lent: 300n, cash: 100n })).toEqual(ratio(3n, 4n));
    expect(fundUse({ lent: 0n, cash: 0n })).toBeNull();
    expect(selfFunding({ members: 600n, retained: 150n, gifts: 0n, others: 250n })).toEqual(ratio(3n, 4n));
    // What was given is capital too, and none of its own.
    expect(selfFunding({ members: 600n, retained: 150n, gifts: 250n, others: 0n })).toEqual(ratio(3n, 4n));
    expect(selfFunding({ members: 600n, retained: 150n, gifts: 125n, others: 125n })).toEqual(ratio(3n, 4n));
    expect(selfFunding({ members: 600n, retained: 150n, gifts: 0n, others: 0n })).toEqual(one);
    expect(selfFunding({ members: 0n, retained: 0n, gifts: 0n, others: 0n })).toBeNull();
  });
});

describe("people", () => {
  const members = [
    { from: day("2025-01-01"), until: null },
    { from: day("2025-01-01"), until: day("2026-06-30") },
    { from: day("2026-02-01"), until: null },
    { from: day("2025-01-01"), until: null },
  ];

  test("who came later is not counted as having stayed", () => {
    expect(retention(members, day("2026-01-01"), day("2026-12-31"))).toEqual(ratio(2n, 3n));
    expect(retention(members, day("2024-12-31"), day("2026-12-31"))).toBeNull();
    expect(membersOn(members, day("2026-06-29"))).toBe(4);
    expect(membersOn(members, day("2026-06-30"))).toBe(3);
  });

  const roll = (on: string, called: number, inPerson: number, represented = 0): Roll => ({
    on: day(on),
    called,
    inPerson,
    represented,
  });

  test("the last four meetings count, each the same, however many were called", () => {
    const rolls = [
      roll("2026-01-03", 20, 0),
      roll("2026-01-10", 20, 20),
      roll("2026-01-17", 20, 15, 5),
      roll("2026-01-24", 10, 5),
      roll("2026-01-31", 20, 15),
    ];
    expect(meetingsCounted).toBe(4);
    expect(attendance(rolls)).toEqual({ inPerson: ratio(3n, 4n), withRepresentative: ratio(13n, 16n) });
    expect(attendance([roll("2026-01-03", 0, 0)])).toEqual({ inPerson: null, withRepresentative: null });
  });

  test("a tenth of ten is one, and of eleven two", () => {
    const ten = Array.from({ length: 10 }, (_, place) => BigInt(place + 1));
    expect(concentration(ten)).toEqual({ holders: 10, largest: ratio(10n, 55n), topTenth: ratio(10n, 55n) });
    expect(concentration([...ten, 45n])).toEqual({ holders: 11, largest: ratio(45n, 100n), topTenth: ratio(55n, 100n) });
    expect(concentration([0n, 0n])).toEqual({ holders: 0, largest: null, topTenth: null });
  });
});

describe("months in a row with sealed meetings", () => {
  const held = (...days: readonly string[]) => days.map(on => ({ on: day(on), isSealed: true }));
  const open = (on: string) => ({ on: day(on), isSealed: false });
  const until = day("2026-04-20");

  test("are counted back from the last with a meeting, across a year's end, and end at a month without one", () => {
    expect(unbrokenMonths(held("2025-10-04", "2025-12-06", "2026-01-10", "2026-01-24", "2026-02-14", "2026-03-14"), until)).toBe(4);
    expect(unbrokenMonths(held("2026-03-14"), until)).toBe(1);
    expect(unbrokenMonths([], until)).toBe(0);
  });

  test("a meeting that was left unsealed breaks its month; of the last day it may still sit", () => {
    expect(unbrokenMonths([...held("2026-01-10", "2026-02-14"), open("2026-02-21"), ...held("2026-03-14")], until)).toBe(1);
    expect(unbrokenMonths([...held("2026-02-14", "2026-03-14"), open("2026-04-11")], until)).toBe(0);
    expect(unbrokenMonths([...held("2026-02-14", "2026-03-14"), open("2026-04-20")], until)).toBe(2);
  });
});
