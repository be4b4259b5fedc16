import { type AccountCode, type Day, type Document, type MemberId, type Minor, table, type Uuid } from "#base";
import type { reminderWays } from "./reminder-ways.ts";

/**
 * One loan, from the request on. Amounts are minor units of `unit`, none below zero. What is still owed is never kept:
 * it follows from the terms, the day and what was paid (`owed.ts`), so a reversal in any order leaves true books.
 */
export interface LoanRow {
  /** Made on the device that wrote the request. */
  readonly loan_id: Uuid;
  readonly member_id: MemberId;
  readonly fund: string;
  readonly unit: string;
  /** The code of the product it was asked for; its terms as they were then are in `terms`. */
  readonly product: string;
  /** A snapshot, see `agreement.ts`: a later version of the product changes nothing here. */
  readonly terms: Document;
  readonly status: LoanStatus;
  readonly requested: Minor;
  readonly requested_on: Day;
  /** What the members agreed to, where they were asked before the pay-out: all or less of what was requested. */
  readonly approved: Minor | null;
  readonly decision_id: Uuid | null;
  /** What ties the loans of a circle to each other: of women who stand for each other and borrowed by one decision. */
  readonly circle_id: Uuid | null;
  readonly paid_out_on: Day | null;
  /** What was paid out. 0 until then. */
  readonly principal: Minor;
  readonly principal_paid: Minor;
  readonly interest_paid: Minor;
  /** What was paid, by the repayment period and the day it was paid in, the earliest first: {@link RepaidInPeriod}. */
  readonly repaid: Document;
  /** What was agreed about it after the pay-out, in order: see `agreed-anew.ts`. Empty for most. */
  readonly agreed_anew: Document;
  /** Savings that are kept for it, in the order they were pledged: {@link PledgeOfLoan}. Empty for most. */
  readonly pledges: Document;
  /** Principal the members gave up, and the interest that was unpaid then. The claim stays. */
  readonly written_off: Minor;
  readonly interest_waived: Minor;
  /** What came in of it later, of principal and of interest. */
  readonly recovered: Minor;
  readonly interest_recovered: Minor;
  /** Sums of its fees and late charges, see `charges-kept.ts`. Empty for most. */
  readonly charges: Document;
  /** The day it ended: refused, withdrawn, repaid or written off. */
  readonly closed_on: Day | null;
  /**
   * The cut-off of the paper books it was running in; null for what was lent since. Then no decision is cited, and `repaid`
   * and `interest_paid` through that day are as the plan has them, since each payment stands on paper only.
   */
  readonly brought_forward_on: Day | null;
  /** Her running loan that its pay-out pays off; and, of one that was paid off so, the loan that took its place. */
  readonly renews: Uuid | null;
  readonly renewed_by: Uuid | null;
  /** What was late of the loan it paid off when it did, and of those before that one; 0 for most. */
  readonly renewed_late: Minor;
}

/**
 * An item of `repaid`, in decimal strings: principal, interest and fees that came in on a day. What old books brought has no
 * day, and its interest stands in `interest_paid` alone.
 */
export type RepaidInPeriod = {
  readonly period: string;
  readonly principal: string;
  readonly on?: Day;
  readonly interest?: string;
  /** Absent where there were none. */
  readonly fees?: string;
};

/** An item of `pledges`: what one member pledged of what she has in one account. Amounts are decimal strings, minor units. */
export interface PledgeOfLoan {
  readonly [key: string]: string;
  readonly member: MemberId;
  readonly account: AccountCode;
  readonly amount: string;
  /** What of it was taken for the loan, and what was let go before its end, by decisions of the members. */
  readonly taken: string;
  readonly let_go: string;
}

/** "taken-back": the request itself was a mistake and was reversed. */
export type LoanStatus =
  | "requested"
  | "approved"
  | "refused"
  | "withdrawn"
  | "taken-back"
  | "running"
  | "repaid"
  | "written-off";

/** Who stands for a loan beside the borrower. */
export interface GuarantorRow {
  readonly loan_id: Uuid;
  readonly member_id: MemberId;
  /** Named by mistake: the row stays, since posted things never go, and counts for nothing. */
  readonly is_taken_back: boolean;
}

export const loanTable = table<LoanRow>({
  name: "loans.loan",
  key: ["loan_id"],
  columns: {
    loan_id: "uuid",
    member_id: "text",
    fund: "text",
    unit: "text",
    product: "text",
    terms: "jsonb",
    status: "text",
    requested: "int8",
    requested_on: "date",
    approved: "int8?",
    decision_id: "uuid?",
    circle_id: "uuid?",
    paid_out_on: "date?",
    principal: "int8",
    principal_paid: "int8",
    interest_paid: "int8",
    repaid: "jsonb",
    agreed_anew: "jsonb",
    pledges: "jsonb",
    written_off: "int8",
    interest_waived: "int8",
    recovered: "int8",
    interest_recovered: "int8",
    charges: "jsonb",
    closed_on: "date?",
    brought_forward_on: "date?",
    renews: "uuid?",
    renewed_by: "uuid?",
    renewed_late: "int8",
  },
});

export const guarantorTable = table<GuarantorRow>({
  name: "loans.guarantor",
  key: ["loan_id", "member_id"],
  columns: { loan_id: "uuid", member_id: "text", is_taken_back: "bool" },
});

/** That a borrower was visited, by whom and when. What was found and agreed is a text under her key. */
export interface CareVisitRow {
  readonly visit_id: Uuid;
  readonly loan_id: Uuid;
  readonly member_id: MemberId;
  readonly visited_on: Day;
  readonly visitor: MemberId;
  readonly companion: MemberId | null;
  readonly noted_on: Day;
  /** The leaf that says so. */
  readonly seq: bigint;
  /** Noted by mistake: the row stays, since posted things never go, and counts for nothing. */
  readonly is_taken_back: boolean;
}

export const careVisitTable = table<CareVisitRow>({
  name: "loans.care_visit",
  key: ["visit_id"],
  columns: {
    visit_id: "uuid",
    loan_id: "uuid",
    member_id: "text",
    visited_on: "date",
    visitor: "text",
    companion: "text?",
    noted_on: "date",
    seq: "int8",
    is_taken_back: "bool",
  },
});

/** How a member chose to be reminded of her instalments. */
export interface ReminderRow {
  readonly member_id: MemberId;
  readonly way: (typeof reminderWays)[number];
  readonly chosen_on: Day;
}

export const reminderTable = table<ReminderRow>({
  name: "loans.reminder",
  key: ["member_id"],
  columns: { member_id: "text", way: "text", chosen_on: "date" },
});
