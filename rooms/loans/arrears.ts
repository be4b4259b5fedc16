import { type Day, daysBetween, type Minor, sum } from "#base";
import { type Agreement, agreementOf, loanTerms } from "./agreement.ts";
import { counted } from "./counting.ts";
import { least, type RunningLoan } from "./loan.ts";
import { interestAskedBy, interestDueIn } from "./owed.ts";
import { planRows, principalDue } from "./plan.ts";
import { dueDate } from "./terms.ts";

/** Parts of what is owed, minor units; `total` is both. */
export interface PartsOwed {
  readonly principal: Minor;
  readonly interest: Minor;
  readonly total: Minor;
}

/** What is to be paid by a day: the instalments due by it and not paid yet, with whatever is late. */
export function dueOn(loan: RunningLoan, on: Day): PartsOwed {
  const agreement = agreementOf(loan.terms);
  const { due } = counted(agreement, loan.paid_out_on, on);
  return partsOf(principalDue(loan, agreement, due), interestThrough(loan, agreement, due));
}

/** What of it is late: its week or month is over. */
export interface Arrears extends PartsOwed {
  /** The due day of the oldest instalment that is late and not fully paid, or null. */
  readonly oldestDue: Day | null;
  /** Days since then; 0 where nothing is late. */
  readonly daysLate: number;
}

export function arrears(loan: RunningLoan, on: Day): Arrears {
  const agreement = agreementOf(loan.terms);
  const { over } = counted(agreement, loan.paid_out_on, on);
  const interest = interestThrough(loan, agreement, over);
  // In the way of self-help groups a month may be interest only, so principal is late from the end of the term on.
  const isByMonth = agreement.method === "monthly_on_balance";
  const principal = isByMonth && over < agreement.periods ? 0n : principalDue(loan, agreement, over);
  const oldest = [
    ...(principal > 0n ? [isByMonth ? agreement.periods : oldestPrincipal(loan, agreement)] : []),
    ...interestAskedBy(loan, agreement, over)
      .slice(0, 1)
      .map(unpaid => interestDueIn(agreement, unpaid.period)),
  ].sort((a, b) => a - b)[0];
  const oldestDue =
    oldest === undefined ? null : dueDate(loanTerms(agreement, loan.principal, loan.paid_out_on), oldest);
  return {
    ...partsOf(principal, interest),
    oldestDue,
    daysLate: oldestDue === null ? 0 : Math.max(0, daysBetween(oldestDue, on)),
  };
}

/** One instalment as agreed, and how far it is paid: principal by the order of the plan. */
export interface PlannedInstalment {
  readonly number: number;
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
  readonly principalPaid: Minor;
  readonly state: "paid" | "late" | "due" | "to-come";
}

/**
 * The plan of a running loan, for the eye. Its interest is what was agreed for payments on time; what is really owed
 * follows the balance (`owedOn`).
 */
export function planOf(loan: RunningLoan, on: Day): readonly PlannedInstalment[] {
  const agreement = agreementOf(loan.terms);
  const { due, over } = counted(agreement, loan.paid_out_on, on);
  const unpaid = new Set(interestAskedBy(loan, agreement, due).map(one => interestDueIn(agreement, one.period)));
  let paid = loan.principal_paid;
  return planRows(loan, agreement).map(row => {
    const principalPaid = least(paid, row.principal);
    paid -= principalPaid;
    const isPaid =
      principalPaid === row.principal && !unpaid.has(row.number) && (row.number <= due || row.principal > 0n);
    const state = isPaid ? "paid" : row.number <= over ? "late" : row.number <= due ? "due" : "to-come";
    return { number: row.number, due: row.due, principal: row.principal, interest: row.interest, principalPaid, state };
  });
}

function oldestPrincipal(loan: RunningLoan, agreement: Agreement): number {
  let wanted = 0n;
  for (const row of planRows(loan, agreement)) {
    wanted += row.principal;
    if (wanted > loan.principal_paid) return row.number;
  }
  return agreement.periods;
}

const interestThrough = (loan: RunningLoan, agreement: Agreement, period: number): Minor =>
  sum(interestAskedBy(loan, agreement, period).map(one => one.amount));

const partsOf = (principal: Minor, interest: Minor): PartsOwed => ({
  principal,
  interest,
  total: principal + interest,
});
