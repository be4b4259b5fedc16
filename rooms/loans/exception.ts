/**
 * A loan above what one member may owe a fund. The limit is the same for all; who asks to pass it says why, the members
 * vote on that apart from the loan, and an officer answers for it. Without all of it nothing is paid out.
 */
import {
  type Books,
  type Change,
  type Day,
  entry,
  isRefusal,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Role,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, sumIn, useDecision } from "#assembly";
import { isHeldOn, officeTable } from "#members";
import { type AboveShare, aboveShareOfFund, type Borrowing, refusalAboveShare } from "./limits.ts";
import { isAwaiting, loanOf, needsLoan } from "./loan.ts";
import { fromReversed } from "./projecting.ts";
import { type ExceptionRow, exceptionTable } from "./tables.ts";

/** Who may answer for an exception. */
const approvers: readonly Role[] = ["chair", "secretary", "treasurer", "supervisory-committee"];

export const exceptionEntry = entry({
  name: "loans.exception",
  step: "decisions",
  fields: {
    loan: { is: "uuid" },
    member: { is: "member" },
    decision: { is: "uuid" },
    /** The officer who answers for it; never the borrower herself. */
    approver: { is: "member" },
  },
  needs: body => [
    needsLoan(body.loan),
    needsException(body.loan),
    needsDecision(body.decision),
    need.row(officeTable, { member_id: body.approver }),
  ],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isAwaiting(loan)) return refuse("loans.not-requested", { status: loan.status });
    const asked = books.row(exceptionTable, { loan_id: loan.loan_id });
    if (asked?.status !== "asked") return refuse("loans.exception-not-asked");
    if (body.approver === loan.member_id) return refuse("loans.exception-approved-by-borrower");
    const offices = books.rows(officeTable, { member_id: body.approver });
    if (!offices.some(office => approvers.includes(office.role) && isHeldOn(office, on)))
      return refuse("loans.exception-approver-without-office");
    const decision = carriedDecision(body.decision, "exception", loan.loan_id, books, on);
    if (isRefusal(decision)) return decision;
    const amount = sumIn(decision);
    if (amount > asked.amount)
      return refuse("loans.above-requested", { amount, unit: loan.unit, allowed: asked.amount });
    return [
      {
        kind: "loans.exception-granted",
        on,
        member: loan.member_id,
        lines: [],
        data: {
          loan: loan.loan_id,
          decision: decision.decision_id,
          approver: body.approver,
          amount: String(amount),
          share_percent: String(asked.share_percent),
          limit_percent: String(asked.limit_percent),
        },
      },
    ];
  },
});

export const needsException = (loan: Uuid): Need => need.row(exceptionTable, { loan_id: loan });

/** Why a pay-out is above her part of the fund, or null: within it, or within what was granted. */
export function shareFault(borrowing: Borrowing, books: Books, on: Day): Refusal | null {
  const above = aboveShareOfFund(borrowing, books, on);
  if (!above) return null;
  const exception = books.row(exceptionTable, { loan_id: borrowing.loan });
  if (exception?.status === "asked") return refuse("loans.exception-not-granted", { percent: exception.limit_percent });
  if (exception?.status !== "granted") return refusalAboveShare(borrowing, above);
  const { unit, amount } = borrowing;
  const allowed = exception.granted_amount!;
  return amount > allowed ? refuse("loans.above-exception", { amount, unit, allowed }) : null;
}

/** What a request above the limit keeps of it, in decimal strings. */
export interface AboveDocument {
  readonly [key: string]: string;
  readonly allowed: string;
  readonly share_percent: string;
  readonly limit_percent: string;
}

export const aboveDocument = (above: AboveShare): AboveDocument => ({
  allowed: String(above.allowed),
  share_percent: String(above.share_percent),
  limit_percent: String(above.limit_percent),
});

/** The row of an exception that a request asks for. */
export const exceptionAsked = (
  member: MemberId,
  on: Day,
  loan: { readonly loan: Uuid; readonly fund: string; readonly unit: string; readonly amount: string },
  above: AboveDocument,
): Change =>
  put(exceptionTable, {
    loan_id: loan.loan,
    member_id: member,
    fund: loan.fund,
    unit: loan.unit,
    amount: BigInt(loan.amount),
    allowed: BigInt(above.allowed),
    share_percent: Number(above.share_percent),
    limit_percent: Number(above.limit_percent),
    status: "asked",
    asked_on: on,
    ...notGranted,
  });

const notGranted = { granted_amount: null, granted_on: null, approved_by: null, decision_id: null } as const;

interface GrantedData {
  readonly loan: Uuid;
  readonly decision: Uuid;
  readonly approver: MemberId;
  readonly amount: string;
}

export const exceptionGranted: Project = (fact, books) => {
  const data = fact.data as unknown as GrantedData;
  return [
    put(exceptionTable, {
      ...exceptionOf(data.loan, books),
      status: "granted",
      granted_amount: BigInt(data.amount),
      granted_on: fact.on,
      approved_by: data.approver,
      decision_id: data.decision,
    }),
    useDecision(data.decision, books),
  ];
};

export const exceptionReversed: Project = fromReversed((original, books) => {
  const { loan, decision } = original as unknown as GrantedData;
  return [
    put(exceptionTable, { ...exceptionOf(loan, books), status: "asked", ...notGranted }),
    useDecision(decision, books, false),
  ];
});

/** What a request that is taken back had asked for counts for nothing. */
export function exceptionTakenBack(loan: Uuid, books: Books): readonly Change[] {
  const row = books.row(exceptionTable, { loan_id: loan });
  return row ? [put(exceptionTable, { ...row, status: "taken-back", ...notGranted })] : [];
}

function exceptionOf(loan: Uuid, books: Books): ExceptionRow {
  return books.row(exceptionTable, { loan_id: loan })!;
}
