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
import { isAwaiting, isRunning, least, needsLoansOf, outstanding } from "./loan.ts";
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

/**
 * Why the members' own limits keep her from it, or null; her part of the fund is looked at apart ({@link aboveShareOfFund}).
 * An organisation without this rule set itself no limits.
 */
export const limitFault = (borrowing: Borrowing, books: Books, on: Day): Refusal | null =>
  ownLimits(borrowing, books, on) ?? aboveLadder(borrowing, books, on);

function ownLimits(borrowing: Borrowing, books: Books, on: Day): Refusal | null {
  const limits = ruleOn(loanLimits, on, books);
  if (!limits) return null;
  const others = books.rows(loanTable, { member_id: borrowing.member }).filter(loan => loan.loan_id !== borrowing.loan);
  if (!limits.may_borrow_again_with_open_loan && others.some(loan => isRunning(loan) || isAwaiting(loan)))
    return refuse("loans.has-open-loan");
  if (borrowing.guarantors < limits.guarantors_min)
    return refuse("loans.too-few-guarantors", { found: borrowing.guarantors, needed: limits.guarantors_min });
  if (limits.circle_on_time) {
    const late = circlesOf(others)
      .flatMap(circle_id => books.rows(loanTable, { circle_id }))
      .filter(loan => isRunning(loan) && arrears(loan, on).total > 0n).length;
    if (late > 0) return refuse("loans.circle-is-late", { count: late });
  }
  const months = limits.months_member_min ?? 0;
  const joined = books.row(membershipTable, { member_id: borrowing.member })!.joined_on;
  if (addMonths(joined, months) > on)
    return refuse("loans.member-too-short", { months, from: addMonths(joined, months) });
  const running = others.filter(loan => isRunning(loan) && loan.unit === borrowing.unit);
  const { unit, amount } = borrowing;
  if (limits.times_stake !== undefined && !borrowing.isFree) {
    const stake = stakeOf(borrowing, limits.stake_accounts, books);
    const owed = sum(running.map(outstanding));
    const allowed = round(multiply(ratio(stake), parseRatio(limits.times_stake)!), "FLOOR") - owed;
    if (amount > allowed)
      return refuse("loans.above-times-stake", {
        unit,
        amount,
        allowed: atLeastZero(allowed),
        stake,
        owed,
        times: limits.times_stake,
      });
  }
  return null;
}

/**
 * How far a loan would take her above what one may owe its fund, so that the fund is not in few hands. Only this limit may
 * be passed, by an exception that the members vote on.
 */
export interface AboveShare {
  readonly allowed: Minor;
  readonly size: Minor;
  readonly owed: Minor;
  readonly limit_percent: number;
  readonly share_percent: number;
}

/** Null where she stays within it, or where the group has no such limit. */
export function aboveShareOfFund(borrowing: Borrowing, books: Books, on: Day): AboveShare | null {
  const limit_percent = ruleOn(loanLimits, on, books)?.share_of_fund_percent;
  if (limit_percent === undefined) return null;
  const size = fundSize(borrowing, books);
  const running = books
    .rows(loanTable, { member_id: borrowing.member })
    .filter(loan => loan.loan_id !== borrowing.loan && isRunning(loan))
    .filter(loan => loan.unit === borrowing.unit && loan.fund === borrowing.fund);
  const owed = sum(running.map(outstanding));
  const allowed = atLeastZero((size * BigInt(limit_percent)) / 100n - owed);
  if (borrowing.amount <= allowed) return null;
  const together = (owed + borrowing.amount) * 100n;
  // A fund that holds nothing is all hers.
  const share_percent = size <= 0n ? 100 : Number(least((together + size - 1n) / size, shareMost));
  return { allowed, size, owed, limit_percent, share_percent };
}

export const refusalAboveShare = ({ unit, amount, fund }: Borrowing, above: AboveShare): Refusal =>
  refuse("loans.above-share-of-fund", {
    unit,
    amount,
    allowed: above.allowed,
    fund,
    size: above.size,
    owed: above.owed,
    percent: above.limit_percent,
  });

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
