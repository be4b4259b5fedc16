import { add, type Minor, multiply, ratio, roundTo, zero } from "#base";
import { nearestMultiple } from "./instalment.ts";
import type { Period } from "./periods.ts";
import { fixedPart, type Instalment, type PrincipalRule, principalOf, rateOf } from "./principal.ts";
import type { LoanTerms } from "./terms.ts";

/** Interest of the whole term on the first principal, in equal parts, the last taking the remainder. */
export function flatInstalments(terms: LoanTerms, periods: readonly Period[]): readonly Instalment[] {
  const { grace, rounding, amortization } = terms;
  const first = periods[0]!.paidOutUntil;
  const charged = periods.filter(period => period.number > grace.interestFreePeriods);
  const totalInterest = roundTo(
    multiply(
      ratio(first),
      charged.reduce((rate, period) => add(rate, rateOf(period)), zero),
    ),
    rounding.step,
    rounding.mode,
  );
  // Equal instalments spread what was not due in the grace over all that follow; else it falls due right after it.
  const spreads = amortization.kind === "equal_installments";
  const free = Math.max(grace.interestFreePeriods, spreads ? grace.interestPaymentPeriods : 0);
  const sharing = BigInt(Math.max(1, terms.periods - free));
  const share = roundTo(ratio(totalInterest, sharing), rounding.step, rounding.mode);
  const usual = flatPrincipal(terms, first, periods[0]!);
  let balance = first;
  let carried = 0n;
  let left = totalInterest;
  return periods.map(period => {
    const own = period.isLast ? left : period.number > free ? least(share, left) : 0n;
    left -= own;
    carried += own;
    const interest = period.number > grace.interestPaymentPeriods ? carried : 0n;
    carried -= interest;
    const principal = principalOf(terms, period, balance, usual(interest));
    balance -= principal;
    return { due: period.due, principal, interest };
  });
}

function flatPrincipal(terms: LoanTerms, first: Minor, period: Period): PrincipalRule {
  const { amortization, rounding, grace, periods } = terms;
  if (amortization.kind === "interest_only") return () => 0n;
  if (amortization.kind === "fixed_principal_then_balloon") {
    const principal = fixedPart(terms, period, amortization.part);
    return () => principal;
  }
  const exact = ratio(first, BigInt(periods - grace.principalPeriods));
  const { instalment } = rounding;
  if (!instalment) {
    const principal = roundTo(exact, rounding.step, rounding.mode);
    return () => principal;
  }
  const base = instalment.rule === "two steps" ? ratio(nearestMultiple(exact, instalment.step, rounding)) : exact;
  return interest => nearestMultiple(add(base, ratio(interest)), instalment.step, rounding) - interest;
}

const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
