import { type Books, type Day, type Dues, type Entry, type MemberId, type Minor, need, sum, type Uuid } from "#base";
import { needsRules, rulesOn } from "#assembly";
import { fundTable } from "#ledger";
import { type MembershipRow, membershipTable } from "#members";
import { amountDue, needsInSteps } from "#savings";
import { depositOf, needsDeposits } from "./deposit.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { fundRule } from "./rules.ts";
import { collectedDays, contributionsDue, type Standing, standing } from "./standing.ts";
import { contributionDayTable, type EnrolmentRow, enrolmentTable, type LevyRow, levyTable } from "./tables.ts";

/** What is proposed for the sheet: the equal contribution of each, then her levies, fund by fund, social funds first; out of
 * her deposit where it covers a levy. */
export const dues: Dues = {
  needs: (books, on) =>
    needsInSteps(books, [needsRules, need.all(fundTable), need.all(membershipTable)], () =>
      fundsOn(on, books).flatMap(fund => [
        need.row(enrolmentTable, { fund: fund.fund }),
        need.row(levyTable, { fund: fund.fund }),
        need.row(contributionDayTable, { fund: fund.fund }),
        ...needsDeposits(fund, on, books),
      ]),
    ),
  due: (books, on) => {
    const members = contributors(books, on);
    return fundsOn(on, books).flatMap(fund => dueTo(fund, members, on, books));
  },
};

/** What one member has not brought to funds of aid that fell due up to this day. Must see what {@link dues} must. */
export const unpaidBy = (member: MemberId, books: Books, on: Day): readonly Unpaid[] =>
  fundsOn(on, books).flatMap(fund => {
    const her = contributors(books, on).filter(row => row.member_id === member);
    return dueTo(fund, her, on, books).map(({ body }) => {
      const { amount, claim } = body as { readonly amount: Minor; readonly claim?: Uuid };
      return { fund: fund.fund, unit: fund.unit, amount, claim: claim ?? null };
    });
  });

/** The equal contribution, or with `claim` a levy. Minor units. */
export interface Unpaid {
  readonly fund: string;
  readonly unit: string;
  readonly amount: Minor;
  readonly claim: Uuid | null;
}

/** Someone who is about to fall out of a fund, or may: for the warning before, and for the list at the meeting. */
export interface LapseAhead extends Standing {
  readonly fund: string;
  readonly member_id: MemberId;
  readonly number: number;
}

/** Whom to warn and who may lapse, by fund and member number. Must see what {@link dues} must. */
export function lapsesAhead(books: Books, on: Day): readonly LapseAhead[] {
  const members = contributors(books, on);
  return fundsOn(on, books).flatMap(fund => {
    const enrolments = enrolmentsOf(fund.fund, books);
    const levies = leviesOf(fund.fund, books);
    const collectedOn = collectedDays(fund.fund, books);
    return members.flatMap(({ member_id, number }): readonly LapseAhead[] => {
      const enrolment = enrolments.get(member_id);
      if (fund.lapse_after_missed === undefined || enrolment?.status !== "active") return [];
      const found = standing({
        enrolment,
        due: contributionsDue(fund, enrolment.enrolled_on, on, books, enrolment),
        collectedOn,
        levies: levies.get(member_id) ?? [],
        lapseAfterMissed: fund.lapse_after_missed,
        on,
      });
      return found.left !== null && found.left <= 1 ? [{ ...found, fund: fund.fund, member_id, number }] : [];
    });
  });
}

function fundsOn(on: Day, books: Books): readonly AidFund[] {
  const funds = rulesOn(fundRule, on, books).flatMap(({ code }) => {
    const fund = fundOn(code, on, books);
    return "refused" in fund ? [] : [fund];
  });
  return [...funds.filter(one => one.kind === "social"), ...funds.filter(one => one.kind === "damayan")];
}

const contributors = (books: Books, on: Day): readonly MembershipRow[] =>
  books
    .rows(membershipTable)
    .filter(row => row.kind === "member" && row.status === "active" && row.joined_on <= on)
    .sort((a, b) => a.number - b.number);

function dueTo(fund: AidFund, members: readonly MembershipRow[], on: Day, books: Books): readonly Entry[] {
  const enrolments = enrolmentsOf(fund.fund, books);
  const levies = leviesOf(fund.fund, books);
  return members.flatMap(({ member_id, joined_on }): readonly Entry[] => {
    const enrolment = enrolments.get(member_id);
    if (fund.kind === "damayan" ? enrolment?.status !== "active" : enrolment && enrolment.status !== "active")
      return [];
    const asked = contributionsDue(fund, enrolment?.enrolled_on ?? joined_on, on, books, enrolment);
    const equal = amountDue(asked, enrolment?.paid ?? 0n);
    const body = { member: member_id, fund: fund.fund };
    let saved = depositOf(fund, member_id, on, books);
    return [
      ...(equal === 0n ? [] : [{ entry: "aid.contribution", body: { ...body, amount: equal } }]),
      ...(levies.get(member_id) ?? [])
        .filter(levy => levy.due_on <= on && levy.paid < levy.amount)
        .sort((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.claim_id < b.claim_id ? -1 : 1))
        .map(levy => {
          const amount = levy.amount - levy.paid;
          const isCovered = saved >= amount;
          if (isCovered) saved -= amount;
          const from = isCovered ? { from: fund.levy!.deposit!.product } : {};
          return { entry: "aid.contribution", body: { ...body, amount, claim: levy.claim_id, ...from } };
        }),
    ];
  });
}

const enrolmentsOf = (fund: string, books: Books): ReadonlyMap<MemberId, EnrolmentRow> =>
  new Map(books.rows(enrolmentTable, { fund }).map(row => [row.member_id, row]));

function leviesOf(fund: string, books: Books): ReadonlyMap<MemberId, readonly LevyRow[]> {
  const levies = new Map<MemberId, LevyRow[]>();
  for (const levy of books.rows(levyTable, { fund }))
    levies.set(levy.member_id, [...(levies.get(levy.member_id) ?? []), levy]);
  return levies;
}

/** What is still to come in for a death. Minor units. */
export const levyMissing = (levies: readonly LevyRow[]): bigint => sum(levies.map(levy => levy.amount - levy.paid));
