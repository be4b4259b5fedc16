import { decimalText, type Given, multiply, type Ratio, ratio, round } from "#base";

const placesMax = 12n;

/** How many places amounts are answered with: said, or those of the currency, or two. */
export const scaleGiven = (given: Given): number =>
  given.maybe("currency_decimals")?.count(placesMax) ?? given.maybe("currency")?.scaleOfUnit() ?? 2;

/** Half a unit of the last place goes up, as one is taught to round by hand. */
export const roundedText = (value: Ratio, scale: number): string =>
  decimalText(round(multiply(value, ratio(10n ** BigInt(scale))), "HALF_UP"), scale);
