/** What a share-out or a leaving would give, before anybody decides: worked out on the books with the sheet on top. */
import { type Day, isMemberId, isRefusal, type LoadedBooks, type Need, type Refusal, sum } from "#base";
import { ruleOn } from "#assembly";
import { debtsTo, needsDebtsTo, owedByMember } from "#loans";
import { needsShareOut, planShareOut, shareOutRule } from "#savings";
import { leavingOf, needsOfLeaving } from "../leaving.ts";
import type { LeavingPlanSeen, ShareOutPlanSeen } from "../screens/seen.ts";
import { draftLinesOf, openMeetingOf } from "../store.ts";
import { type Asking, booksFor, tried } from "./context.ts";

type Books = Parameters<typeof needsShareOut>[1];

export async function askShareOutPlan(asked: Asking): Promise<ShareOutPlanSeen | Refusal | null> {
  const fund = asked.params["fund"] ?? "";
  const found = await booksAfterSheet(asked, books => [...needsDebtsTo(fund, books), ...needsShareOut(fund, books)]);
  if (!found || isRefusal(found)) return found;
  const { books, on } = found;
  const plan = planShareOut({ books, fund, on, debts: owedByMember(debtsTo(fund, books, on)) });
  if (isRefusal(plan)) return plan;
  return {
    fund,
    unit: plan.unit,
    pot: String(plan.pot),
    shares: String(plan.totalShares),
    perShare: String(plan.valuePerShare.numerator / plan.valuePerShare.denominator),
    remainder: String(plan.remainder),
    rest: String(sum(plan.members.map(one => one.rest))),
    restStaysOpen: ruleOn(shareOutRule, on, books, fund)?.rest_of_loans === "stays-open",
    members: plan.members.map(one => ({
      member: one.member,
      shares: String(one.shares),
      value: String(one.value),
      setOff: String(one.setOff),
      rest: String(one.rest),
      payout: String(one.payout),
    })),
  };
}

export async function askLeavingPlan(asked: Asking): Promise<LeavingPlanSeen | Refusal | null> {
  const member = asked.params["member"] ?? "";
  if (!isMemberId(member)) return null;
  const found = await booksAfterSheet(asked, (books, on) => needsOfLeaving(member, books, on));
  if (!found || isRefusal(found)) return found;
  const leaving = leavingOf(member, found.books, found.on);
  if (isRefusal(leaving)) return leaving;
  const { leavings, takenOff, short } = leaving;
  return {
    member,
    needsDecision: short !== null,
    funds: leavings.map(({ fund, unit, stake, gain, payout, stillOwed }) => ({
      fund,
      unit,
      stake: String(stake - gain),
      gain: String(gain),
      takenOff: takenOff
        .filter(one => one.from === fund)
        .map(({ owing, amount }) => ({
          what: "debt" in owing ? ("loan" as const) : ("aid" as const),
          fund: owing.fund,
          amount: String(amount),
        })),
      payout: String(payout),
      stillOwed: String(stillOwed),
    })),
  };
}

/** The books as they will stand when the sheet is posted; the refusal where it cannot be. */
export async function booksAfterSheet(
  asked: Asking,
  needs: (books: Books, on: Day) => readonly Need[],
): Promise<{ readonly books: LoadedBooks; readonly on: typeof asked.today } | Refusal | null> {
  const { client, organisation } = asked;
  const meeting = await openMeetingOf(client, organisation);
  if (!meeting) return null;
  const drafts = await draftLinesOf(client, organisation, meeting.meeting_id, asked.masterKey);
  const books = await booksFor({ client, organisation }, meeting.held_on, drafts, books => needs(books, meeting.held_on));
  const result = tried(drafts, books, meeting, asked);
  return isRefusal(result) ? (result as Refusal) : { books: result.after, on: meeting.held_on };
}
