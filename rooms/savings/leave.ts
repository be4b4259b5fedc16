import {
  type AccountCode,
  type Books,
  type Day,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  type Need,
  need,
  sum,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { account, equityKind, fundTable, kindOfAccount, partsOfAccount } from "#ledger";
import { needsInSteps } from "./reading.ts";
import { productRule } from "./rules.ts";

/** What one fund gives back to a member who leaves, in minor units, none below zero. */
export interface Leaving {
  readonly fund: string;
  readonly unit: string;
  /** Savings, capital and shares at what she paid for them. `setOff` and `payout` add up to it. */
  readonly stake: Minor;
  /** The part of her debt to this fund that the stake covers. */
  readonly setOff: Minor;
  readonly payout: Minor;
  /** What of the debt stays open: the group decides what becomes of it. */
  readonly stillOwed: Minor;
  /** What the rules say is never given back; it goes to the fund's own wealth. */
  readonly kept: Minor;
}

/** What {@link leave} must see, and the accounts of every fund it may pay out of. Call it again after each load. */
export const needsLeaving = (member: MemberId, books: Books): readonly Need[] =>
  needsInSteps(books, [needsRules, need.all(fundTable), { balances: { member } }], () =>
    books
      .rows(fundTable)
      .flatMap(({ fund, unit, nature }) => [
        need.balance(account.cash(fund), unit),
        need.balance(account.equity(fund, nature), unit),
        need.balance(account.payable(fund), unit, member),
      ]),
  );

/**
 * A member who leaves, dies or moves away in the middle of a cycle gets her savings, capital and shares back at what she
 * paid, without profit, less what she owes the same fund (VSL guide, annex 5). `debts` is by fund, principal and interest,
 * minor units. One fact a fund; the debt's part stands in `member-payable` for the loans' room to set off.
 */
export function leave(of: {
  readonly books: Books;
  readonly member: MemberId;
  readonly on: Day;
  readonly debts: ReadonlyMap<string, Minor>;
}): { readonly leavings: readonly Leaving[]; readonly facts: readonly Fact[] } {
  const { books, member, on, debts } = of;
  const leavings: Leaving[] = [];
  const facts: Fact[] = [];
  for (const { fund, unit, accounts } of stakesOf(member, books)) {
    const kept = sum(accounts.filter(one => isNeverGivenBack(one.account, on, books)).map(one => one.saved));
    const stake = sum(accounts.map(one => one.saved)) - kept;
    const debt = debts.get(fund) ?? 0n;
    const { nature } = books.row(fundTable, { fund })!;
    // Only a divisible fund keeps what it owes its members apart (`member-payable`); elsewhere the debt stays open.
    const setOff = nature !== "divisible" ? 0n : debt < stake ? debt : stake;
    const leaving = { fund, unit, stake, setOff, payout: stake - setOff, stillOwed: debt - setOff, kept };
    leavings.push(leaving);
    const lines: Line[] = [
      ...accounts.map(one => ({ account: one.account, member, unit, amount: one.saved })),
      { account: `${equityKind(nature)}/${fund}`, unit, amount: -kept },
      { account: account.payable(fund), member, unit, amount: -setOff },
      { account: account.cash(fund), unit, amount: -leaving.payout },
    ];
    facts.push({
      kind: "savings.stake-returned",
      on,
      member,
      lines: lines.filter(line => line.amount !== 0n),
      data: { fund, stake: String(stake), set_off: String(setOff), payout: String(leaving.payout), kept: String(kept) },
    });
  }
  for (const [fund, debt] of debts) {
    if (debt === 0n || leavings.some(one => one.fund === fund)) continue;
    const unit = books.row(fundTable, { fund })!.unit;
    leavings.push({ fund, unit, stake: 0n, setOff: 0n, payout: 0n, stillOwed: debt, kept: 0n });
  }
  return { leavings, facts };
}

interface Stake {
  readonly fund: string;
  readonly unit: string;
  readonly accounts: readonly { readonly account: AccountCode; readonly saved: Minor }[];
}

/** What she has in each fund, as far as it is above zero, in the order of the funds. */
function stakesOf(member: MemberId, books: Books): readonly Stake[] {
  const byFund = new Map<string, { fund: string; unit: string; accounts: { account: AccountCode; saved: Minor }[] }>();
  for (const held of books.balances({ member })) {
    const { kind } = kindOfAccount(held.account);
    if ((kind !== "member-savings" && kind !== "member-shares") || held.balance === 0n) continue;
    const { fund } = partsOfAccount(held.account);
    const stake = byFund.get(fund) ?? { fund, unit: held.unit, accounts: [] };
    stake.accounts.push({ account: held.account, saved: -held.balance });
    byFund.set(fund, stake);
  }
  return [...byFund.values()].sort((a, b) => (a.fund < b.fund ? -1 : 1));
}

function isNeverGivenBack(code: AccountCode, on: Day, books: Books): boolean {
  const { product } = partsOfAccount(code);
  return product !== "" && ruleOn(productRule, on, books, product)?.withdrawable === "never";
}
