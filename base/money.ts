import { assert } from "./assert.ts";
import { compare, multiply, parseRatio, ratio, round, subtract } from "./ratio.ts";

/** An amount in the smallest unit of its unit: rupiah, centavo, gram, egg. Never a float. */
export type Minor = bigint;

/**
 * Reads a decimal of whole units ("1234.50", scale 2) as minor units (123450n).
 * Null when it is not a decimal or has more places than the unit: nothing is rounded away in silence.
 */
export function parseAmount(text: string, scale: number): Minor | null {
  const value = parseRatio(text);
  if (!value || text.includes("/")) return null;
  const units = multiply(value, ratio(10n ** BigInt(scale)));
  return units.denominator === 1n ? units.numerator : null;
}

/**
 * Splits `whole` in proportion to `weights` by the largest remainder, in steps of `step`.
 * The parts always add to the largest multiple of `step` not above `whole`; what is left over is `rest`.
 * A tie goes to the earlier weight. With no weight above zero all of it is rest.
 */
export function splitByLargestRemainder(
  whole: Minor,
  weights: readonly bigint[],
  step: bigint = 1n,
): { readonly parts: readonly Minor[]; readonly rest: Minor } {
  assert(whole >= 0n && step > 0n, "what is split is not negative");
  assert(
    weights.every(weight => weight >= 0n),
    "a weight is not negative",
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return { parts: weights.map(() => 0n), rest: whole };
  const steps = whole / step;
  const exact = weights.map(weight => ratio(steps * weight, total));
  const floors = exact.map(part => round(part, "FLOOR"));
  let missing = steps - floors.reduce((sum, part) => sum + part, 0n);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: subtract(part, ratio(floors[index]!)) }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing === 0n) break;
    floors[index]! += 1n;
    missing -= 1n;
  }
  return { parts: floors.map(part => part * step), rest: whole - steps * step };
}

/** What each gets of `there`, one after the other and none more than it wants: debts that are paid in their order. */
export function inTurn(there: Minor, wanted: readonly Minor[]): readonly Minor[] {
  let left = there;
  return wanted.map(amount => {
    const part = amount < left ? amount : left;
    left -= part;
    return part;
  });
}

export const sum = (amounts: Iterable<Minor>): Minor => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};
