import {
  type AccountCode,
  assert,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Ratio,
  type Refusal,
  refuse,
  sum,
  unitOf,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { account, accountTable, type FundRow, fundTable, kindOfAccount, partsOfAccount } from "#ledger";
import { membershipTable } from "#members";
import { needsCycles, openCycle } from "./cycle.ts";
import { needsInSteps } from "./reading.ts";
import { shareOutRule } from "./rules.ts";
import { shareOut } from "./share-out.ts";
import type { CycleRow } from "./tables.ts";

/** What the end of a cycle gives one member. Amounts are minor units, none below zero. */
export interface MemberShareOut {
  readonly member: MemberId;
  readonly number: number;
  readonly shares: bigint;
  /** What she paid for them. */
  readonly cost: Minor;
  /** What she is given for them: `setOff` and `payout` add up to it. */
  readonly value: Minor;
  /** All she owes the fund: open loans with their interest, and what is left of those that were written off. */
  readonly debt: Minor;
  /** What of the debt her shares cover. */
  readonly setOff: Minor;
  /** What of it they do not: nobody gets it, so all bear it. */
  readonly rest: Minor;
  /** What is put into her hand: a multiple of the cash step. */
  readonly payout: Minor;
}

export interface ShareOutPlan {
  readonly fund: string;
  readonly unit: string;
  readonly cycle: CycleRow;
  /** Cash, bank and stock of the fund and what is set off of debts, less what belongs to others. */
  readonly pot: Minor;
  readonly totalShares: bigint;
  /** Exact, minor units a share. */
  readonly valuePerShare: Ratio;
  /** By member number: who holds shares, and who holds none and owes. */
  readonly members: readonly MemberShareOut[];
  /** What stays in the fund, or goes to `remainderTo`. */
  readonly remainder: Minor;
  readonly remainderTo: FundRow | null;
}

/** What {@link planShareOut} and {@link closeCycle} must see: every account of the fund. Call it again after each load. */
export function needsShareOut(fund: string, books: Books): readonly Need[] {
  const first = [need.all(accountTable), need.all(fundTable), need.all(membershipTable), needsRules, needsCycles(fund)];
  return needsInSteps(books, first, () => [
    ...accountsOf(fund, books).map((code): Need => ({ balances: { account: code } })),
    // The remainder may go to any fund, by the rule of the day.
    ...books
      .rows(fundTable)
      .flatMap(row => [
        need.balance(account.cash(row.fund), row.unit),
        need.balance(account.equity(row.fund, row.nature), row.unit),
      ]),
  ]);
}

/**
 * The share-out of a fund as it would be on this day; nothing is posted. `debts` is what each member owes the fund in
 * all, principal and interest, minor units: every open loan of the fund must be in it, since at the end of a cycle
 * all loans end (VSLA method), paid before or set off now, and so must what is left of loans that were written off.
 *
 * Pot = cash + bank + stock + what is set off of debts − what the fund owes (savings, sums still to be paid out) − capital
 * that is not shares − what was given to the group. The social fund and the reserve are funds of their own and so are never in it.
 */
export function planShareOut(of: {
  readonly books: Books;
  readonly fund: string;
  readonly on: Day;
  readonly debts: ReadonlyMap<MemberId, Minor>;
}): ShareOutPlan | Refusal {
  const { books, fund, on, debts } = of;
  const row = books.row(fundTable, { fund });
  if (!row) return refuse("ledger.no-such-fund", { fund });
  if (row.nature !== "divisible") return refuse("savings.fund-is-not-shared-out", { fund, nature: row.nature });
  const rule = ruleOn(shareOutRule, on, books, fund);
  if (!rule) return refuse("savings.no-share-out-rule", { fund });
  const cycle = openCycle(fund, books);
  if (!cycle) return refuse("savings.no-cycle-open", { fund });
  const remainderTo = rule.remainder_to === undefined ? null : books.row(fundTable, { fund: rule.remainder_to });
  if (remainderTo === undefined || (remainderTo && remainderTo.unit !== row.unit))
    return refuse("savings.no-fund-for-remainder", { fund, remainder_to: rule.remainder_to ?? null });
  const holders = holdersOf(fund, cycle.price, books);
  if (holders.length === 0) return refuse("savings.no-shares-held", { fund });
  const forgotten = loanForgotten(fund, debts, books);
  if (forgotten) return forgotten;

  const debtors = [...debts].flatMap(([member, debt]) =>
    debt === 0n || holders.some(holder => holder.member === member)
      ? []
      : [{ member, number: numberOf(member, books), shares: 0n, cost: 0n }],
  );
  const everybody = [...holders, ...debtors].sort(byNumber);
  const pot = potOf(fund, books);
  if (pot < 0n) return refuse("savings.pot-below-zero", { fund, unit: row.unit, missing: -pot });
  const owed = everybody.map(one => debts.get(one.member) ?? 0n);
  const shared = shareOut({
    pot,
    shares: everybody.map(one => one.shares),
    debts: owed,
    cashStep: rule.cash_step,
    policy: rule.policy,
  });
  const members = everybody.map((one, index): MemberShareOut => {
    const [debt, setOff, payout] = [owed[index]!, shared.setOff[index]!, shared.payouts[index]!];
    return { ...one, value: setOff + payout, debt, setOff, rest: debt - setOff, payout };
  });
  const { remainder } = shared;
  const paid = sum(members.map(member => member.payout));
  const cash = books.balance({ account: account.cash(fund), unit: row.unit });
  const needed = paid + (remainderTo ? remainder : 0n);
  if (needed > cash)
    return refuse("savings.share-out-needs-cash", { fund, unit: row.unit, needed, cash, missing: needed - cash });
  return {
    fund,
    unit: row.unit,
    cycle,
    pot: shared.shared,
    totalShares: sum(members.map(member => member.shares)),
    valuePerShare: shared.valuePerShare,
    members,
    remainder,
    remainderTo,
  };
}

/** What shares of a fund are worth on a day in the middle of a cycle. */
export interface WorthOfShare {
  /** Of shares that cost so much, in whole cash of the fund's unit, rounded down. */
  of(cost: Minor): Minor;
}

/** As the share-out would have it today: the pot over all shares. Must see what {@link planShareOut} must. */
export function worthOfShare(
  fund: string,
  debts: ReadonlyMap<MemberId, Minor>,
  books: Books,
): WorthOfShare | Refusal {
  const cycle = openCycle(fund, books);
  if (!cycle) return refuse("savings.no-cycle-open", { fund });
  const { unit } = books.row(fundTable, { fund })!;
  const pot = potOf(fund, books);
  if (pot < 0n) return refuse("savings.pot-below-zero", { fund, unit, missing: -pot });
  const holders = holdersOf(fund, cycle.price, books);
  const { valuePerShare } = shareOut({
    pot,
    shares: holders.map(one => one.shares),
    debts: holders.map(one => debts.get(one.member) ?? 0n),
    cashStep: 1n,
    policy: "floor",
  });
  const step = unitOf(unit)?.cashStep ?? 1n;
  const { numerator, denominator } = valuePerShare;
  return { of: cost => (((cost / cycle.price) * numerator) / (denominator * step)) * step };
}

export const accountsOf = (fund: string, books: Books): readonly AccountCode[] =>
  books.rows(accountTable).flatMap(row => (row.fund === fund ? [row.account] : []));

/** The sum of an account over all its members, minor units, debit positive. */
export const totalOf = (code: AccountCode, books: Books): Minor =>
  sum(books.balances({ account: code }).map(one => one.balance));

/** Who holds shares, by member number, which is how a tie is decided. */
function holdersOf(
  fund: string,
  price: Minor,
  books: Books,
): readonly { member: MemberId; number: number; shares: bigint; cost: Minor }[] {
  return books
    .balances({ account: account.shares(fund) })
    .flatMap(held => {
      if (held.balance === 0n) return [];
      const cost = -held.balance;
      assert(cost > 0n && cost % price === 0n, "shares are whole");
      return [{ member: held.member!, number: numberOf(held.member!, books), shares: cost / price, cost }];
    })
    .sort(byNumber);
}

const byNumber = (
  a: { readonly number: number; readonly member: MemberId },
  b: { readonly number: number; readonly member: MemberId },
): number => a.number - b.number || (a.member < b.member ? -1 : 1);

const numberOf = (member: MemberId, books: Books): number =>
  books.row(membershipTable, { member_id: member })?.number ?? 0;

function loanForgotten(fund: string, debts: ReadonlyMap<MemberId, Minor>, books: Books): Refusal | null {
  for (const loan of books.balances({ account: account.loans(fund) })) {
    const owed = debts.get(loan.member!) ?? 0n;
    if (loan.balance > owed)
      return refuse("savings.loan-not-set-off", {
        fund,
        unit: loan.unit,
        number: numberOf(loan.member!, books),
        loan: loan.balance,
        owed,
      });
  }
  return null;
}

/** What there is to be shared before any debt is set off. */
function potOf(fund: string, books: Books): Minor {
  let pot = 0n;
  for (const code of accountsOf(fund, books)) {
    const { kind, class: of } = kindOfAccount(code);
    // Of loans only what is set off counts, with the interest; shares are what the pot is divided by.
    if (kind === "loans-receivable" || code === account.shares(fund)) continue;
    // Capital that is not shares, and what was given to the group, is not divided.
    const isCapital = (kind === "member-shares" && partsOfAccount(code).product !== "") || kind === "donated-equity";
    if (of === "asset" || of === "liability" || isCapital) pot += totalOf(code, books);
  }
  return pot;
}
