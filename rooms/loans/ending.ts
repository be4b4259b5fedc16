import { type Document, entry, isRefusal, type Project, refuse, type Uuid } from "#base";
import { decisionTable, dropException, needsDecision, needsException, restoreException } from "#assembly";
import { isAwaiting, loanOf, needsLoan } from "./loan.ts";
import { loanWithHolds } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { type LoanRow, type LoanStatus } from "./tables.ts";

/** The members said no: cites the decision that did not carry. She may ask again, with a new request. */
export const turnDownEntry = entry({
  name: "loans.turn-down",
  step: "decisions",
  fields: { loan: { is: "uuid" }, member: { is: "member" }, decision: { is: "uuid" } },
  needs: body => [needsLoan(body.loan), needsException(body.loan), needsDecision(body.decision)],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isAwaiting(loan)) return refuse("loans.not-requested", { status: loan.status });
    const decision = books.row(decisionTable, { decision_id: body.decision });
    if (decision?.question !== "loan" || decision.about !== loan.loan_id || decision.decided_on > on)
      return refuse("assembly.no-decision", { about: loan.loan_id });
    if (decision.is_carried)
      return refuse("loans.decision-carried", { for: decision.votes_for, against: decision.votes_against });
    return [
      {
        kind: "loans.turned-down",
        on,
        member: loan.member_id,
        lines: [],
        data: { loan: loan.loan_id, decision: decision.decision_id, before: beforeOf(loan) },
      },
    ];
  },
});

/** She no longer wants the loan, or it was approved and the cash never came. No decision is needed to let go. */
export const withdrawalEntry = entry({
  name: "loans.withdrawal",
  step: "requests",
  fields: { loan: { is: "uuid" }, member: { is: "member" } },
  needs: body => [needsLoan(body.loan), needsException(body.loan)],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isAwaiting(loan)) return refuse("loans.not-requested", { status: loan.status });
    return [
      {
        kind: "loans.withdrawn",
        on,
        member: loan.member_id,
        lines: [],
        data: { loan: loan.loan_id, before: beforeOf(loan) },
      },
    ];
  },
});

/** What an ending or a pay-out writes over, so that taking it back gives the row as it was. */
export const beforeOf = (loan: LoanRow): Document => ({
  status: loan.status,
  ...(loan.decision_id === null ? {} : { decision: loan.decision_id }),
});

export const asBefore = (before: Document): Pick<LoanRow, "status" | "decision_id"> => {
  const { status, decision } = before as { readonly status: LoanStatus; readonly decision?: Uuid };
  return { status, decision_id: decision ?? null };
};

const ended =
  (status: LoanStatus): Project =>
  (fact, books) => {
    const data = fact.data as { readonly loan: Uuid; readonly decision?: Uuid };
    const loan = rowOf(data.loan, ["requested", "approved"], books);
    const closed = { ...loan, status, decision_id: data.decision ?? loan.decision_id, closed_on: fact.on };
    return [...loanWithHolds(closed), ...dropException(loan.loan_id, books)];
  };

const reopened = (status: LoanStatus): Project =>
  fromReversed((original, books) => {
    const loan = rowOf(original.loan as Uuid, [status], books);
    const open = loanWithHolds({ ...loan, ...asBefore(original.before!), closed_on: null });
    return [...open, ...restoreException(loan.loan_id, books)];
  });

export const turnedDown = ended("refused");
export const turnDownReversed = reopened("refused");
export const withdrawn = ended("withdrawn");
export const withdrawalReversed = reopened("withdrawn");
