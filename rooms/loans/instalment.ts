import { assert, type Minor, multiply, type Ratio, type RoundingMode, ratio, roundTo } from "#base";

/**
 * The level instalment that pays `balance` off in as many periods as there are `rates` (interest of each period, as a
 * part of what is owed in it). Exact, so nothing is rounded before the one rounding that the terms ask for.
 *
 * balance × Π(1+rᵢ) / (1 + (1+rₙ) + (1+rₙ)(1+rₙ₋₁) + …), which with equal rates is the annuity formula. It is summed
 * in whole numbers over one common denominator: a greatest common divisor at each step would cost far more.
 */
export function levelInstalment(balance: Minor, rates: readonly Ratio[]): Ratio {
  assert(rates.length > 0, "an instalment is paid in at least one period");
  const [first, ...rest] = rates.map(rate => ({ above: rate.denominator + rate.numerator, below: rate.denominator }));
  let growth = first!.above;
  let series = 1n;
  let scale = 1n;
  for (const { above, below } of rest) {
    growth *= above;
    scale *= below;
    series = scale + series * above;
  }
  return ratio(balance * growth, first!.below * series);
}

/**
 * To the nearest multiple, a tie going down: 312.5 is 312. An amount that would become nothing stays as it is, rounded
 * by the other rule, so that a small loan is still paid in instalments.
 */
export function nearestMultiple(amount: Ratio, multiple: Minor, otherwise: { step: Minor; mode: RoundingMode }): Minor {
  const nearest = roundTo(amount, multiple, "HALF_DOWN");
  return nearest === 0n ? roundTo(amount, otherwise.step, otherwise.mode) : nearest;
}

/**
 * Interest of one period, simple, on the balance it opened with: 2 % a month on 500 is 10. What of it is not paid is
 * carried and bears no interest itself (self-help groups). Minor units.
 */
export function interestForPeriod(
  openingBalance: Minor,
  ratePerPeriod: Ratio,
  rounding: { readonly step: Minor; readonly mode: RoundingMode },
): Minor {
  assert(openingBalance >= 0n, "a balance is not negative");
  return roundTo(multiply(ratio(openingBalance), ratePerPeriod), rounding.step, rounding.mode);
}
