/** Needs that were reported and are not paid yet: as the books have them, with today's own reports and checks on top. */
import { type Books, type Day, isRefusal, type LoadedBooks, need, type Need } from "#base";
import { claimTable, payableOn } from "#aid";
import type { ClaimSeen } from "../screens/seen.ts";
import type { DraftLineRow, MeetingRow } from "../tables.ts";
import { type Asking, tried } from "./context.ts";

const open = ["reported", "checked", "paid-in-part"] as const;

export const needsClaims: readonly Need[] = open.map(status => need.row(claimTable, { status }));

/** What is paid on this very sheet is still shown as it stood before: the line that pays it says the rest. */
export function claimsSeen(
  drafts: readonly DraftLineRow[],
  books: LoadedBooks,
  meeting: MeetingRow,
  asked: Asking,
): readonly ClaimSeen[] {
  if (!drafts.some(line => line.entry === "aid.claim" || line.entry === "aid.verify"))
    return claimsIn(books, meeting.held_on);
  const result = tried(
    drafts.filter(line => line.entry !== "aid.pay-benefit"),
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
    })),
  );
