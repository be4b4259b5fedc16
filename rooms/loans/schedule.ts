import { assert, type Day, lastOf, type Minor, sum } from "#base";
import { decliningPlan } from "./declining.ts";
import { flatPlan } from "./flat.ts";
import { PaidAhead } from "./paid-ahead.ts";
import { type Period, periodsOf } from "./periods.ts";
import type { Instalment, InstalmentPlan } from "./principal.ts";
import { numberDueFrom } from "./reschedule.ts";
import { downPaymentOf, type LoanTerms, tranchesOf } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

/** One instalment. Minor units; `total` is principal and interest, `balance` the principal still owed that evening. */
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
  const rows = withBalances(terms, duesOf(terms)).map(({ number, due, principal, interest, balance }) => ({
    number,
    due,
    principal,
    interest,
    total: principal + interest,
    balance,
  }));
  const last = rows.map(({ total }) => total > 0n).lastIndexOf(true);
  assert(lastOf(rows)?.balance === 0n, "the last instalment pays all off");
  return { rows: rows.slice(0, last + 1), totalInterest: sum(rows.map(row => row.interest)) };
}

/** Everything that falls due as agreed, in order: one instalment a period, also where it is nothing. */
export function duesOf(terms: LoanTerms): readonly Due[] {
  const periods = periodsOf(terms);
  const plan = planOf(terms, periods);
  const owedThen = new Map(
    (terms.reschedules ?? []).flatMap(one =>
      one.owedThen === undefined ? [] : [[numberDueFrom(terms, one.fromDue), one.owedThen] as const],
    ),
  );
  const ahead = terms.prepayment && new PaidAhead(terms.prepayment);
  let balance = 0n;
  let paidOut = 0n;
  const instalments: Due[] = [];
  for (const period of periods) {
    const spread = owedThen.get(period.number);
    if (spread !== undefined) {
      lessenTo(instalments, paidOut - (spread.amount - period.paidOut), spread.over);
      // Those between may ask for something else since: what came in above them, or a holiday that moved one into a lean month.
      const asked = sum(instalments.map(one => one.principal));
      balance = paidOut - asked;
      ahead?.agreedAnew(asked);
    }
    const usual = plan.fallsDue(period, balance, plan.interestOf(period, balance));
    const instalment = ahead ? { ...usual, principal: ahead.principalOf(period, usual.principal, plan) } : usual;
    balance += period.paidOut - instalment.principal;
    paidOut += period.paidOut;
    instalments.push({ ...instalment, isDownPayment: false });
  }
  // A pay-out on a due date brings its down payment first.
  return [...downPaymentsOf(terms), ...instalments].sort((a, b) => byDay(a.due, b.due));
}

/** The instalments come to no more than this principal as far as the first `among` have any: the latest give up theirs first. */
function lessenTo(instalments: Due[], principal: Minor, among: number): void {
  let over = sum(instalments.map(one => one.principal)) - principal;
  for (let last = among - 1; last >= 0 && over > 0n; last -= 1) {
    const one = instalments[last]!;
    const given = over < one.principal ? over : one.principal;
    instalments[last] = { ...one, principal: one.principal - given };
    over -= given;
  }
}

/** A flat loan in parts is without interest, and then the two are one. */
export const planOf = (terms: LoanTerms, periods: readonly Period[]): InstalmentPlan =>
  terms.method === "flat" && tranchesOf(terms).length === 1
    ? flatPlan(terms, periods)
    : decliningPlan(terms, periods);

/** What falls due on a day: an instalment, or a down payment on the day of its pay-out. */
export interface Due extends Instalment {
  readonly isDownPayment: boolean;
}

/** Of each pay-out what comes back at once. */
export const downPaymentsOf = (terms: LoanTerms): readonly Due[] =>
  tranchesOf(terms)
    .map(({ on, amount }) => ({
      due: on,
      principal: downPaymentOf(terms, amount),
      interest: 0n,
      isDownPayment: true,
    }))
    .filter(({ principal }) => principal > 0n)
    .sort((a, b) => byDay(a.due, b.due));

/** Numbers them, and says what is owed after each; pay-outs of the same day are in it. */
export function withBalances<One extends Due>(
  terms: LoanTerms,
  due: readonly One[],
): readonly (One & { readonly number: number; readonly balance: Minor })[] {
  const tranches = [...tranchesOf(terms)].sort((a, b) => byDay(a.on, b.on));
  let balance = 0n;
  let counted = 0;
  return due.map((one, index) => {
    for (let next = tranches[counted]; next && next.on <= one.due; next = tranches[counted]) {
      balance += next.amount;
      counted += 1;
    }
    balance -= one.principal;
    return { ...one, number: index + 1, balance };
  });
}

const byDay = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);
