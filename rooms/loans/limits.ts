import {
  addMonths,
  type BodyOf,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  multiply,
  type Need,
  need,
  parseRatio,
  type Refusal,
  ratio,
  refuse,
  round,
  rule,
  sum,
  type Uuid,
} from "#base";
import { needsRule, ruleOn } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { arrears } from "./arrears.ts";
import { aboveLadder, needsLadders } from "./ladder.ts";
import { isAwaiting, isRunning, least, needsLoansOf, othersOf, outstanding } from "./loan.ts";
import { type LoanRow, loanTable } from "./tables.ts";

/** So many may stand for one loan; how many must is the group's rule. */
export const guarantorsMax = 10;

/** How much the members lend to one of them, and on which conditions. The same for all; asked again at the pay-out. */
export const loanLimits = rule({
  key: "loans.limits",
  many: false,
  fields: {
    /** All she owes, with the new loan, is at most so many times her own stake: "3" in most VSLAs. Not for free loans. */
    times_stake: { is: "text", max: 10, optional: true },
    /** What counts as her stake: her shares, her savings. */
    stake_accounts: { is: "list", max: 20, of: { is: "key" } },
    /** All she owes a fund is at most this part of it: of its cash, its bank account and its loans together. */
    share_of_fund_percent: { is: "count", max: 100, optional: true },
    /** Whole months since she joined. */
    months_member_min: { is: "count", max: 120, optional: true },
    guarantors_min: { is: "count", max: guarantorsMax },
    may_borrow_again_with_open_loan: { is: "flag" },
    /** Of women who borrowed together none gets a new loan while an instalment of one of them is late. */
    circle_on_time: { is: "flag", optional: true },
  },
  check: ({ times_stake, stake_accounts }) => {
    const times = times_stake === undefined ? null : parseRatio(times_stake);
    if (times_stake !== undefined && (!times || times.numerator <= 0n || times_stake.includes("/")))
      return refuse("loans.times-stake-malformed");
    return times && stake_accounts.length === 0 ? refuse("loans.stake-is-of-no-account") : null;
  },
});

export type LoanLimits = BodyOf<typeof loanLimits.fields>;

/** What someone asks to borrow, or is about to be paid. */
export interface Borrowing {
  readonly loan: Uuid;
  readonly member: MemberId;
  readonly product: string;
  readonly fund: string;
  readonly unit: string;
  readonly amount: Minor;
  readonly guarantors: number;
  readonly isFree: boolean;
  /** The loan that ends with it, so that she will not owe both. */
  readonly renews?: Uuid | null;
}

/** Her loans and those of her circles, and her stake. Call it again after each load. */
export const needsLimits = (member: MemberId, books: Books): readonly Need[] => [
  needsRule(loanLimits),
  needsLoansOf(member),
  need.row(membershipTable, { member_id: member }),
  { balances: { member } },
  ...(books.isCovered(loanTable, { member_id: member }) ? needsBy(books.rows(loanTable, { member_id: member })) : []),
];

const needsBy = (loans: readonly LoanRow[]): readonly Need[] => [
  ...circlesOf(loans).map(circle_id => need.row(loanTable, { circle_id })),
  ...needsLadders(loans),
];

const circlesOf = (loans: readonly LoanRow[]): readonly Uuid[] => [
  ...new Set(loans.flatMap(({ circle_id }) => (circle_id === null ? [] : [circle_id]))),
];

export const needsFundSize = (fund: string, unit: string): readonly Need[] => [
  need.balance(account.cash(fund), unit),
  need.balance(account.bank(fund), unit),
  need.total(account.loans(fund), unit),
];

/** All limits of the members' own making that it would pass, in the order in which they are kept. None set, none passed. */
export const limitsPassed = (borrowing: Borrowing, books: Books, on: Day): readonly Refusal[] =>
  [
    ...ownLimits(borrowing, books, on),
    aboveLadder(borrowing, books, on),
    aboveShareOfFund(borrowing, books, on),
  ].filter(one => one !== null);

function ownLimits(borrowing: Borrowing, books: Books, on: Day): readonly (Refusal | null)[] {
  const limits = ruleOn(loanLimits, on, books);
  if (!limits) return [];
  const others = othersOf(borrowing, books);
  const { guarantors: found } = borrowing;
  // What is late is late, also of the loan that would end: a new one does not make a circle one that pays on time.
  const late = limits.circle_on_time ? lateInCircles(othersOf({ ...borrowing, renews: null }, books), books, on) : 0;
  const months = limits.months_member_min ?? 0;
  const from = addMonths(books.row(membershipTable, { member_id: borrowing.member })!.joined_on, months);
  return [
    !limits.may_borrow_again_with_open_loan && others.some(loan => isRunning(loan) || isAwaiting(loan))
      ? refuse("loans.has-open-loan")
      : null,
    found < limits.guarantors_min ? refuse("loans.too-few-guarantors", { found, needed: limits.guarantors_min }) : null,
    late > 0 ? refuse("loans.circle-is-late", { count: late }) : null,
    from > on ? refuse("loans.member-too-short", { months, from }) : null,
    aboveTimesStake(borrowing, limits, others, books),
  ];
}

const lateInCircles = (loans: readonly LoanRow[], books: Books, on: Day): number =>
  circlesOf(loans)
    .flatMap(circle_id => books.rows(loanTable, { circle_id }))
    .filter(loan => isRunning(loan) && arrears(loan, on).total > 0n).length;

function aboveTimesStake(
  borrowing: Borrowing,
  { times_stake: times, stake_accounts }: LoanLimits,
  others: readonly LoanRow[],
  books: Books,
): Refusal | null {
  if (times === undefined || borrowing.isFree) return null;
  const { unit, amount } = borrowing;
  const stake = stakeOf(borrowing, stake_accounts, books);
  const owed = sum(others.filter(loan => isRunning(loan) && loan.unit === unit).map(outstanding));
  const allowed = round(multiply(ratio(stake), parseRatio(times)!), "FLOOR") - owed;
  if (amount <= allowed) return null;
  return refuse("loans.above-times-stake", { unit, amount, allowed: atLeastZero(allowed), stake, owed, times });
}

/**
 * Why a loan would take her above what one may owe its fund, so that the fund is not in few hands; null where she stays
 * within it, or the group has no such limit. `share` is how much of the fund she would owe, in percent rounded up. Where a
 * loan is refused it is said before the limits that are hers alone: the members are told of it, whatever else is in the way.
 */
export function aboveShareOfFund(borrowing: Borrowing, books: Books, on: Day): Refusal | null {
  const percent = ruleOn(loanLimits, on, books)?.share_of_fund_percent;
  if (percent === undefined) return null;
  const { unit, amount, fund } = borrowing;
  const size = fundSize(borrowing, books);
  const running = othersOf(borrowing, books).filter(loan => isRunning(loan) && loan.unit === unit && loan.fund === fund);
  const owed = sum(running.map(outstanding));
  const allowed = atLeastZero((size * BigInt(percent)) / 100n - owed);
  if (amount <= allowed) return null;
  const together = (owed + amount) * 100n;
  // A fund that holds nothing is all hers.
  const share = size <= 0n ? 100 : Number(least((together + size - 1n) / size, shareMost));
  const { member } = borrowing;
  return refuse("loans.above-share-of-fund", { member, unit, amount, allowed, fund, size, owed, percent, share });
}

/** Her shares and savings that count, minor units, in the unit of the loan. */
function stakeOf({ member, unit }: Borrowing, accounts: readonly string[], books: Books): Minor {
  const own = books.balances({ member }).filter(balance => balance.unit === unit && accounts.includes(balance.account));
  // What the group owes her stands on the credit side, below zero.
  return -sum(own.map(({ balance }) => balance));
}

function fundSize({ fund, unit }: Borrowing, books: Books): Minor {
  const held = [account.cash(fund), account.bank(fund)].map(of => books.balance({ account: of, unit }));
  return sum(held) + books.total(account.loans(fund), unit);
}

/** Of a fund that holds next to nothing no larger part is told. */
const shareMost = 9_999n;

const atLeastZero = (amount: Minor): Minor => (amount < 0n ? 0n : amount);
