import { assert, multiply, type Ratio, ratio } from "#base";

/**
 * The dividend of one year on shares: what was there when it began earns the whole rate, what is bought in month m earns
 * (12 − m)/12 of it, so January 11/12 and December nothing (practice of Thai cooperatives). Exact, in the unit it came in;
 * `rate` is a part of one, `purchases` are twelve.
 */
export function monthWeightedDividend(of: {
  readonly opening: Ratio;
  readonly rate: Ratio;
  readonly purchases: readonly Ratio[];
}): { readonly opening: Ratio; readonly monthly: readonly Ratio[] } {
  assert(of.purchases.length === 12, "a year has twelve months");
  return {
    opening: multiply(of.opening, of.rate),
    monthly: of.purchases.map((bought, index) => multiply(multiply(bought, of.rate), ratio(BigInt(11 - index), 12n))),
  };
}
