import { type Minor, multiply, ratio, roundTo, sum } from "#base";
import { standardPeriod } from "./day-count.ts";
import { levelInstalment, nearestMultiple } from "./instalment.ts";
import { asKnownIn, type Period } from "./periods.ts";
import {
  fixedPart,
  type InstalmentPlan,
  payingPeriods,
  type PrincipalRule,
  principalOf,
  rateOf,
} from "./principal.ts";
import type { LoanTerms } from "./terms.ts";

/** Interest on what is still owed. Instalments are counted anew where money is paid out or the rate changes. */
export function decliningPlan(terms: LoanTerms, periods: readonly Period[]): InstalmentPlan {
  let carried = 0n;
  let usual: PrincipalRule = () => 0n;
  let isOutOfDate = false;
  return {
    interestOf: (period, opening) => interestOf(terms, period, opening),
    fallsDue(period, opening, own) {
      if (period.changes || isOutOfDate) usual = decliningPrincipal(terms, asKnownIn(period, periods), opening);
      isOutOfDate = false;
      carried += own;
      const interest = period.isLean || period.instalment <= terms.grace.interestPaymentPeriods ? 0n : carried;
      carried -= interest;
      return { due: period.due, principal: principalOf(period, opening + period.paidOut, usual(own)), interest };
    },
    countAnew() {
      isOutOfDate = true;
    },
  };
}

/** Each stretch is rounded on its own: so is what is posted when a pay-out or a new rate closes it. */
function interestOf({ rounding, grace }: LoanTerms, { instalment, stretches }: Period, opening: Minor): Minor {
  if (instalment <= grace.interestFreePeriods) return 0n;
  return sum(
    stretches.map(({ part, paidOut }) =>
      roundTo(multiply(ratio(opening + paidOut), part), rounding.step, rounding.mode),
    ),
  );
}

function decliningPrincipal(terms: LoanTerms, ahead: readonly [Period, ...Period[]], opening: Minor): PrincipalRule {
  const { amortization, rounding } = terms;
  switch (amortization.kind) {
    case "equal_installments":
      return levelRule(closestLevel(terms, ahead, opening));
    case "equal_principal_payments": {
      const paying = BigInt(Math.max(1, payingPeriods(ahead).length));
      const { paidOut, paidOutLater } = ahead[0];
      const principal = roundTo(ratio(opening + paidOut + paidOutLater, paying), rounding.step, rounding.mode);
      return () => principal;
    }
    case "interest_only":
      return () => 0n;
    case "fixed_principal_then_balloon": {
      const principal = fixedPart(terms, ahead[0], amortization.part);
      return () => principal;
    }
  }
}

const levelRule =
  (level: Minor): PrincipalRule =>
  ownInterest =>
    level - ownInterest;

/**
 * The level instalment of the periods ahead.
 *
 * Rounded to a multiple it is counted from standard periods (a month of 30 days), as lenders who round it do. Without
 * a multiple it is counted from the days there are; and where the rounding of interest by days has left the last
 * instalment further off than half a unit a period, the level takes its part of that, if this brings the two closer.
 */
function closestLevel(terms: LoanTerms, ahead: readonly [Period, ...Period[]], opening: Minor): Minor {
  const { rounding, grace, dayCount } = terms;
  const balance = opening + ahead[0].paidOut + ahead[0].paidOutLater;
  const bearing = payingPeriods(ahead);
  const paying = bearing.length > 0 ? bearing : ahead.slice(-1);
  if (rounding.instalment) {
    const standard = multiply(ahead[0].ratePerYear, standardPeriod(dayCount, terms));
    const exact = levelInstalment(
      balance,
      paying.map(() => standard),
    );
    return nearestMultiple(exact, rounding.instalment.step, rounding);
  }
  const level = roundTo(levelInstalment(balance, paying.map(rateOf)), rounding.step, rounding.mode);
  if (terms.interestFrom !== "daily" || hasGrace(grace) || paying.length < ahead.length) return level;
  if (ahead[0].paidOutLater > 0n) return level;
  const excess = lastAboveLevel(terms, ahead, opening, level);
  if (magnitude(excess) <= BigInt(Math.floor(paying.length / 2)) * rounding.step) return level;
  const adjusted = level + roundTo(ratio(excess, BigInt(paying.length)), rounding.step, rounding.mode);
  return magnitude(lastAboveLevel(terms, ahead, opening, adjusted)) < magnitude(excess) ? adjusted : level;
}

/** By how much the last instalment is above the one before it, when all but the last are level. */
function lastAboveLevel(terms: LoanTerms, ahead: readonly Period[], opening: Minor, level: Minor): Minor {
  let balance = opening;
  let [before, last] = [0n, 0n];
  for (const period of ahead) {
    const interest = interestOf(terms, period, balance);
    const principal = principalOf(period, balance + period.paidOut, level - interest);
    balance += period.paidOut - principal;
    [before, last] = [last, principal + interest];
  }
  return ahead.length > 1 ? last - before : 0n;
}

const hasGrace = (grace: LoanTerms["grace"]): boolean => Object.values(grace).some(periods => periods > 0);
const magnitude = (amount: Minor): Minor => (amount < 0n ? -amount : amount);
