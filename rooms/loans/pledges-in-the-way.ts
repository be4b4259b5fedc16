/** What savings that are pledged for loans keep from happening: that a guarantor leaves, that the shares are given out. */
import { type Books, type Fact, type MemberId, type Need, need, type Refusal, refuse } from "#base";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { holdTable, needsHolds } from "#savings";
import { needsLoan } from "./loan.ts";
import { loanTable } from "./tables.ts";

/** What {@link refusalToLeavePledged} must see. Call it again after each load. */
export function needsPledgedForOthers(member: MemberId, books: Books): readonly Need[] {
  const first = [needsHolds(member), need.row(membershipTable, { member_id: member })];
  return books.isCovered(holdTable, { member_id: member })
    ? [...first, ...books.rows(holdTable, { member_id: member }).map(row => needsLoan(row.held_for))]
    : first;
}

/** Who has savings pledged for a loan of another sees to it first that another pledges. What is for her own is set off. */
export function refusalToLeavePledged(member: MemberId, books: Books): Refusal | null {
  const others = books
    .rows(holdTable, { member_id: member })
    .filter(row => row.amount > 0n && books.row(loanTable, { loan_id: row.held_for })?.member_id !== member);
  const [first] = others;
  if (!first) return null;
  const held = others.filter(row => row.unit === first.unit).reduce((sum, row) => sum + row.amount, 0n);
  const { number } = books.row(membershipTable, { member_id: member })!;
  return refuse("loans.leaves-pledged", { number, unit: first.unit, held });
}

/** What {@link refusalToShareOutPledged} must see. Call it again after each load. */
export function needsSharesPledged(fund: string, books: Books): readonly Need[] {
  const held = { account: account.shares(fund) };
  const first = need.row(holdTable, held);
  return books.isCovered(holdTable, held)
    ? [first, ...books.rows(holdTable, held).map(row => needsLoan(row.held_for))]
    : [first];
}

/**
 * Shares that are pledged for a loan that does not end with the share-out are not given out. Her own loan from the fund is
 * set off against all her shares before she gets anything. `settled` is what the share-out sets off; the rest of a loan is
 * written off by it, unless it stays open.
 */
export function refusalToShareOutPledged(
  fund: string,
  of: { readonly settled: readonly Fact[]; readonly staysOpen: boolean },
  books: Books,
): Refusal | null {
  const closed = new Set(of.settled.filter(fact => fact.data?.["closes"] === true).map(fact => fact.data!["loan"]));
  const beyond = books.rows(holdTable, { account: account.shares(fund) }).filter(({ amount, held_for, member_id }) => {
    if (amount === 0n) return false;
    const loan = books.row(loanTable, { loan_id: held_for })!;
    const endsHere = loan.fund === fund && loan.status === "running" && (!of.staysOpen || closed.has(loan.loan_id));
    const isSetOffFirst = loan.fund === fund && loan.status === "running" && loan.member_id === member_id;
    return !endsHere && !isSetOffFirst;
  });
  const count = new Set(beyond.map(row => row.member_id)).size;
  return count === 0 ? null : refuse("loans.shares-are-pledged", { count });
}
