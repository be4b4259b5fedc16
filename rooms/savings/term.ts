/**
 * Term deposits: each with its own id and day, and the terms of the product as they stood on that day. What it earns is
 * simple or compounded over whole months; who takes it out before its day has what the rule says of the months it lay.
 */
import {
  addMonths,
  assert,
  type Books,
  completedMonths,
  type Day,
  type Line,
  type MemberId,
  type Minor,
  multiply,
  type Need,
  need,
  one,
  type Ratio,
  ratio,
  type Refusal,
  refuse,
  round,
  subtract,
  type Uuid,
} from "#base";
import { account, fundTable } from "#ledger";
import { maturity } from "./interest.ts";
import { type Product, productOn } from "./product.ts";
import { type TermDepositRow, termDepositTable } from "./tables.ts";
import { compoundingMonths, percentIn } from "./term-rule.ts";

/** The terms of a deposit, as its leaf has them: all that must be known to work it out. */
export interface TermData {
  readonly deposit: Uuid;
  readonly product: string;
  readonly fund: string;
  readonly unit: string;
  readonly principal: string;
  readonly months: string;
  readonly rate: string;
  readonly compounding_months: string;
  readonly early: TermDepositRow["early"];
  readonly early_percent: string;
  /** Of a product of which parts are taken out. */
  readonly least_left?: string;
}

/** The product where it is one of term deposits, of a fund whose members share what it earns and costs. */
export function termProductOn(code: string, on: Day, books: Books): Product | Refusal {
  const product = productOn(code, on, books);
  if ("refused" in product) return product;
  if (product.kind !== "term" || product.term === undefined) return refuse("savings.not-a-term", { product: code });
  if (books.row(fundTable, { fund: product.fund })!.nature !== "divisible")
    return refuse("savings.interest-of-divided-fund", { fund: product.fund });
  return product;
}

/** The terms of the product on the day it is laid down. */
export function termsOf({ product, fund, unit, term }: Product, deposit: Uuid, principal: Minor): TermData {
  assert(term, "the product has terms");
  return {
    ...{ deposit, product, fund, unit, principal: String(principal), months: String(term.months), rate: term.rate },
    compounding_months: String(compoundingMonths[term.interest]),
    ...{ early: term.early, early_percent: term.early_percent },
    ...(term.least_left === undefined ? {} : { least_left: String(term.least_left) }),
  };
}

export const rowOfTerm = (data: TermData, member: MemberId, on: Day): TermDepositRow => ({
  ...{ deposit_id: data.deposit, member_id: member, product: data.product, fund: data.fund, unit: data.unit },
  ...{ principal: BigInt(data.principal), withdrawn: 0n, opened_on: on, months: Number(data.months) },
  ...{ matures_on: addMonths(on, Number(data.months)), rate: data.rate },
  ...{ compounding_months: Number(data.compounding_months), early: data.early, early_percent: data.early_percent },
  least_left: data.least_left === undefined ? null : BigInt(data.least_left),
  ...{ status: "open", interest: 0n, interest_on: null, closed_on: null },
});

export const accountOfTerm = ({ product, fund }: Pick<TermDepositRow, "product" | "fund">) => account.savings(product, fund);

export const isMature = ({ matures_on }: Pick<TermDepositRow, "matures_on">, on: Day): boolean => on >= matures_on;

/**
 * What a deposit has earned that is taken out on a day: all of its term from its last day on, and before it what the early
 * rule leaves of the whole months it lay. Rounded once to the smallest unit, half up; never below zero.
 */
export function interestOfTerm(
  of: Pick<
    TermDepositRow,
    "principal" | "opened_on" | "months" | "matures_on" | "rate" | "compounding_months" | "early" | "early_percent"
  >,
  on: Day,
): Minor {
  return round(earnedExactly(of, on), "HALF_UP");
}

function earnedExactly(of: Parameters<typeof interestOfTerm>[0], on: Day): Ratio {
  const isEarly = !isMature(of, on);
  const months = isEarly ? Math.max(0, completedMonths(of.opened_on, on)) : of.months;
  const annualRate = percentIn(isEarly && of.early === "lower-rate" ? of.early_percent : of.rate)!;
  const principal = ratio(of.principal);
  const earned = subtract(
    maturity({ principal, annualRate, months, compoundingMonths: of.compounding_months || Math.max(months, 1) }),
    principal,
  );
  const kept = isEarly && of.early === "part-of-interest" ? subtract(one, percentIn(of.early_percent)!) : one;
  return multiply(earned, kept);
}

/** What a part of it has earned that is taken out before its day: by the early rule, as a deposit of its own. Minor units. */
export const earlyInterestOn = (row: TermDepositRow, part: Minor, on: Day): Minor =>
  interestOfTerm({ ...row, principal: part }, on);

/** The same of one unit, exact: a screen works out any part of it without the rule, since it is linear in what was laid down. */
export function earlyInterestPerUnit(row: TermDepositRow, on: Day): { readonly of: bigint; readonly in: bigint } {
  const { numerator, denominator } = earnedExactly({ ...row, principal: 1n }, on);
  return { of: numerator, in: denominator };
}

/** The most that may be taken out of it on a day with the rest going on, as far as its own terms go; minor units. */
export function freeInTerm(row: TermDepositRow, on: Day): Minor {
  if (row.least_left === null || row.interest_on !== null || isMature(row, on)) return 0n;
  const stays = row.least_left > 1n ? row.least_left : 1n;
  return row.principal > stays ? row.principal - stays : 0n;
}

/** Interest of it that is not posted yet. Once it is, the deposit earns nothing more. */
export const interestToPost = (row: TermDepositRow, on: Day): Minor =>
  row.interest_on === null ? interestOfTerm(row, on) : 0n;

/** What she has in it: what lies there of what she laid down, and interest that was posted. */
export const keptInTerm = ({ principal, interest }: Pick<TermDepositRow, "principal" | "interest">): Minor =>
  principal + interest;

/** An open deposit of hers, or why it cannot be spoken of. */
export function openTerm(deposit: Uuid, member: MemberId, books: Books): TermDepositRow | Refusal {
  const row = books.row(termDepositTable, { deposit_id: deposit });
  if (row?.member_id !== member) return refuse("savings.no-such-deposit", {});
  return row.status === "open" ? row : refuse("savings.deposit-is-closed", { on: row.closed_on ?? row.opened_on });
}

/** Interest becomes part of what she has; it is an expense of the fund. */
export const interestLines = (row: TermDepositRow, interest: Minor): readonly Line[] =>
  interest === 0n
    ? []
    : [
        { account: account.expense(row.fund), unit: row.unit, amount: interest },
        { account: accountOfTerm(row), member: row.member_id, unit: row.unit, amount: -interest },
      ];

/** The row of a deposit, and the accounts it moves. */
export const needsOfTerm = (row: TermDepositRow): readonly Need[] => [
  need.row(termDepositTable, { deposit_id: row.deposit_id }),
  need.balance(accountOfTerm(row), row.unit, row.member_id),
  need.balance(account.cash(row.fund), row.unit),
  need.balance(account.expense(row.fund), row.unit),
];
