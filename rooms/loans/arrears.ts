import { addDays, type Day, daysBetween, type Document, type Minor, sum } from "#base";
import { type Agreement, agreementOf } from "./agreement.ts";
import { dueDayOf, holidaysOf, lastPeriodOf, pausesOf, reschedulesOf, seasonal } from "./agreed-anew.ts";
import { counted } from "./counting.ts";
import { least, type RunningLoan } from "./loan.ts";
import { interestAskedBy, interestDueIn } from "./owed.ts";
import { type InstalmentRow, instalmentsOf, planRows, principalDue } from "./plan.ts";

/** Parts of what is owed, minor units; `total` is both. */
export interface PartsOwed {
  readonly principal: Minor;
  readonly interest: Minor;
  readonly total: Minor;
}

/** What is to be paid by a day: the instalments due by it and not paid yet, with whatever is late. */
export function dueOn(loan: RunningLoan, on: Day): PartsOwed {
  const agreement = agreementOf(loan.terms);
  const { due } = counted(agreement, loan.paid_out_on, on, pausesOf(loan));
  return partsOf(principalDue(loan, due), interestThrough(loan, agreement, due));
}

/** What of it is late: its week or month is over. */
export interface Arrears extends PartsOwed {
  /** The due day of the oldest instalment that is late and not fully paid, or null. */
  readonly oldestDue: Day | null;
  /** Days since then, without those of a repayment holiday; 0 where nothing is late. */
  readonly daysLate: number;
}

export function arrears(loan: RunningLoan, on: Day): Arrears {
  const agreement = agreementOf(loan.terms);
  const { over } = counted(agreement, loan.paid_out_on, on, pausesOf(loan));
  const interest = interestThrough(loan, agreement, over);
  // In the way of self-help groups a month may be interest only, so principal is late from the end of the term on.
  const isByMonth = agreement.method === "monthly_on_balance";
  const principal = isByMonth && over < lastPeriodOf(loan) ? 0n : principalDue(loan, over);
  const oldest = [
    ...(principal > 0n ? [isByMonth ? lastPeriodOf(loan) : oldestPrincipal(loan)] : []),
    ...interestAskedBy(loan, agreement, over)
      .slice(0, 1)
      .map(unpaid => interestDueIn(loan, agreement, unpaid.period)),
  ].sort((a, b) => a - b)[0];
  const oldestDue = oldest === undefined ? null : dueDayOf(loan, oldest);
  return {
    ...partsOf(principal, interest),
    oldestDue,
    daysLate: oldestDue === null ? 0 : Math.max(0, daysBetween(oldestDue, on) - daysOfHolidays(loan, oldestDue, on)),
  };
}

/** One instalment as agreed, and how far it is paid: principal by the order of the plan. */
export interface PlannedInstalment extends Pick<InstalmentRow, "number" | "leanBefore"> {
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
  readonly principalPaid: Minor;
  /** "moved": what it asked for and was not paid stands in instalments that were agreed anew. */
  readonly state: "paid" | "late" | "due" | "to-come" | "moved";
}

/**
 * The plan of a running loan, for the eye. Its interest is what was agreed for payments on time; what is really owed
 * follows the balance (`owedOn`).
 */
export function planOf(loan: RunningLoan, on: Day): readonly PlannedInstalment[] {
  const agreement = agreementOf(loan.terms);
  const { due, over } = counted(agreement, loan.paid_out_on, on, pausesOf(loan));
  const unpaid = new Set(interestAskedBy(loan, agreement, due).map(one => interestDueIn(loan, agreement, one.period)));
  const isMoved = movedBy(loan);
  let paid = loan.principal_paid;
  return instalmentsOf(planRows(loan), seasonal(loan)).map(row => {
    const { number, period, leanBefore } = row;
    const principalPaid = least(paid, row.principal);
    paid -= principalPaid;
    const isPaid = principalPaid === row.principal && !unpaid.has(period) && (period <= due || row.principal > 0n);
    const state = isMoved(period) ? "moved" : isPaid ? "paid" : period <= over ? "late" : period <= due ? "due" : "to-come";
    return { number, due: row.due, leanBefore, principal: row.principal, interest: row.interest, principalPaid, state };
  });
}

/** Whether an instalment was late when the loan was agreed anew, and asks for less since. */
function movedBy(loan: RunningLoan): (number: number) => boolean {
  const past = reschedulesOf(loan).map(one => Number(one.past));
  if (past.length === 0) return () => false;
  const first = planRows({ ...loan, agreed_anew: holidaysOf(loan) as unknown as Document });
  const now = planRows(loan);
  return number => number <= Math.max(...past) && (now[number - 1]?.principal ?? 0n) < (first[number - 1]?.principal ?? 0n);
}

function oldestPrincipal(loan: RunningLoan): number {
  let wanted = 0n;
  for (const row of planRows(loan)) {
    wanted += row.principal;
    if (wanted > loan.principal_paid) return row.number;
  }
  return lastPeriodOf(loan);
}

/** Days of holidays after `since` and until `on`: what is late grows no older on them. */
const daysOfHolidays = (loan: RunningLoan, since: Day, on: Day): number =>
  holidaysOf(loan).reduce((days, { from, until }) => {
    const first = from > since ? from : addDays(since, 1);
    const last = until < on ? until : on;
    return days + Math.max(0, daysBetween(first, last) + 1);
  }, 0);

const interestThrough = (loan: RunningLoan, agreement: Agreement, period: number): Minor =>
  sum(interestAskedBy(loan, agreement, period).map(one => one.amount));

const partsOf = (principal: Minor, interest: Minor): PartsOwed => ({
  principal,
  interest,
  total: principal + interest,
});
