/** Needs that were reported and are not paid yet: as the books have them, with today's own reports and checks on top. */
import { type Books, type Day, isRefusal, type LoadedBooks, need, type Need } from "#base";
import { type ClaimRow, claimTable, fundRule, payableOn } from "#aid";
import { needsRules, ruleOn } from "#assembly";
import { fundTable } from "#ledger";
import { amountToPayOff, isRunning, loanTable } from "#loans";
import type { ClaimSeen } from "../screens/seen.ts";
import type { DraftLineRow, MeetingRow } from "../tables.ts";
import { type Asking, tried } from "./context.ts";

const open = ["reported", "checked", "paid-in-part"] as const;

export const needsClaims: readonly Need[] = [
  ...open.map(status => need.row(claimTable, { status })),
  // Debts are taken off a benefit where the rule says so.
  need.row(loanTable, { status: "running" }),
  need.all(fundTable),
  needsRules,
];

/** What is paid on this very sheet is still shown as it stood before: the line that pays it says the rest. */
export function claimsSeen(
  drafts: readonly DraftLineRow[],
  books: LoadedBooks,
  meeting: MeetingRow,
  asked: Asking,
): readonly ClaimSeen[] {
  const before = claimsIn(books, meeting.held_on);
  const isNew = drafts.some(line => line.entry === "aid.claim" || line.entry === "aid.verify");
  // What she repays today is no debt any more when her benefit is paid.
  const isRepaying = before.some(one => one.debts.length > 0) && drafts.some(line => line.entry === "loans.repayment");
  if (!isNew && !isRepaying) return before;
  const result = tried(
    drafts.filter(line => !line.line.startsWith("pay.benefit.") && line.entry !== "aid.pay-benefit"),
    books,
    meeting,
    asked,
  );
  return claimsIn(isRefusal(result) ? books : result.after, meeting.held_on);
}

export const claimsIn = (books: Books, on: Day): readonly ClaimSeen[] =>
  open.flatMap(status =>
    books.rows(claimTable, { status }).map(claim => ({
      claim: claim.claim_id,
      fund: claim.fund,
      member: claim.member_id,
      event: claim.event,
      who: claim.who,
      happenedOn: claim.happened_on,
      status,
      benefit: claim.benefit === null ? null : String(claim.benefit),
      payable: status === "reported" ? "0" : String(payableOn(claim, on)),
      debts: debtsOf(claim, books, on),
    })),
  );

function debtsOf(claim: ClaimRow, books: Books, on: Day): ClaimSeen["debts"] {
  if (!ruleOn(fundRule, on, books, claim.fund)?.offset_debts) return [];
  const unit = books.row(fundTable, { fund: claim.fund })?.unit;
  return books
    .rows(loanTable, { status: "running" })
    .filter(isRunning)
    .filter(loan => loan.member_id === claim.member_id && loan.unit === unit)
    .sort((a, b) => (a.paid_out_on < b.paid_out_on ? -1 : a.paid_out_on > b.paid_out_on ? 1 : 0))
    .map(loan => ({ loan: loan.loan_id, amount: String(amountToPayOff(loan, on)) }))
    .filter(one => one.amount !== "0");
}
