import { add, assert, type Day, type Minor, multiply, type Ratio, ratio, roundTo, sum, zero } from "#base";
import { standardPeriod } from "./day-count.ts";
import { levelInstalment, nearestMultiple } from "./instalment.ts";
import { type Period, periodsOf, type Stretch } from "./periods.ts";
import { downPaymentOf, type LoanTerms, termsFault, tranchesOf } from "./terms.ts";

/** One instalment. Minor units; `total` is principal and interest, `balance` the principal still owed after it. */
export interface ScheduleRow {
  /** From 1. A down payment has a number of its own. */
  readonly number: number;
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
  readonly total: Minor;
  readonly balance: Minor;
}

export interface Schedule {
  /** Principal adds up to what is paid out, and the last balance is zero. */
  readonly rows: readonly ScheduleRow[];
  readonly totalInterest: Minor;
}

/**
 * The schedule of a loan as agreed. The terms are without fault ({@link termsFault}).
 *
 * Where it rounds: the interest of each stretch of days between two changes (a pay-out, a new rate), the level
 * instalment once, and each principal. The last instalment takes the remainder; periods after the loan is paid off
 * have no row.
 */
export function scheduleOf(terms: LoanTerms): Schedule {
  assert(termsFault(terms) === null, "a schedule is made of terms without fault");
  const periods = periodsOf(terms);
  const rows = rowsOf(terms, terms.method === "flat" ? flat(terms, periods) : declining(terms, periods));
  assert(rows.at(-1)?.balance === 0n, "the last instalment pays all off");
  return { rows, totalInterest: sum(rows.map(row => row.interest)) };
}

interface Instalment {
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
}

function declining(terms: LoanTerms, periods: readonly Period[]): readonly Instalment[] {
  const { grace } = terms;
  let balance = 0n;
  let carried = 0n;
  let usual: PrincipalRule = () => 0n;
  return periods.map(period => {
    if (period.changes) usual = decliningPrincipal(terms, asKnownIn(period, periods.slice(period.number)), balance);
    const { principal, interest: own } = decliningStep(terms, period, balance, usual);
    balance += period.paidOut - principal;
    carried += own;
    const interest = period.number > grace.interestPaymentPeriods ? carried : 0n;
    carried -= interest;
    return { due: period.due, principal, interest };
  });
}

/** Principal of a period in which it is due, given the interest of that period. */
type PrincipalRule = (ownInterest: Minor) => Minor;

function decliningStep(terms: LoanTerms, period: Period, opening: Minor, usual: PrincipalRule): Instalment {
  const interest = period.number > terms.grace.interestFreePeriods ? interestOf(terms, period.stretches, opening) : 0n;
  return { due: period.due, principal: principalOf(terms, period, opening + period.paidOut, usual(interest)), interest };
}

/** Each stretch is rounded on its own: so is what is posted when a pay-out or a new rate closes it. */
function interestOf({ rounding }: LoanTerms, stretches: readonly Stretch[], opening: Minor): Minor {
  return sum(
    stretches.map(({ part, paidOut }) => roundTo(multiply(ratio(opening + paidOut), part), rounding.step, rounding.mode)),
  );
}

/** A period and those after it as one knows them in it: at its rate, and with nothing more paid out. */
function asKnownIn(now: Period, later: readonly Period[]): readonly [Period, ...Period[]] {
  const known = (period: Period): Period => ({
    ...period,
    paidOut: 0n,
    stretches: [{ part: multiply(now.ratePerYear, period.yearPart), paidOut: 0n }],
  });
  return [now, ...later.map(known)];
}

function decliningPrincipal(terms: LoanTerms, ahead: readonly [Period, ...Period[]], opening: Minor): PrincipalRule {
  const { amortization, rounding, grace } = terms;
  switch (amortization.kind) {
    case "equal_installments":
      return levelRule(closestLevel(terms, ahead, opening));
    case "equal_principal_payments": {
      const paying = BigInt(ahead.filter(({ number }) => number > grace.principalPeriods).length);
      const principal = roundTo(ratio(opening + ahead[0].paidOut, paying), rounding.step, rounding.mode);
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

const levelRule = (level: Minor): PrincipalRule => ownInterest => level - ownInterest;

/**
 * The level instalment of the periods ahead.
 *
 * Rounded to a multiple it is counted from standard periods (a month of 30 days), as lenders who round it do. Without
 * a multiple it is counted from the days there are; and where the rounding of interest by days has left the last
 * instalment further off than half a unit a period, the level takes its part of that, if this brings the two closer.
 */
function closestLevel(terms: LoanTerms, ahead: readonly [Period, ...Period[]], opening: Minor): Minor {
  const { rounding, grace, dayCount } = terms;
  const balance = opening + ahead[0].paidOut;
  const paying = ahead.filter(({ number }) => number > grace.principalPeriods);
  if (rounding.instalment) {
    const standard = multiply(ahead[0].ratePerYear, standardPeriod(dayCount, terms));
    const exact = levelInstalment(balance, paying.map(() => standard));
    return nearestMultiple(exact, rounding.instalment.step, rounding);
  }
  const level = roundTo(levelInstalment(balance, paying.map(rateOf)), rounding.step, rounding.mode);
  if (terms.interestFrom !== "daily" || hasGrace(grace)) return level;
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
    const { principal, interest } = decliningStep(terms, period, balance, levelRule(level));
    balance += period.paidOut - principal;
    [before, last] = [last, principal + interest];
  }
  return ahead.length > 1 ? last - before : 0n;
}

const hasGrace = (grace: LoanTerms["grace"]): boolean => Object.values(grace).some(periods => periods > 0);
const magnitude = (amount: Minor): Minor => (amount < 0n ? -amount : amount);

const rateOf = ({ stretches }: Period): Ratio => stretches.reduce((rate, { part }) => add(rate, part), zero);

/** A part of all that was paid out until this period, not of what is left. */
function fixedPart({ rounding }: LoanTerms, { paidOutUntil }: Period, part: Ratio): Minor {
  return roundTo(multiply(ratio(paidOutUntil), part), rounding.step, rounding.mode);
}

function principalOf({ grace }: LoanTerms, period: Period, balance: Minor, usual: Minor): Minor {
  if (period.isLast) return balance;
  if (period.number <= grace.principalPeriods || usual < 0n) return 0n;
  return usual < balance ? usual : balance;
}

/** Flat: interest of the whole term on the first principal, in equal parts, the last taking the remainder. */
function flat(terms: LoanTerms, periods: readonly Period[]): readonly Instalment[] {
  const { grace, rounding, amortization } = terms;
  const first = periods[0]!.paidOutUntil;
  const charged = periods.filter(period => period.number > grace.interestFreePeriods);
  const totalInterest = roundTo(
    multiply(ratio(first), charged.reduce((rate, period) => add(rate, rateOf(period)), zero)),
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
    const principal = principalOf(terms, period, balance, usual(share));
    balance -= principal;
    const own = period.isLast ? left : period.number > free ? least(share, left) : 0n;
    left -= own;
    carried += own;
    const interest = period.number > grace.interestPaymentPeriods ? carried : 0n;
    carried -= interest;
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
  return ownInterest => nearestMultiple(add(base, ratio(ownInterest)), instalment.step, rounding) - ownInterest;
}

function rowsOf(terms: LoanTerms, instalments: readonly Instalment[]): readonly ScheduleRow[] {
  const tranches = [...tranchesOf(terms)].sort((a, b) => byDay(a.on, b.on));
  const downPayments = tranches
    .map(({ on, amount }) => ({ due: on, principal: downPaymentOf(terms, amount), interest: 0n, isDownPayment: true }))
    .filter(({ principal }) => principal > 0n);
  const due = [...instalments.map(instalment => ({ ...instalment, isDownPayment: false })), ...downPayments];
  let balance = 0n;
  let counted = 0;
  let last = 0;
  const rows = due
    .sort((a, b) => byDay(a.due, b.due))
    .map(({ due, principal, interest, isDownPayment }, index) => {
      // A pay-out on a due date comes after that instalment, and before its own down payment.
      for (let next = tranches[counted]; next && (isDownPayment ? next.on <= due : next.on < due); next = tranches[counted]) {
        balance += next.amount;
        counted += 1;
      }
      balance -= principal;
      if (principal + interest > 0n) last = index;
      return { number: index + 1, due, principal, interest, total: principal + interest, balance };
    });
  return rows.slice(0, last + 1);
}

const byDay = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);
const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
