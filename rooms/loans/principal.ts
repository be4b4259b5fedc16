import { add, type Day, type Minor, multiply, type Ratio, ratio, roundTo, zero } from "#base";
import type { Period } from "./periods.ts";
import type { LoanTerms } from "./terms.ts";

/** What falls due at the end of a period, in minor units. */
export interface Instalment {
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
}

/**
 * The instalments of a loan, one period after the other. It keeps what it counted (the level, what a grace carries), so
 * each period is asked for once and in order.
 */
export interface InstalmentPlan {
  /** Interest of a period on what was owed when it opened, if nothing is paid in it. Asked for before it falls due. */
  readonly interestOf: (period: Period, opening: Minor) => Minor;
  /** What falls due for a period that bore so much interest. */
  readonly fallsDue: (period: Period, opening: Minor, interest: Minor) => Instalment;
  /** The next period counts instalments anew, on what is owed then. */
  readonly countAnew: () => void;
}

/** Principal of a period in which it is due, given the interest that goes with it. */
export type PrincipalRule = (interest: Minor) => Minor;

/** A part of all that was paid out until this period, not of what is left. */
export function fixedPart({ rounding }: LoanTerms, { paidOutUntil }: Period, part: Ratio): Minor {
  return roundTo(multiply(ratio(paidOutUntil), part), rounding.step, rounding.mode);
}

/** What is due of it: nothing in a grace, all in the last period, and never more than is owed. */
export function principalOf({ isLast, bearsPrincipal }: Period, balance: Minor, usual: Minor): Minor {
  if (isLast) return balance;
  if (!bearsPrincipal || usual < 0n) return 0n;
  return usual < balance ? usual : balance;
}

/** In how many of these periods principal comes back; the last one always brings it. */
export const payingPeriods = (ahead: readonly Period[]): readonly Period[] =>
  ahead.filter(({ bearsPrincipal }) => bearsPrincipal);

/** Interest of a whole period, as a part of what is owed in it. */
export const rateOf = ({ stretches }: Period): Ratio => stretches.reduce((rate, { part }) => add(rate, part), zero);
