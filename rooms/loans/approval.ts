import { entry, isRefusal, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { loanOf, needsLoan } from "./loan.ts";
import { loanTable } from "./tables.ts";
import { fromReversed, rowOf } from "./projecting.ts";

/**
 * The members agreed to a loan that is paid out later, when there is cash; to all of it or to less. Where it is paid
 * out at the same meeting the pay-out cites the decision itself and this entry is not needed.
 */
export const approvalEntry = entry({
  name: "loans.approval",
  step: "decisions",
  fields: {
    loan: { is: "uuid" },
    member: { is: "member" },
    decision: { is: "uuid" },
    /** What was agreed to; left out, all that was asked for. */
    amount: { is: "amount", optional: true },
  },
  needs: body => [needsLoan(body.loan), needsDecision(body.decision)],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (loan.status !== "requested") return refuse("loans.not-requested", { status: loan.status });
    const decision = carriedDecision(body.decision, "loan", loan.loan_id, books, on);
    if (isRefusal(decision)) return decision;
    const amount = body.amount ?? loan.requested;
    if (amount === 0n) return refuse("loans.amount-missing");
    if (amount > loan.requested)
      return refuse("loans.above-requested", { amount, unit: loan.unit, allowed: loan.requested });
    return [
      {
        kind: "loans.approved",
        on,
        member: loan.member_id,
        lines: [],
        data: { loan: loan.loan_id, decision: decision.decision_id, amount: String(amount) },
      },
    ];
  },
});

export const approved: Project = (fact, books) => {
  const data = fact.data as unknown as { readonly loan: Uuid; readonly decision: Uuid; readonly amount: string };
  const loan = rowOf(data.loan, ["requested"], books);
  return [put(loanTable, { ...loan, status: "approved", approved: BigInt(data.amount), decision_id: data.decision })];
};

export const approvalReversed: Project = fromReversed((original, books) => {
  const loan = rowOf(original.loan as Uuid, ["approved"], books);
  return [put(loanTable, { ...loan, status: "requested", approved: null, decision_id: null })];
});
