import { assert } from "./assert.ts";

/** An exact fraction. The denominator is above zero and the two share no divisor, so equal values are equal objects. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** How a fraction becomes a whole number of units. Named as in accounting software; HALF_EVEN is the banker's rounding. */
export type RoundingMode = "HALF_EVEN" | "HALF_UP" | "HALF_DOWN" | "UP" | "DOWN" | "CEILING" | "FLOOR";

export const roundingModes: readonly RoundingMode[] = [
  "HALF_EVEN",
  "HALF_UP",
  "HALF_DOWN",
  "UP",
  "DOWN",
  "CEILING",
  "FLOOR",
];

export const zero: Ratio = { numerator: 0n, denominator: 1n };
export const one: Ratio = { numerator: 1n, denominator: 1n };

export function ratio(numerator: bigint, denominator: bigint = 1n): Ratio {
  assert(denominator !== 0n, "a denominator is not zero");
  if (denominator < 0n) return ratio(-numerator, -denominator);
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

export const add = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const subtract = (a: Ratio, b: Ratio): Ratio => add(a, negate(b));
export const negate = (a: Ratio): Ratio => ({ numerator: -a.numerator, denominator: a.denominator });
export const multiply = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.numerator, a.denominator * b.denominator);
export const divide = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.denominator, a.denominator * b.numerator);
export const compare = (a: Ratio, b: Ratio): -1 | 0 | 1 => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Reads "12", "-0.05" or "1/3"; null when the text is none of these. Never goes through a float. */
export function parseRatio(text: string): Ratio | null {
  const fraction = /^(-?\d{1,40})\/(\d{1,40})$/.exec(text);
  if (fraction) return BigInt(fraction[2]!) === 0n ? null : ratio(BigInt(fraction[1]!), BigInt(fraction[2]!));
  const decimal = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text);
  if (!decimal) return null;
  const places = decimal[3] ?? "";
  const magnitude = BigInt(decimal[2]! + places);
  return ratio(decimal[1] === "-" ? -magnitude : magnitude, 10n ** BigInt(places.length));
}

/** The nearest whole number by the given mode; ties are what the modes differ in. */
export function round(value: Ratio, mode: RoundingMode): bigint {
  const { numerator, denominator } = value;
  const down = numerator / denominator; // towards zero
  const rest = numerator - down * denominator;
  if (rest === 0n) return down;
  const away = down + (numerator < 0n ? -1n : 1n);
  const floor = numerator < 0n ? away : down;
  switch (mode) {
    case "DOWN":
      return down;
    case "UP":
      return away;
    case "FLOOR":
      return floor;
    case "CEILING":
      return floor + 1n;
  }
  const doubled = (rest < 0n ? -rest : rest) * 2n;
  if (doubled !== denominator) return doubled > denominator ? away : down;
  if (mode === "HALF_UP") return away;
  if (mode === "HALF_DOWN") return down;
  return down % 2n === 0n ? down : away;
}

/** Rounds to a multiple of `step` (a cash unit, say): `roundTo(1234, 50)` is 1250. `step` is above zero. */
export function roundTo(value: Ratio, step: bigint, mode: RoundingMode): bigint {
  assert(step > 0n, "a step is above zero");
  return round(divide(value, ratio(step)), mode) * step;
}

/** The decimal where it ends ("10509.453369140625"), else the fraction ("9873400/1799"). */
export function ratioText(value: Ratio): string {
  let rest = value.denominator;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos += 1;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives += 1;
  }
  if (rest !== 1n) return `${value.numerator}/${value.denominator}`;
  const places = Math.max(twos, fives);
  return decimalText((value.numerator * 10n ** BigInt(places)) / value.denominator, places);
}

/** `decimalText(123456n, 2)` is "1234.56": whole units and a scale, as text. */
export function decimalText(units: bigint, scale: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
