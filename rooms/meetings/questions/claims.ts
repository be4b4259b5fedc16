/** Needs that were reported and are not paid yet: as the books have them, with today's own reports and checks on top. */
import { type Books, type Day, isRefusal, type LoadedBooks, type MemberId, need, type Need } from "#base";
import { type ClaimRow, claimTable, debtsTakenOff, fundOn, isHerOwnDeath, payableOn } from "#aid";
import { deathsChecked, heirsOf } from "#aid/server";
import { needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { needsDebtsOf } from "#loans";
import { needsInSteps } from "#savings";
import type { ClaimSeen, NamedSeen } from "../screens/seen.ts";
import type { DraftLineRow, MeetingRow } from "../tables.ts";
import { type Asking, tried } from "./context.ts";

const open = ["reported", "checked", "paid-in-part"] as const;

/** Open claims with what their members owe: debts are taken off a benefit where the rule says so. */
export const needsClaims = (books: Books, drafts: readonly DraftLineRow[]): readonly Need[] =>
  needsInSteps(
    books,
    [...open.map(status => need.row(claimTable, { status })), need.all(fundTable), needsRules],
    () => [
      ...open.flatMap(status => books.rows(claimTable, { status })).flatMap(claim => needsDebtsOf(claim.member_id, books)),
      ...drafts
        .filter(line => line.entry === "aid.claim")
        .flatMap(line => needsDebtsOf((line.body as { readonly member: MemberId }).member, books)),
    ],
  );

const paysDebts: ReadonlySet<string> = new Set(["loans.repayment", "loans.recovery"]);

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
  const isRepaying = before.some(one => one.debts.length > 0) && drafts.some(line => paysDebts.has(line.entry));
  if (!isNew && !isRepaying) return before;
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
      debts: debtsOf(claim, books, on),
    })),
  );

function debtsOf(claim: ClaimRow, books: Books, on: Day): ClaimSeen["debts"] {
  const fund = fundOn(claim.fund, on, books);
  if (isRefusal(fund)) return [];
  return debtsTakenOff(fund, claim.member_id, on, books).map(({ loan, amount }) => ({
    loan: loan.loan_id,
    fund: loan.fund,
    amount: String(amount),
  }));
}

/** Who hands out money, and so must know to whom. Nobody else at the table reads whom a member named. */
const payers = ["treasurer", "secretary", "chair"] as const;

/**
 * Whom a member named, first to last, once her death was reported and two made sure of it, in the books or on the sheet.
 * Empty for who does not pay.
 */
export async function namedSeen(claims: readonly ClaimSeen[], asked: Asking): Promise<readonly NamedSeen[]> {
  const { client, organisation, masterKey, roles } = asked;
  if (!payers.some(role => roles.has(role))) return [];
  const onTheSheet = claims.filter(one => isHerOwnDeath(one) && one.status !== "reported");
  const deaths = new Map(
    [...(await deathsChecked(client, organisation)), ...onTheSheet].map(({ member, fund }) => [
      `${member}/${fund}`,
      { member, fund },
    ]),
  );
  const named: NamedSeen[] = [];
  for (const of of deaths.values())
    named.push({ ...of, beneficiaries: await heirsOf(client, organisation, of, Buffer.from(masterKey)) });
  return named;
}
