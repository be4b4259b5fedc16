import { add, type Minor, multiply, ratio, roundTo, zero } from "#base";
import { nearestMultiple } from "./instalment.ts";
import { asKnownIn, type Period } from "./periods.ts";
import { fixedPart, type InstalmentPlan, payingPeriods, type PrincipalRule, principalOf, rateOf } from "./principal.ts";
import { periodsPriced } from "./season.ts";
import type { LoanTerms } from "./terms.ts";

/**
 * Interest of the whole term on the first principal, in equal parts, the last taking the remainder. A new agreement
 * counts its part of the term in the same way; what fell due before it stays.
 */
export function flatPlan(terms: LoanTerms, periods: readonly Period[]): InstalmentPlan {
  const { grace, amortization, rounding } = terms;
  const first = periods[0]!.paidOutUntil;
  // Equal instalments spread what was not due in the grace over all that follow; else it falls due right after it.
  const spreads = amortization.kind === "equal_installments";
  const free = Math.max(grace.interestFreePeriods, spreads ? grace.interestPaymentPeriods : 0);
  let carried = 0n;
  let left = 0n;
  let share = 0n;
  let usual: PrincipalRule = () => 0n;
  const interestOf = (period: Period): Minor =>
    period.isLast ? left : sharesIn(period) ? least(share, left) : 0n;
  const sharesIn = ({ isLean, instalment }: Period): boolean => !isLean && instalment > free;
  function count(period: Period, balance: Minor): void {
    const ahead = asKnownIn(period, periods);
    const charged = ahead.filter(({ isLean, instalment }) => !isLean && instalment > grace.interestFreePeriods);
    const rate = charged.reduce(
      (rate, one) => add(rate, multiply(rateOf(one), ratio(periodsPriced(terms, one.instalment)))),
      zero,
    );
    left = roundTo(multiply(ratio(first), rate), rounding.step, rounding.mode);
    const sharing = BigInt(Math.max(1, ahead.filter(sharesIn).length));
    share = roundTo(ratio(left, sharing), rounding.step, rounding.mode);
    usual = flatPrincipal(terms, ahead, balance);
  }
  return {
    interestOf(period, opening) {
      if (period.changes) count(period, opening + period.paidOut);
      return interestOf(period);
    },
    fallsDue(period, opening, own) {
      left -= own;
      carried += own;
      const interest = period.isLean || period.instalment <= grace.interestPaymentPeriods ? 0n : carried;
      carried -= interest;
      return { due: period.due, principal: principalOf(period, opening + period.paidOut, usual(interest)), interest };
    },
    // A flat loan is a price for the term: what is paid early changes nothing in it.
    countAnew() {},
  };
}

function flatPrincipal(
  terms: LoanTerms,
  ahead: readonly [Period, ...Period[]],
  balance: Minor,
): PrincipalRule {
  const { amortization, rounding } = terms;
  if (amortization.kind === "interest_only") return () => 0n;
  if (amortization.kind === "fixed_principal_then_balloon") {
    const principal = fixedPart(terms, ahead[0], amortization.part);
    return () => principal;
  }
  const exact = ratio(balance, BigInt(Math.max(1, payingPeriods(ahead).length)));
  const { instalment } = rounding;
  if (!instalment) {
    const principal = roundTo(exact, rounding.step, rounding.mode);
    return () => principal;
  }
  const base = instalment.rule === "two steps" ? ratio(nearestMultiple(exact, instalment.step, rounding)) : exact;
  return interest => nearestMultiple(add(base, ratio(interest)), instalment.step, rounding) - interest;
}

const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
