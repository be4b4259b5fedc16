/** What a share-out or a leaving would give, before anybody decides: worked out on the books with the sheet on top. */
import {
  isMemberId,
  isRefusal,
  type LoadedBooks,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
} from "#base";
import { amountToPayOff, isRunning, loanTable, needsOwedBy, owedBy } from "#loans";
import { leave, needsLeaving, needsShareOut, planShareOut } from "#savings";
import type { LeavingPlanSeen, ShareOutPlanSeen } from "../screens/seen.ts";
import { draftLinesOf, openMeetingOf } from "../store.ts";
import { type Asking, booksFor, tried } from "./context.ts";

type Books = Parameters<typeof needsShareOut>[1];

export async function askShareOutPlan(asked: Asking): Promise<ShareOutPlanSeen | Refusal | null> {
  const fund = asked.params["fund"] ?? "";
  const found = await booksAfterSheet(asked, books => [
    need.row(loanTable, { fund, status: "running" }),
    ...needsShareOut(fund, books),
  ]);
  if (!found || isRefusal(found)) return found;
  const { books, on } = found;
  const debts = new Map<MemberId, Minor>();
  for (const loan of books.rows(loanTable, { fund, status: "running" }).filter(isRunning))
    debts.set(loan.member_id, (debts.get(loan.member_id) ?? 0n) + amountToPayOff(loan, on));
  const plan = planShareOut({ books, fund, on, debts });
  if (isRefusal(plan)) return plan;
  return {
    fund,
    unit: plan.unit,
    pot: String(plan.pot),
    shares: String(plan.totalShares),
    perShare: String(plan.valuePerShare.numerator / plan.valuePerShare.denominator),
    remainder: String(plan.remainder),
    members: plan.members.map(({ member, shares, value, debt, payout }) => ({
      member,
      shares: String(shares),
      value: String(value),
      debt: String(debt),
      payout: String(payout),
    })),
  };
}

export async function askLeavingPlan(asked: Asking): Promise<LeavingPlanSeen | Refusal | null> {
  const member = asked.params["member"] ?? "";
  if (!isMemberId(member)) return null;
  const found = await booksAfterSheet(asked, books => [...needsOwedBy(member), ...needsLeaving(member, books)]);
  if (!found || isRefusal(found)) return found;
  const { books, on } = found;
  const debts = new Map<string, Minor>();
  for (const { loan, total } of owedBy(member, books, on)) debts.set(loan.fund, (debts.get(loan.fund) ?? 0n) + total);
  const { leavings } = leave({ books, member, on, debts });
  return {
    member,
    funds: leavings.map(({ fund, unit, stake, setOff, payout, stillOwed }) => ({
      fund,
      unit,
      stake: String(stake),
      setOff: String(setOff),
      payout: String(payout),
      stillOwed: String(stillOwed),
    })),
  };
}

/** The books as they will stand when the sheet is posted; the refusal where it cannot be. */
async function booksAfterSheet(
  asked: Asking,
  needs: (books: Books) => readonly Need[],
): Promise<{ readonly books: LoadedBooks; readonly on: typeof asked.today } | Refusal | null> {
  const { client, organisation } = asked;
  const meeting = await openMeetingOf(client, organisation);
  if (!meeting) return null;
  const drafts = await draftLinesOf(client, organisation, meeting.meeting_id, asked.masterKey);
  const books = await booksFor({ client, organisation }, meeting.held_on, drafts, needs);
  const result = tried(drafts, books, meeting, asked);
  return isRefusal(result) ? (result as Refusal) : { books: result.after, on: meeting.held_on };
}
