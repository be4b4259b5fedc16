/** What was asked of a loan in a time and what came in: demand, collection, balance, overdue. Pure. */
import { addDays, assert, type Day, type Minor, sum } from "#base";
import { pausesOf } from "./agreed-anew.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import { chargesKept, withCharges } from "./charges-kept.ts";
import { feesAskedBy } from "./fees.ts";
import { eventsOn, type LoanEventOn, loanOn, paidOffByRenewal } from "./loan-on-day.ts";
import { counted } from "./counting.ts";
import { least, outstanding, type RunningLoan } from "./loan.ts";
import { interestAskedBy } from "./interest-owed.ts";
import { penaltiesOwed } from "./penalties.ts";
import { planRows } from "./plan.ts";
import type { ScheduleRow } from "./schedule.ts";
import type { LoanRow } from "./tables.ts";

/** Both days counted. */
export interface Period {
  readonly from: Day;
  readonly until: Day;
}

/** Principal, interest or fees of one loan in a time. Minor units, none below zero. */
export interface DemandPart {
  /** Due before the first day and not paid by then. */
  readonly overdueBefore: Minor;
  /** What fell due from the first day through the last, without what had been paid ahead of it before. */
  readonly fellDue: Minor;
  /** Collected of what was overdue before. */
  readonly paidOfOverdue: Minor;
  /** Collected of what fell due. */
  readonly paidOfFellDue: Minor;
  /** Collected ahead of what is due. */
  readonly paidAhead: Minor;
  /** Of what was due, what a new loan of hers paid off: nothing of it was collected. */
  readonly renewed: Minor;
  /** Due by the last day and not paid: overdueBefore + fellDue - paidOfOverdue - paidOfFellDue - renewed. */
  readonly overdue: Minor;
}

export interface DemandOfLoan {
  readonly principal: DemandPart;
  readonly interest: DemandPart;
  readonly fees: DemandPart;
  /** Late charges; what was waived of them until the time ends was never demanded. */
  readonly penalties: DemandPart;
  /** Principal outstanding when the time ends; of a loan written off in it, before that. */
  readonly balance: Minor;
  /** Principal the members gave up in this time. */
  readonly writtenOff: Minor;
}

/**
 * An instalment is demanded from its due day on, by the plan; a payment fills the oldest instalment first. Of a loan that
 * was written off in this time, what was so the day before is told; of one that a new loan paid off, what had fallen due by
 * then, and what the new loan paid of it was not collected. Null where the loan did not run in it.
 */
export function demandOf(loan: LoanRow, events: readonly LoanEventOn[], { from, until }: Period): DemandOfLoan | null {
  const given = eventsOn(events, until).find(event => event.kind === "loans.written-off" && event.on >= from);
  const end = given ? addDays(given.on, -1) : until;
  const before = loanOn(loan, events, addDays(from, -1));
  // A loan that ended in this time is seen as on the day it ended, with its last payment in it.
  const held = eventsOn(events, end);
  const first = held.find(event => event.receivable > 0n);
  if (!first || (before === null && first.on < from)) return null;
  const isClosed = held.some(event => event.closes);
  const after = loanOn(loan, isClosed ? held.map(event => ({ ...event, closes: false })) : held, end);
  assert(after, "a loan that ran in a time was paid out by its end");
  const agreement = agreementOf(loan.terms);
  const plan = planRows(after);
  const renewal = held.find(event => event.kind === paidOffByRenewal);
  const paidBefore = before?.principal_paid ?? 0n;
  const principal = partOf({
    dueBefore: before ? dueBy(plan, addDays(from, -1)) : 0n,
    due: dueBy(plan, renewal?.on ?? end),
    paidBefore,
    paid: after.principal_paid,
    renewed: -(renewal?.receivable ?? 0n),
  });
  const asked = (
    by: typeof interestAskedBy | typeof feesAskedBy,
    paid: (of: RunningLoan) => Minor,
    renewed: Minor = 0n,
  ): DemandPart =>
    partOfAsked({
      overdueBefore: before ? askedBy(by, before, agreement, addDays(from, -1)) : 0n,
      // Whoever pays off owes nothing of it any more.
      overdue: isClosed ? 0n : askedBy(by, after, agreement, end),
      came: paid(after) - (before ? paid(before) : 0n),
      renewed,
    });
  return {
    principal,
    interest: asked(interestAskedBy, of => of.interest_paid, renewal?.interest),
    fees: asked(feesAskedBy, of => chargesKept(of).fees_paid, renewal?.fees),
    penalties: penaltiesDemanded(before, after, { isClosed, renewed: renewal?.penalties ?? 0n }, { from, until: end }),
    balance: outstanding(after),
    writtenOff: given ? -given.receivable : 0n,
  };
}

/** `due` and `paid` are sums since the pay-out. */
export function partOf(of: {
  readonly dueBefore: Minor;
  readonly due: Minor;
  readonly paidBefore: Minor;
  readonly paid: Minor;
  /** What of `paid` a new loan paid off. */
  readonly renewed?: Minor;
}): DemandPart {
  const { dueBefore, due, paidBefore, paid, renewed = 0n } = of;
  const overdueBefore = above(dueBefore - paidBefore);
  const paidAheadBefore = above(paidBefore - dueBefore);
  const fellDue = above(due - dueBefore - paidAheadBefore);
  return collectedOf({ overdueBefore, fellDue, came: paid - paidBefore, renewed });
}

/** Money goes to what is longest due; a new loan pays off what is left of all. */
function collectedOf(of: {
  readonly overdueBefore: Minor;
  readonly fellDue: Minor;
  readonly came: Minor;
  readonly renewed: Minor;
}): DemandPart {
  const { overdueBefore, fellDue, came, renewed } = of;
  const collected = came - renewed;
  const paidOfOverdue = least(collected, overdueBefore);
  const paidOfFellDue = least(collected - paidOfOverdue, fellDue);
  const open = overdueBefore + fellDue - paidOfOverdue - paidOfFellDue;
  const renewedOfDue = least(renewed, open);
  return {
    overdueBefore,
    fellDue,
    paidOfOverdue,
    paidOfFellDue,
    paidAhead: collected - paidOfOverdue - paidOfFellDue,
    renewed: renewedOfDue,
    overdue: open - renewedOfDue,
  };
}

function penaltiesDemanded(
  before: RunningLoan | null,
  after: RunningLoan,
  { isClosed, renewed }: { readonly isClosed: boolean; readonly renewed: Minor },
  { from, until }: Period,
): DemandPart {
  const agreement = agreementOf(after.terms);
  const { penalties_paid, penalties_waived } = chargesKept(after);
  const kept = before && chargesKept(before);
  const charges = before && withCharges(before, { penalties_waived: penalties_waived - kept!.penalties_waived });
  return partOfAsked({
    overdueBefore: before ? penaltiesOwed({ ...before, charges: charges! }, agreement, addDays(from, -1)) : 0n,
    overdue: isClosed ? 0n : penaltiesOwed(after, agreement, until),
    came: penalties_paid - (kept?.penalties_paid ?? 0n),
    renewed,
  });
}

/** What is charged as the loan goes on: what fell due is what was collected or paid off, and what is still asked for. */
function partOfAsked(of: {
  readonly overdueBefore: Minor;
  readonly overdue: Minor;
  readonly came: Minor;
  readonly renewed: Minor;
}): DemandPart {
  const { overdueBefore, overdue, came, renewed } = of;
  return collectedOf({ overdueBefore, fellDue: above(overdue + came - overdueBefore), came, renewed });
}

/** Asked for by the instalments due by the day, and unpaid; after the term, by the months as they are counted. */
function askedBy(
  by: typeof interestAskedBy | typeof feesAskedBy,
  loan: RunningLoan,
  agreement: Agreement,
  day: Day,
): Minor {
  const plan = planRows(loan);
  const byPlan = plan.filter(row => row.due <= day).length;
  const asked = byPlan < plan.length ? byPlan : Math.max(byPlan, counted(agreement, loan.paid_out_on, day, pausesOf(loan)).due);
  return sum(by(loan, agreement, asked).map(one => one.amount));
}

const dueBy = (plan: readonly ScheduleRow[], day: Day): Minor =>
  sum(plan.filter(row => row.due <= day).map(row => row.principal));

const above = (amount: Minor): Minor => (amount > 0n ? amount : 0n);
