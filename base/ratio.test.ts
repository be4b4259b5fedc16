import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BrokenInvariant } from "./assert.ts";
import {
  add,
  compare,
  decimalText,
  divide,
  multiply,
  parseRatio,
  type RoundingMode,
  ratio,
  ratioText,
  round,
  roundingModes,
  roundTo,
  subtract,
} from "./ratio.ts";

const anyRatio = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n))
  .map(([numerator, denominator]) => ratio(numerator, denominator));

describe("a fraction is exact", () => {
  test.each([
    // text          | numerator | denominator
    ["12", 12n, 1n],
    ["-0.05", -1n, 20n],
    ["9.4822", 47_411n, 5_000n],
    ["1/3", 1n, 3n],
    ["-6/4", -3n, 2n],
    ["0.000", 0n, 1n],
    ["007.50", 15n, 2n],
  ])("%s is read as it is written", (text, numerator, denominator) => {
    expect(parseRatio(text)).toEqual({ numerator, denominator });
  });

  test.each(["", "1.", ".5", "1e3", "+1", "1,5", " 1", "1/0", "--1", "NaN", "1/2/3", `0.${"1".repeat(41)}`])(
    "“%s” is no number",
    text => {
      expect(parseRatio(text)).toBeNull();
    },
  );

  test("equal values are equal objects, whatever they were made of", () => {
    expect(ratio(6n, -4n)).toEqual(ratio(-3n, 2n));
    expect(add(ratio(1n, 6n), ratio(1n, 3n))).toEqual(ratio(1n, 2n));
    expect(() => ratio(1n, 0n)).toThrow(BrokenInvariant);
  });

  test("arithmetic undoes itself", () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, (a, b) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        if (b.numerator !== 0n) expect(multiply(divide(a, b), b)).toEqual(a);
        expect(compare(a, b)).toBe(compare(subtract(a, b), ratio(0n)));
      }),
    );
  });

  test("its text is read back as itself", () => {
    fc.assert(
      fc.property(anyRatio, value => {
        expect(parseRatio(ratioText(value))).toEqual(value);
      }),
    );
    expect(ratioText(ratio(9_873_400n, 1_799n))).toBe("9873400/1799");
    expect(ratioText(parseRatio("10509.453369140625")!)).toBe("10509.453369140625");
    expect(ratioText(ratio(-1n, 8n))).toBe("-0.125");
  });
});

describe("rounding", () => {
  // The modes in this order, each for the value before it.
  const order: readonly RoundingMode[] = ["HALF_EVEN", "HALF_UP", "HALF_DOWN", "UP", "DOWN", "CEILING", "FLOOR"];
  test.each<[string, ...number[]]>([
    // value | half even | half up | half down | up | down | ceiling | floor
    ["2.5", 2, 3, 2, 3, 2, 3, 2],
    ["3.5", 4, 4, 3, 4, 3, 4, 3],
    ["-2.5", -2, -3, -2, -3, -2, -2, -3],
    ["-3.5", -4, -4, -3, -4, -3, -3, -4],
    ["2.51", 3, 3, 3, 3, 2, 3, 2],
    ["2.49", 2, 2, 2, 3, 2, 3, 2],
    ["-2.49", -2, -2, -2, -3, -2, -2, -3],
    ["1/3", 0, 0, 0, 1, 0, 1, 0],
    ["7", 7, 7, 7, 7, 7, 7, 7],
    ["0", 0, 0, 0, 0, 0, 0, 0],
  ])("%s to a whole number", (text, ...expected) => {
    expect(order.map(mode => Number(round(parseRatio(text)!, mode)))).toEqual(expected);
  });

  test("never moves by a whole unit, and by no more than half when it is to the nearest", () => {
    fc.assert(
      fc.property(anyRatio, fc.constantFrom(...roundingModes), (value, mode) => {
        const moved = subtract(ratio(round(value, mode)), value);
        const most = mode.startsWith("HALF") ? ratio(1n, 2n) : ratio(1n);
        expect(
          compare(ratio(moved.numerator < 0n ? -moved.numerator : moved.numerator, moved.denominator), most),
        ).toBeLessThan(mode.startsWith("HALF") ? 1 : 0);
      }),
    );
  });

  test("to cash: 1,234 in steps of 50 is 1,250", () => {
    expect(roundTo(ratio(1_234n), 50n, "HALF_EVEN")).toBe(1_250n);
    expect(roundTo(ratio(1_225n), 50n, "HALF_EVEN")).toBe(1_200n);
    expect(roundTo(ratio(1_225n), 50n, "UP")).toBe(1_250n);
    expect(() => roundTo(ratio(1n), 0n, "UP")).toThrow(BrokenInvariant);
  });
});

test.each<[bigint, number, string]>([
  [123_456n, 2, "1234.56"],
  [-5n, 2, "-0.05"],
  [0n, 0, "0"],
  [7n, 3, "0.007"],
  [12_000n, 0, "12000"],
])("%d units with %d places are written %s", (units, scale, text) => {
  expect(decimalText(units, scale)).toBe(text);
});
