import {
  type Books,
  type Day,
  type Line,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { account, fundTable, needsOwnWealth, spentOfOwn } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps } from "#savings";
import { type FundRule, fundRule } from "./rules.ts";
import { type EnrolmentRow, enrolmentTable, levyTable } from "./tables.ts";

/** A mutual-aid fund as its rule has it on a day, with its unit. */
export interface AidFund extends FundRule {
  readonly fund: string;
  readonly unit: string;
}

/** The fund on the day, or the refusal that it is none to give aid from. That it fits its purpose its rule was held to. */
export function fundOn(fund: string, on: Day, books: Books): AidFund | Refusal {
  const value = ruleOn(fundRule, on, books, fund);
  const row = books.row(fundTable, { fund });
  if (!value || !row) return refuse("aid.no-such-fund", { fund });
  return { ...value, fund, unit: row.unit };
}

/** What {@link fundOn} must see, with whom it is about and the accounts money of the fund moves on. */
export const needsFund = (fund: string, member: MemberId, books: Books): readonly Need[] =>
  needsInSteps(books, [need.row(membershipTable, { member_id: member }), needsRules, need.all(fundTable)], () => {
    const unit = books.row(fundTable, { fund })?.unit;
    if (unit === undefined) return [];
    return [need.balance(account.cash(fund), unit), ...needsOwnWealth({ fund, unit })];
  });

/** Money into the fund: cash against what the fund has for its purpose. */
export const fundLines = ({ fund, unit }: Pick<AidFund, "fund" | "unit">, amount: Minor): readonly Line[] => [
  { account: account.cash(fund), unit, amount },
  { account: account.equity(fund, "restricted"), unit, amount: -amount },
];

/** Money out of the fund, of what it has for its purpose. */
export const fundSpends = (fund: Pick<AidFund, "fund" | "unit">, amount: Minor, books: Books): readonly Line[] => [
  { account: account.cash(fund.fund), unit: fund.unit, amount: -amount },
  ...spentOfOwn(fund, amount, books),
];

/** Places in the fund of those who are members still: a place ends with the membership, and nothing is written for it. */
export function placesIn(fund: string, books: Books): readonly EnrolmentRow[] {
  const isActive = (member_id: MemberId): boolean => books.row(membershipTable, { member_id })?.status === "active";
  return books.rows(enrolmentTable, { fund }).filter(row => isActive(row.member_id));
}

/** Only an active member contributes; officials hold no books. */
export function refuseStranger(member: MemberId, books: Books): Refusal | null {
  const membership = books.row(membershipTable, { member_id: member });
  if (membership?.kind !== "member") return refuse("aid.not-a-member", { member });
  if (membership.status !== "active")
    return refuse("aid.no-longer-a-member", { number: membership.number, status: membership.status });
  return null;
}

interface InFund {
  readonly member: MemberId;
  readonly fund: string;
}

/** What {@link placeOf} must see. */
export const needsPlace = ({ member, fund }: InFund, books: Books): readonly Need[] => [
  ...needsFund(fund, member, books),
  need.row(enrolmentTable, { fund, member_id: member }),
];

/** An active member and a fund, with her place in it as it stands; none where she never was in it. */
export function placeOf(
  { member, fund: code }: InFund,
  on: Day,
  books: Books,
): { readonly fund: AidFund; readonly enrolment: EnrolmentRow | undefined } | Refusal {
  const fund = fundOn(code, on, books);
  if ("refused" in fund) return fund;
  const stranger = refuseStranger(member, books);
  if (stranger) return stranger;
  return { fund, enrolment: books.row(enrolmentTable, { fund: fund.fund, member_id: member }) };
}

/** The same of who is in the fund now. */
export function activePlaceOf(
  of: InFund,
  on: Day,
  books: Books,
): { readonly fund: AidFund; readonly enrolment: EnrolmentRow } | Refusal {
  const place = placeOf(of, on, books);
  if ("refused" in place) return place;
  const { fund, enrolment } = place;
  return enrolment?.status === "active" ? { fund, enrolment } : refuse("aid.not-enrolled", { fund: fund.fund });
}

/**
 * A claim that is told on the same sheet is no row yet, so it cannot be known which fund and whose it is: everything that
 * could be is loaded. A death told, checked and paid on one day is rare.
 */
export const needsOfClaimOnTheSheet: readonly Need[] = [
  need.all(enrolmentTable),
  need.all(levyTable),
  { balances: {} },
];
