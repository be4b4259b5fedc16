import { add, type Day, type Minor, multiply, type Ratio, ratio, roundTo, zero } from "#base";
import type { Period } from "./periods.ts";
import type { LoanTerms } from "./terms.ts";

/** What falls due at the end of a period, in minor units. */
export interface Instalment {
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
}

/** Principal of a period in which it is due, given the interest that goes with it. */
export type PrincipalRule = (interest: Minor) => Minor;

/** A part of all that was paid out until this period, not of what is left. */
export function fixedPart({ rounding }: LoanTerms, { paidOutUntil }: Period, part: Ratio): Minor {
  return roundTo(multiply(ratio(paidOutUntil), part), rounding.step, rounding.mode);
}

/** What is due of it: nothing in a grace, all in the last period, and never more than is owed. */
export function principalOf({ grace }: LoanTerms, period: Period, balance: Minor, usual: Minor): Minor {
  if (period.isLast) return balance;
  if (period.number <= grace.principalPeriods || usual < 0n) return 0n;
  return usual < balance ? usual : balance;
}

/** Interest of a whole period, as a part of what is owed in it. */
export const rateOf = ({ stretches }: Period): Ratio => stretches.reduce((rate, { part }) => add(rate, part), zero);
