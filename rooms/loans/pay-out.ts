import {
  type Books,
  type Day,
  type Document,
  entry,
  type Fact,
  isRefusal,
  type Line,
  type Minor,
  need,
  type Project,
  type Refusal,
  refuse,
  unitOf,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, needsException, restoreException, useException } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { agreementOf, downPayment, loanTerms } from "./agreement.ts";
import { faultOfLimits } from "./beyond.ts";
import { asBefore, beforeOf } from "./ending.ts";
import { feesAtPayOut, feesFault } from "./fees.ts";
import { guarantorsOf, needsGuarantorsOf } from "./guarantors.ts";
import { needsFundSize, needsLimits } from "./limits.ts";
import { isAwaiting, loanOf, needsLoanAndAccounts } from "./loan.ts";
import { nextPartOn, toPayOut, toPayOutOn } from "./parts.ts";
import { loanWithHolds, pledgeFault } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { endedBy, lateBehind, loanToRenew, needsRenewed, type RenewalData, runsAgain, type Settled, settledBy } from "./renewal.ts";
import { needsPledgedSavings, pledgeGone } from "./pledge.ts";
import { type LoanRow, loanTable } from "./tables.ts";
import { termsFault } from "./terms-fault.ts";

/**
 * The money is handed over, citing the members' decision. The limits are asked again, for the day it happens: shares
 * may have been paid back since the request. That the box holds enough is the ledger's to say. Of a price with a down
 * payment the box gives what she does not bring herself, and that is her loan. Where it pays off another loan of hers, the box
 * gives the difference.
 */
export const payOutEntry = entry({
  name: "loans.pay-out",
  step: "pay-outs",
  fields: {
    loan: { is: "uuid" },
    member: { is: "member" },
    decision: { is: "uuid" },
    /** Left out, all that was approved, or asked for; with a down payment, the whole price. */
    amount: { is: "amount", optional: true },
  },
  needs(body, books) {
    const loan = books.isCovered(loanTable, { loan_id: body.loan })
      ? books.row(loanTable, { loan_id: body.loan })
      : undefined;
    return [
      ...needsLoanAndAccounts(body, books),
      needsDecision(body.decision),
      ...needsGuarantorsOf(body.loan),
      ...needsLimits(body.member, books),
      needsException(body.loan),
      ...(loan ? [...needsFundSize(loan.fund, loan.unit), need.balance(account.fees(loan.fund), loan.unit)] : []),
      ...(loan ? [...needsRenewed(loan.renews, books), ...needsPledgedSavings(loan)] : []),
    ];
  },
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isAwaiting(loan)) return refuse("loans.not-requested", { status: loan.status });
    if (on < loan.requested_on) return refuse("loans.before-request", { on, requested_on: loan.requested_on });
    const decision = carriedDecision(body.decision, "loan", loan.loan_id, books, on);
    if (isRefusal(decision)) return decision;
    const guarantors = guarantorsOf(loan.loan_id, books).length;
    const fact = payOut(loan, { decision: decision.decision_id, guarantors, amount: body.amount }, books, on);
    return isRefusal(fact) ? fact : [fact];
  },
});

/** Why so much cannot be paid out on a day, or null. `allowed` is what the plan has by then, or all where there is none. */
export function amountFault(loan: LoanRow, amount: Minor, allowed: Minor, on: Day): Refusal | null {
  const { unit } = loan;
  if (allowed === 0n) return refuse("loans.part-not-yet", { on, from: nextPartOn(loan)! });
  if (amount === 0n) return refuse("loans.amount-missing");
  if (amount > toPayOut(loan)) return refuse("loans.above-requested", { amount, unit, allowed });
  if (amount > allowed) return refuse("loans.above-part", { amount, unit, allowed });
  const step = unitOf(unit)!.cashStep;
  return amount % step === 0n ? null : refuse("loans.amount-not-in-cash", { amount, unit, step });
}

/** The box gives what is lent, less the charge, and less what it settles of the loan it pays off. */
export function linesOfPayOut(
  { fund, unit, member_id: member, terms }: LoanRow,
  lent: Minor,
  settled: Pick<Settled, "amount" | "lines"> = { amount: 0n, lines: [] },
): { readonly lines: readonly Line[]; readonly charge: Minor } {
  const charge = feesAtPayOut(agreementOf(terms), lent);
  const lines: readonly Line[] = [
    { account: account.loans(fund), member, unit, amount: lent },
    { account: account.cash(fund), unit, amount: charge + settled.amount - lent },
    { account: account.fees(fund), unit, amount: -charge },
    ...settled.lines,
  ];
  return { lines: lines.filter(line => line.amount !== 0n), charge };
}

/** The money of a loan that was decided on, by all that holds for a pay-out, or why it cannot be handed over. */
export function payOut(
  loan: LoanRow,
  of: { readonly decision: Uuid; readonly guarantors: number; readonly amount?: Minor | undefined },
  books: Books,
  on: Day,
): Fact | Refusal {
  const { fund, unit, member_id: member } = loan;
  if (books.row(membershipTable, { member_id: member })?.status !== "active") return refuse("loans.member-not-active");
  const allowed = toPayOutOn(loan, on);
  const amount = of.amount ?? allowed;
  const wrong = amountFault(loan, amount, allowed, on);
  if (wrong) return wrong;
  const agreement = agreementOf(loan.terms);
  const down = downPayment(agreement, amount);
  const lent = amount - down;
  const fault = termsFault(loanTerms(agreement, lent, on)) ?? feesFault(agreement, lent, unit);
  if (fault) return fault;
  const { guarantors } = of;
  const { renews } = loan;
  const old = renews === null ? null : loanToRenew({ renews, member, fund, agreement }, books, on);
  if (old && isRefusal(old)) return old;
  const asked = { loan: loan.loan_id, member, product: loan.product, fund, unit, renews };
  const borrowing = { ...asked, amount: lent, guarantors, isFree: agreement.is_free };
  const limit = faultOfLimits(loan, borrowing, amount, books, on) ?? pledgeFault(loan, lent, books) ?? pledgeGone(loan, books);
  if (limit) return limit;
  const charge = feesAtPayOut(agreement, lent);
  const settled = old && settledBy(old, lent - charge, on);
  if (settled && isRefusal(settled)) return settled;
  return {
    kind: settled ? "loans.renewed" : "loans.paid-out",
    on,
    member,
    lines: linesOfPayOut(loan, lent, settled ?? undefined).lines,
    data: {
      loan: loan.loan_id,
      decision: of.decision,
      principal: String(lent),
      charge: String(charge),
      ...(down === 0n ? {} : { down_payment: String(down) }),
      ...settled?.data,
      before: beforeOf(loan),
    },
  };
}

interface PaidOutData {
  readonly loan: Uuid;
  readonly decision: Uuid;
  readonly principal: string;
  readonly before: Document;
}

/** Also of a pay-out that paid off another loan, kind "loans.renewed": both change by the one fact. */

export const paidOut: Project = (fact, books) => {
  const data = fact.data as unknown as PaidOutData & Partial<RenewalData>;
  const loan = rowOf(data.loan, ["requested", "approved"], books);
  const running = loanWithHolds({
    ...loan,
    status: "running",
    decision_id: data.decision,
    paid_out_on: fact.on,
    principal: BigInt(data.principal),
    renewed_late: lateBehind(data),
  });
  const ended = data.renewed ? endedBy(data.renewed, data.loan, fact.on, books) : [];
  return [...running, ...ended, ...useException(data.loan, fact.on, books)];
};

export const payOutReversed: Project = fromReversed((original, books, { on }) => {
  const loan = rowOf(original.loan as Uuid, ["running"], books);
  const waiting = loanWithHolds({ ...loan, ...asBefore(original.before!), paid_out_on: null, principal: 0n, renewed_late: 0n });
  const { renewed } = original as unknown as Partial<RenewalData>;
  return [...waiting, ...(renewed ? runsAgain(renewed, on, books) : []), ...restoreException(loan.loan_id, books)];
});
