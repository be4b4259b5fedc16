import { entry, isRefusal, type Line, need, type Project, put, refuse, unitOf, type Uuid, type Document } from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { agreementOf, downPayment, loanTerms, serviceCharge } from "./agreement.ts";
import { asBefore, beforeOf } from "./ending.ts";
import { needsException, shareFault } from "./exception.ts";
import { guarantorsOf, needsGuarantorsOf } from "./guarantors.ts";
import { limitFault, needsFundSize, needsLimits } from "./limits.ts";
import { isAwaiting, loanOf, needsLoanAndAccounts, payableOf } from "./loan.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { loanTable } from "./tables.ts";
import { termsFault } from "./terms-fault.ts";

/**
 * The money is handed over, citing the members' decision. The limits are asked again, for the day it happens: shares
 * may have been paid back since the request. That the box holds enough is the ledger's to say. Of a price with a down
 * payment the box gives what she does not bring herself, and that is her loan.
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
      ...needsLimits(body.member),
      needsException(body.loan),
      ...(loan ? [...needsFundSize(loan.fund, loan.unit), need.balance(account.fees(loan.fund), loan.unit)] : []),
    ];
  },
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isAwaiting(loan)) return refuse("loans.not-requested", { status: loan.status });
    if (on < loan.requested_on) return refuse("loans.before-request", { on, requested_on: loan.requested_on });
    const decision = carriedDecision(body.decision, "loan", loan.loan_id, books, on);
    if (isRefusal(decision)) return decision;
    const { fund, unit, member_id: member } = loan;
    if (books.row(membershipTable, { member_id: member })?.status !== "active")
      return refuse("loans.member-not-active");
    const amount = body.amount ?? payableOf(loan);
    if (amount === 0n) return refuse("loans.amount-missing");
    if (amount > payableOf(loan)) return refuse("loans.above-requested", { amount, unit, allowed: payableOf(loan) });
    const step = unitOf(unit)!.cashStep;
    if (amount % step !== 0n) return refuse("loans.amount-not-in-cash", { amount, unit, step });
    const agreement = agreementOf(loan.terms);
    const down = downPayment(agreement, amount);
    const lent = amount - down;
    const fault = termsFault(loanTerms(agreement, lent, on));
    if (fault) return fault;
    const guarantors = guarantorsOf(loan.loan_id, books).length;
    const borrowing = { loan: loan.loan_id, member, fund, unit, amount: lent, guarantors, isFree: agreement.is_free };
    const limit = limitFault(borrowing, books, on) ?? shareFault(borrowing, books, on);
    if (limit) return limit;
    const charge = serviceCharge(agreement, lent);
    const lines: readonly Line[] = [
      { account: account.loans(fund), member, unit, amount: lent },
      { account: account.cash(fund), unit, amount: charge - lent },
      { account: account.fees(fund), unit, amount: -charge },
    ];
    return [
      {
        kind: "loans.paid-out",
        on,
        member,
        lines: lines.filter(line => line.amount !== 0n),
        data: {
          loan: loan.loan_id,
          decision: decision.decision_id,
          principal: String(lent),
          charge: String(charge),
          ...(down === 0n ? {} : { down_payment: String(down) }),
          before: beforeOf(loan),
        },
      },
    ];
  },
});

interface PaidOutData {
  readonly loan: Uuid;
  readonly decision: Uuid;
  readonly principal: string;
  readonly before: Document;
}

export const paidOut: Project = (fact, books) => {
  const data = fact.data as unknown as PaidOutData;
  const loan = rowOf(data.loan, ["requested", "approved"], books);
  return [
    put(loanTable, {
      ...loan,
      status: "running",
      decision_id: data.decision,
      paid_out_on: fact.on,
      principal: BigInt(data.principal),
    }),
  ];
};

export const payOutReversed: Project = fromReversed((original, books) => {
  const loan = rowOf(original.loan as Uuid, ["running"], books);
  return [put(loanTable, { ...loan, ...asBefore(original.before!), paid_out_on: null, principal: 0n })];
});
