import {
  type AccountCode,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { refusalToShareOut as refusalToShareOutAction } from "#actions";
import { dissolutionRule, dissolutionUsual, needsRules, ruleOn } from "#assembly";
import { account, accountTable, type FundRow, fundTable, kindOfAccount, partsOfAccount } from "#ledger";
import { type Debt, debtsTo, inOrder, isRunning, needsDebtsTo, owedByMember, type Settling } from "#loans";
import { type MembershipRow, membershipTable } from "#members";
import { refusalToShareOut } from "#purchasing";
import { holdTable, interestToPost, needsInSteps, type TermDepositRow, termDepositTable } from "#savings";
import { divide, type Stake } from "./divide.ts";
import { fundPartTable } from "./tables.ts";

/** What one member has in a fund, and what the end of the group gives her of it. Minor units, none below zero. */
export interface MemberPlan extends Stake {
  readonly member: MemberId;
  readonly number: number;
  /** What she has in each account of the fund, as it stands in the books: below zero is hers. */
  readonly held: readonly { readonly account: AccountCode; readonly balance: Minor }[];
  /** Her term deposits there, which end with it, and the interest that is not posted yet: a part of `savings`. */
  readonly deposits: readonly { readonly row: TermDepositRow; readonly interest: Minor }[];
  readonly setOff: Minor;
  readonly payout: Minor;
  readonly settlings: readonly Settling[];
}

export interface FundPlan {
  readonly fund: FundRow;
  /** In the box and at the bank. */
  readonly money: Minor;
  /** By member number; who has nothing there and owes nothing is left out, unless the rest is given to each. */
  readonly members: readonly MemberPlan[];
  readonly toReceiver: Minor;
}

/** What {@link planFund} must see. Call it again after each load. */
export const needsPlan = (fund: string, books: Books): readonly Need[] =>
  needsInSteps(
    books,
    [
      ...[fundTable, accountTable, membershipTable, fundPartTable].map(one => need.all<any>(one)),
      ...[need.all(holdTable), needsRules, need.row(termDepositTable, { fund, status: "open" }), { balances: {} }],
    ],
    () => [
      ...needsDebtsTo(fund, books),
      ...books
        .rows(termDepositTable, { fund, status: "open" })
        .map(({ deposit_id }) => need.row(termDepositTable, { deposit_id })),
    ],
  );

/** All that is in a fund: in the box and at the bank. */
export const moneyIn = ({ fund, unit }: Pick<FundRow, "fund" | "unit">, books: Books): Minor =>
  books.balance({ account: account.cash(fund), unit }) + books.balance({ account: account.bank(fund), unit });

/**
 * What a fund that is never divided holds for the body that was named: all that is in it, but for what goes round in a pot, which
 * has a fund of its own and is its members' until it ended.
 */
export const keptIn = (fund: Pick<FundRow, "fund" | "unit">, books: Books): Minor =>
  moneyIn(fund, books) + sum(books.balances({ account: account.pot(fund.fund) }).map(one => one.balance));

/** How a fund would be divided on this day, or what stands in the way; nothing is posted. */
export function planFund({ fund: code, on, books }: { readonly fund: string; readonly on: Day; readonly books: Books }):
  | FundPlan
  | Refusal {
  const fund = books.row(fundTable, { fund: code });
  if (!fund) return refuse("ledger.no-such-fund", { fund: code });
  const { unit, nature } = fund;
  // What belongs to all and what was given for a purpose is no member's (G25): only the body that was named receives it.
  if (nature !== "divisible")
    return refuse("dissolution.fund-is-not-divided", { fund: code, unit, nature, amount: keptIn(fund, books) });
  const money = moneyIn(fund, books);
  const before = books.row(fundPartTable, { fund: code });
  if (before?.distributed_on) return refuse("dissolution.divided-before", { fund: code, on: before.distributed_on });
  const open = inTheWay(fund, books);
  if (open) return open;
  const debts = debtsTo(code, books, on);
  const { residual } = ruleOn(dissolutionRule, on, books) ?? dissolutionUsual;
  const stakes = stakesIn(fund, debts, residual === "equally", on, books);
  const { parts, toReceiver } = divide(money, stakes, {
    residual,
    given: -books.balance({ account: account.donated(code), unit }),
    isActive: stakes.map(one => one.membership.status === "active"),
  });
  const members = stakes.map(({ membership, ...stake }, index): MemberPlan => {
    const member = membership.member_id;
    const { setOff, payout } = parts[index]!;
    const settlings = inOrder(
      debts.filter(one => one.loan.member_id === member),
      { account: account.payable(code), member, amount: setOff },
    );
    return { ...stake, member, number: membership.number, setOff, payout, settlings };
  });
  const short = notCovered(members);
  if (short) return refuse("dissolution.loan-not-covered", { fund: code, unit, ...short });
  return { fund, money, members, toReceiver };
}

/** What must have ended in the fund before it is divided: purchases, joint work, and savings that are kept for a loan. */
function inTheWay({ fund, unit }: FundRow, books: Books): Refusal | null {
  const together = refusalToShareOut(fund, books) ?? refusalToShareOutAction(fund, books);
  if (together) return together;
  const held = books.rows(holdTable).filter(row => row.amount > 0n && partsOfAccount(row.account).fund === fund);
  if (held.length > 0)
    return refuse("dissolution.savings-on-hold", { fund, unit, amount: sum(held.map(one => one.amount)) });
  return null;
}

/** The first loan that runs and that what its borrower gets does not pay off: money comes in, or the members give it up. */
function notCovered(members: readonly MemberPlan[]): { readonly number: number; readonly owed: Minor } | null {
  for (const { number, settlings } of members)
    for (const { debt, out } of settlings) {
      const owed = debt.amount - sum(out.map(one => one.amount));
      if (isRunning(debt.loan) && owed > 0n) return { number, owed };
    }
  return null;
}

type StakeOf = Omit<MemberPlan, "member" | "number" | "setOff" | "payout" | "settlings"> & {
  readonly membership: MembershipRow;
};

/** By member number, which is how a tie is decided. */
function stakesIn(
  { fund, unit }: FundRow,
  debts: readonly Debt[],
  withEverybody: boolean,
  on: Day,
  books: Books,
): readonly StakeOf[] {
  const owed = owedByMember(debts);
  const deposits = books.rows(termDepositTable, { fund, status: "open" });
  const held = new Map<MemberId, { account: AccountCode; balance: Minor }[]>();
  for (const { account: code } of books.rows(accountTable, { fund })) {
    const { kind, isPerMember } = kindOfAccount(code);
    if (!isPerMember || kind === "loans-receivable") continue;
    for (const { member, balance } of books.balances({ account: code }))
      if (balance !== 0n && member !== undefined)
        held.set(member, [...(held.get(member) ?? []), { account: code, balance }]);
  }
  return books
    .rows(membershipTable)
    .filter(({ member_id, kind, status }) =>
      withEverybody && kind === "member" && status === "active" ? true : held.has(member_id) || owed.has(member_id),
    )
    .sort((a, b) => a.number - b.number)
    .map(membership => {
      const hers = held.get(membership.member_id) ?? [];
      const terms = deposits
        .filter(row => row.member_id === membership.member_id)
        .map(row => ({ row, interest: interestToPost(row, on) }));
      const of = (wanted: (code: AccountCode) => boolean): Minor =>
        -sum(hers.filter(one => wanted(one.account)).map(one => one.balance));
      const shares = of(code => code === account.shares(fund));
      const capital = of(code => kindOfAccount(code).kind === "member-shares") - shares;
      const savings = of(code => kindOfAccount(code).kind !== "member-shares") + sum(terms.map(one => one.interest));
      return {
        ...{ membership, held: hers, deposits: terms, savings, capital, shares },
        debt: owed.get(membership.member_id) ?? 0n,
      };
    });
}
