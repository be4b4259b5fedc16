import { type Day, type Minor, type Refusal, refuse, sum } from "#base";
import { followAnew } from "./followed-anew.ts";
import { followAsAgreed } from "./followed-as-agreed.ts";
import { LoanAccount, type UsedPayment } from "./loan-account.ts";
import type { LoanHistory } from "./loan-history.ts";
import { withBalances } from "./schedule.ts";
import { type LoanTerms, paidOutBy, tranchesOf } from "./terms.ts";

/** One instalment as it stands after what happened. Minor units. */
export interface FollowedRow {
  /** From 1. A down payment has a number of its own, and so has a charge after the last instalment. */
  readonly number: number;
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
  readonly fees: Minor;
  readonly penalties: Minor;
  /** All four. */
  readonly total: Minor;
  /** What of it was paid. */
  readonly paid: Minor;
  /** Principal the schedule leaves after it, that evening. */
  readonly balance: Minor;
}

/** What a payment was used for, and the principal that is really owed after it. */
export interface FollowedPayment extends UsedPayment {
  readonly balance: Minor;
}

export interface FollowedSchedule {
  readonly rows: readonly FollowedRow[];
  readonly totalInterest: Minor;
  /** In order; a pay-off is the last of them. */
  readonly payments: readonly FollowedPayment[];
}

/**
 * The schedule of a loan after what happened on it: what is late, early or paid in part, penalties and charges, and
 * what was agreed anew. Terms and history are without fault (`termsFault`, {@link historyFault}). Without events it is
 * the schedule as agreed.
 */
export function followedSchedule(terms: LoanTerms, history: LoanHistory): FollowedSchedule {
  const account = new LoanAccount(history.order);
  const { recalculation } = history;
  if (recalculation && terms.method === "declining_balance") followAnew(terms, { ...history, recalculation }, account);
  else followAsAgreed(terms, history, account);
  const dues = account.rows.map(({ due, isDownPayment, owed, paid }) => ({
    due,
    isDownPayment,
    ...owed,
    total: sum(Object.values(owed)),
    paid: sum(Object.values(paid)),
  }));
  const rows = withBalances(terms, dues).map(({ isDownPayment: _, ...row }) => row);
  // A loan that was paid back sooner has no instalments after that.
  const last = rows.map(({ total }) => total > 0n).lastIndexOf(true);
  return {
    rows: rows.slice(0, last + 1),
    totalInterest: sum(rows.map(({ interest }) => interest)),
    payments: paymentsOf(terms, account),
  };
}

function paymentsOf(terms: LoanTerms, { payments }: LoanAccount): readonly FollowedPayment[] {
  let repaid = 0n;
  let until = terms.start;
  return payments.map(payment => {
    repaid += payment.used.principal;
    if (payment.usedOn > until) until = payment.usedOn;
    return { ...payment, balance: paidOutBy(terms, until) - repaid };
  });
}

/** Why no schedule can follow this history, or null. */
export function historyFault(terms: LoanTerms, { events }: LoanHistory): Refusal | null {
  const days = tranchesOf(terms)
    .map(({ on }) => on)
    .sort();
  const before = events.find(({ kind, on }) => kind !== "charged" && kind !== "rescheduled" && on < days[0]!);
  if (before) return refuse("loans.event-before-pay-out", { on: before.on, paid_out: days[0]! });
  for (const event of events)
    if (event.kind === "paid" && event.amount <= 0n) return refuse("loans.payment-not-above-zero", { on: event.on });
  const end = events.findIndex(({ kind }) => kind === "paid-off");
  if (end < 0) return null;
  const paidOff = events[end]!.on;
  const after = events[end + 1]?.on ?? days.find(on => on > paidOff);
  return after ? refuse("loans.event-after-pay-off", { on: after, paid_off: paidOff }) : null;
}
