import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BrokenInvariant } from "./assert.ts";
import { inTurn, parseAmount, splitByLargestRemainder, sum } from "./money.ts";

test.each<[string, number, bigint | null]>([
  ["1234.50", 2, 123_450n],
  ["1234.5", 2, 123_450n],
  ["25000", 0, 25_000n],
  ["-3.000", 3, -3_000n],
  ["1234.505", 2, null],
  ["0.5", 0, null],
  ["1/2", 2, null],
  ["1e3", 2, null],
  ["", 2, null],
])("“%s” with %d places is %s minor units", (text, scale, units) => {
  expect(parseAmount(text, scale)).toBe(units);
});

test.each<[bigint, bigint[], bigint[]]>([
  // there | wanted     | each gets
  [900n, [300n, 200n], [300n, 200n]],
  [400n, [300n, 200n], [300n, 100n]],
  [300n, [300n, 200n], [300n, 0n]],
  [0n, [300n], [0n]],
  [5n, [], []],
])("of %s those who want %s get in turn %s", (there, wanted, parts) => {
  expect(inTurn(there, wanted)).toEqual(parts);
});

describe("splitting by the largest remainder", () => {
  test.each<[bigint, bigint[], bigint, bigint[], bigint]>([
    // whole | weights             | step | parts                  | rest
    [100n, [1n, 1n, 1n], 1n, [34n, 33n, 33n], 0n],
    [100n, [3n, 3n, 1n], 1n, [43n, 43n, 14n], 0n],
    [10n, [0n, 1n, 0n], 1n, [0n, 10n, 0n], 0n],
    [1_050n, [1n, 1n], 100n, [500n, 500n], 50n],
    [1_150n, [2n, 1n], 100n, [700n, 400n], 50n],
    [99n, [1n], 100n, [0n], 99n],
    [5n, [0n, 0n], 1n, [0n, 0n], 5n],
    [5n, [], 1n, [], 5n],
    [0n, [4n, 4n], 1n, [0n, 0n], 0n],
  ])("%s by %s in steps of %s", (whole, weights, step, parts, rest) => {
    expect(splitByLargestRemainder(whole, weights, step)).toEqual({ parts, rest });
  });

  const weights = fc.array(fc.bigInt(0n, 10n ** 9n), { maxLength: 40 });
  const whole = fc.bigInt(0n, 10n ** 15n);
  const step = fc.bigInt(1n, 100_000n);

  test("neither makes nor loses money, and leaves less than a step", () => {
    fc.assert(
      fc.property(whole, weights, step, (whole, weights, step) => {
        const { parts, rest } = splitByLargestRemainder(whole, weights, step);
        expect(sum(parts) + rest).toBe(whole);
        expect(parts.every(part => part % step === 0n)).toBe(true);
        if (sum(weights) > 0n) expect(rest < step).toBe(true);
      }),
    );
  });

  test("gives nobody a step more or less than her exact part", () => {
    fc.assert(
      fc.property(whole, weights, step, (whole, weights, step) => {
        const total = sum(weights);
        fc.pre(total > 0n);
        const shared = whole - (whole % step);
        const { parts } = splitByLargestRemainder(whole, weights, step);
        parts.forEach((part, index) => {
          const off = part * total - shared * weights[index]!;
          expect(off < step * total && -off < step * total).toBe(true);
        });
      }),
    );
  });

  test("is for amounts and weights that are not below zero", () => {
    expect(() => splitByLargestRemainder(-1n, [1n])).toThrow(BrokenInvariant);
    expect(() => splitByLargestRemainder(1n, [-1n])).toThrow(BrokenInvariant);
    expect(() => splitByLargestRemainder(1n, [1n], 0n)).toThrow(BrokenInvariant);
  });
});
