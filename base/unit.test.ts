import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { notesOf, notInCash, unitOf, units, unitTableVersion } from "./unit.ts";

test("a unit is found by its code alone", () => {
  expect(unitOf("IDR")?.scale).toBe(0);
  expect(unitOf("PHP")?.scale).toBe(2);
  expect(unitOf("kg")).toMatchObject({ kind: "thing", scale: 3 });
  expect(unitOf("XXX")).toBeUndefined();
  expect(unitOf("toString")).toBeUndefined();
});

describe.each(Object.values(units))("$code", unit => {
  test("has its cash from the largest down, and its smallest coin is its cash step", () => {
    expect([...unit.cash].sort((a, b) => (a < b ? 1 : -1))).toEqual(unit.cash);
    if (unit.kind === "currency") expect(unit.cash.at(-1)).toBe(unit.cashStep);
    else expect(unit.cash).toEqual([]);
    expect(unit.cashStep > 0n).toBe(true);
  });

  test("any amount is its notes, its coins and what no coin can pay", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), amount => {
        const { notes, rest } = notesOf(amount, unit);
        expect(notes.reduce((total, { face, count }) => total + face * count, rest)).toBe(amount);
        expect(notes.every(({ count }) => count > 0n)).toBe(true);
        if (unit.kind === "currency") expect(rest < unit.cashStep).toBe(true);
      }),
    );
  });
});

test("what stands in somebody's books keeps its scale: another scale is another unit, and a new table a new version", () => {
  const published: Readonly<Record<number, string>> = {
    1: "IDR 0, PHP 2, INR 2, THB 2, KHR 0, LKR 2, GHS 2, USD 2, KRW 0, JPY 0, kg 3, day 2, egg 0, piece 0",
  };
  const now = Object.values(units).map(({ code, scale }) => `${code} ${scale}`);
  expect(now.join(", ")).toBe(published[unitTableVersion]);
  for (const [version, table] of Object.entries(published))
    for (const unit of table.split(", ")) expect(now, `published in version ${version}`).toContain(unit);
});

test("what no coin pays is told with the smallest one", () => {
  expect(notInCash(150n, "IDR")).toEqual({ unit: "IDR", step: 150n, minimum: 100n });
  expect(notInCash(50n, "PHP")).toBe(null);
  expect(notInCash(60n, "PHP")).toMatchObject({ minimum: 25n });
  expect(notInCash(1n, "kg")).toBe(null);
  expect(notInCash(1n, undefined)).toBe(null);
});

test("Rp 187,700 is six kinds of notes and coins", () => {
  expect(notesOf(187_700n, units["IDR"]!)).toEqual({
    notes: [
      { face: 100_000n, count: 1n },
      { face: 50_000n, count: 1n },
      { face: 20_000n, count: 1n },
      { face: 10_000n, count: 1n },
      { face: 5_000n, count: 1n },
      { face: 2_000n, count: 1n },
      { face: 500n, count: 1n },
      { face: 200n, count: 1n },
    ],
    rest: 0n,
  });
  expect(notesOf(-5n, units["IDR"]!)).toEqual({ notes: [], rest: 0n });
});
