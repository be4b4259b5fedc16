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
  type Project,
  put,
  sum,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { account, fundTable, kindOfAccount, partsOfAccount } from "#ledger";
import type { WorthOfShare } from "./plan-share-out.ts";
import { needsInSteps } from "./reading.ts";
import { endedTerm } from "./close-term.ts";
import { productRule } from "./rules.ts";
import { type TermDepositRow, termDepositTable } from "./tables.ts";
import { interestToPost } from "./term.ts";

/** What one fund gives back to a member who leaves, in minor units, none below zero but `gain`. */
export interface Leaving {
  readonly fund: string;
  readonly unit: string;
  /** Savings, capital and shares, with what her term deposits earned. `setOff` and `payout` add up to it. */
  readonly stake: Minor;
  /** What her shares are worth above what she paid for them, or below it; zero where they are given back at cost. */
  readonly gain: Minor;
  /** What is taken off, of debts to this fund and to others. */
  readonly setOff: Minor;
  readonly payout: Minor;
  /** What of the debts to this fund stays open: the group decides what becomes of it. */
  readonly stillOwed: Minor;
  /** What the rules say is never given back; it goes to the fund's own wealth. */
  readonly kept: Minor;
}

/** Something she owes to a fund. Minor units of its unit, above zero. */
export interface Owing {
  readonly fund: string;
  readonly unit: string;
  readonly amount: Minor;
}

/** A part of it that is taken off what a fund gives back; it stands ready in that fund's `member-payable`. */
export interface TakenOff<O extends Owing> {
  readonly owing: O;
  readonly from: string;
  readonly amount: Minor;
}

/** What {@link leave} must see, and the accounts of every fund it may pay out of. Call it again after each load. */
export const needsLeaving = (member: MemberId, books: Books): readonly Need[] =>
  needsInSteps(
    books,
    [needsRules, need.all(fundTable), { balances: { member } }, need.row(termDepositTable, { member_id: member })],
    () => [
      ...books
        .rows(fundTable)
        .flatMap(({ fund, unit, nature }) => [
          need.balance(account.cash(fund), unit),
          need.balance(account.expense(fund), unit),
          need.balance(account.equity(fund, nature), unit),
          need.balance(account.payable(fund), unit, member),
        ]),
      ...books
        .rows(termDepositTable, { member_id: member })
        .map(({ deposit_id }) => need.row(termDepositTable, { deposit_id })),
    ],
  );

/**
 * What a member who leaves, dies or moves away in the middle of a cycle gets: her savings and capital at what she paid, and
 * so her shares, without profit (VSL guide, annex 5), unless `worthOfShare` says by fund what one is worth on the day. Her
 * term deposits end with what they earned: all of it from their day on, before it by their early rule.
 * `owing` is taken off in its order, first what is owed to the fund itself, then out of other funds of the same unit. One
 * fact a fund.
 */
export function leave<O extends Owing>(of: {
  readonly books: Books;
  readonly member: MemberId;
  readonly on: Day;
  readonly owing: readonly O[];
  readonly worthOfShare?: ReadonlyMap<string, WorthOfShare>;
}): { readonly leavings: readonly Leaving[]; readonly takenOff: readonly TakenOff<O>[]; readonly facts: readonly Fact[] } {
  const { books, member, on, owing, worthOfShare } = of;
  const stakes = stakesOf(member, on, books).map(stake => valued(stake, on, books, worthOfShare?.get(stake.fund)));
  const takenOff = takeOff(stakes, owing, books);
  const leavings: Leaving[] = [];
  const facts: Fact[] = [];
  for (const { fund, unit, accounts, deposits, value: stake, gain, kept } of stakes) {
    const setOff = sum(takenOff.filter(one => one.from === fund).map(one => one.amount));
    const { nature } = books.row(fundTable, { fund })!;
    const leaving = { fund, unit, stake, gain, setOff, payout: stake - setOff, stillOwed: openTo(fund), kept };
    leavings.push(leaving);
    const lines: Line[] = [
      { account: account.expense(fund), unit, amount: sum(deposits.map(one => one.interest)) },
      ...accounts.map(one => ({ account: one.account, member, unit, amount: one.saved })),
      { account: account.equity(fund, nature), unit, amount: gain - kept },
      { account: account.payable(fund), member, unit, amount: -setOff },
      { account: account.cash(fund), unit, amount: -leaving.payout },
    ];
    facts.push({
      kind: "savings.stake-returned",
      on,
      member,
      lines: lines.filter(line => line.amount !== 0n),
      data: {
        ...{ fund, stake: String(stake), set_off: String(setOff), payout: String(leaving.payout), kept: String(kept) },
        ...(deposits.length === 0
          ? {}
          : {
              deposits: deposits.map(({ row, interest }) => ({
                deposit: row.deposit_id,
                interest: String(interest),
                posts: row.interest_on === null,
              })),
            }),
      },
    });
  }
  for (const { fund, unit } of owing) {
    if (leavings.some(one => one.fund === fund)) continue;
    const nothing = { stake: 0n, gain: 0n, setOff: 0n, payout: 0n, kept: 0n };
    leavings.push({ fund, unit, ...nothing, stillOwed: openTo(fund) });
  }
  return { leavings, takenOff, facts };

  function openTo(fund: string): Minor {
    const owed = sum(owing.filter(one => one.fund === fund).map(one => one.amount));
    return owed - sum(takenOff.filter(one => one.owing.fund === fund).map(one => one.amount));
  }
}

/** Her term deposits end with it. */
export const stakeReturned: Project = (fact, books) => {
  const { deposits = [] } = fact.data as { readonly deposits?: readonly Parameters<typeof endedTerm>[0][] };
  return deposits.map(one => put(termDepositTable, endedTerm(one, "returned", fact.on, books)));
};

/** What is taken off where. Only a divisible fund keeps what it owes its members apart (`member-payable`). */
function takeOff<O extends Owing>(stakes: readonly Valued[], owing: readonly O[], books: Books): readonly TakenOff<O>[] {
  const left = new Map(
    stakes
      .filter(({ fund }) => books.row(fundTable, { fund })?.nature === "divisible")
      .map(({ fund, unit, value }) => [fund, { unit, amount: value }]),
  );
  const open = owing.map(one => one.amount);
  const takenOff: TakenOff<O>[] = [];
  const take = (index: number, from: string): void => {
    const [of, there] = [owing[index]!, left.get(from)];
    if (!there || there.unit !== of.unit) return;
    const amount = open[index]! < there.amount ? open[index]! : there.amount;
    if (amount === 0n) return;
    open[index]! -= amount;
    there.amount -= amount;
    takenOff.push({ owing: of, from, amount });
  };
  owing.forEach((one, index) => take(index, one.fund));
  owing.forEach((_, index) => [...left.keys()].forEach(from => take(index, from)));
  return takenOff;
}

interface Valued extends Stake {
  readonly value: Minor;
  readonly gain: Minor;
  readonly kept: Minor;
}

/** What is never given back is not hers any more; of shares, whole parts of what they are worth can be paid in cash. */
function valued(stake: Stake, on: Day, books: Books, worth: WorthOfShare | undefined): Valued {
  const kept = sum(stake.accounts.filter(one => isNeverGivenBack(one.account, on, books)).map(one => one.saved));
  const cost = sum([...stake.accounts.map(one => one.saved), ...stake.deposits.map(one => one.interest)]);
  const shares = worth && stake.accounts.find(one => one.account === account.shares(stake.fund));
  const gain = shares ? worth.of(shares.saved) - shares.saved : 0n;
  return { ...stake, value: cost - kept + gain, gain, kept };
}

interface Stake {
  readonly fund: string;
  readonly unit: string;
  readonly accounts: readonly { readonly account: AccountCode; readonly saved: Minor }[];
  /** Her term deposits there, with the interest that is not among her savings yet. */
  readonly deposits: readonly { readonly row: TermDepositRow; readonly interest: Minor }[];
}

/** What she has in each fund, as far as it is above zero, in the order of the funds. */
function stakesOf(member: MemberId, on: Day, books: Books): readonly Stake[] {
  const byFund = new Map<string, Omit<Stake, "accounts"> & { accounts: { account: AccountCode; saved: Minor }[] }>();
  const deposits = books
    .rows(termDepositTable, { member_id: member })
    .filter(row => row.status === "open")
    .map(row => ({ row, interest: interestToPost(row, on) }));
  for (const held of books.balances({ member })) {
    const { kind } = kindOfAccount(held.account);
    if ((kind !== "member-savings" && kind !== "member-shares") || held.balance === 0n) continue;
    const { fund } = partsOfAccount(held.account);
    const stake = byFund.get(fund) ?? {
      ...{ fund, unit: held.unit, accounts: [] },
      deposits: deposits.filter(one => one.row.fund === fund),
    };
    stake.accounts.push({ account: held.account, saved: -held.balance });
    byFund.set(fund, stake);
  }
  return [...byFund.values()].sort((a, b) => (a.fund < b.fund ? -1 : 1));
}

function isNeverGivenBack(code: AccountCode, on: Day, books: Books): boolean {
  const { product } = partsOfAccount(code);
  return product !== "" && ruleOn(productRule, on, books, product)?.withdrawable === "never";
}
