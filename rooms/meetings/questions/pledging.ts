/** What a meeting must know of savings that are pledged for loans: who may pledge what, and what is kept for which loan. */
import { type Books, type Day, need, type Need } from "#base";
import { ruleOn, rulesOn } from "#assembly";
import { accountTable, kindOfAccount, partsOfAccount } from "#ledger";
import { guarantorTable, heldOf, isAwaiting, isRunning, loanProduct, type LoanRow, loanTable, pledgesOf } from "#loans";
import { holdTable, productRule } from "#savings";
import type { PledgingSeen } from "../screens/seen.ts";

const statuses = ["requested", "approved", "running"] as const;

const openLoans = (books: Books): readonly LoanRow[] =>
  statuses.flatMap(status => books.rows(loanTable, { status })).filter(loan => isAwaiting(loan) || isRunning(loan));

/** Whether the group pledges savings at all: by a rule of today, or for a loan that is not ended. */
const pledges = (books: Books, on: Day): boolean =>
  rulesOn(loanProduct, on, books).some(({ value }) => value.pledge_percent !== undefined) ||
  openLoans(books).some(loan => pledgesOf(loan).length > 0);

/** Savings and shares, and nothing that is laid down for a time. */
const accountsOf = (books: Books, on: Day) =>
  books
    .rows(accountTable)
    .filter(({ account }) => {
      const { kind } = kindOfAccount(account);
      const { product } = partsOfAccount(account);
      if (product !== "" && ruleOn(productRule, on, books, product)?.kind === "term") return false;
      return kind === "member-savings" || kind === "member-shares";
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));

/** What {@link pledgingSeen} must see beside the open loans, the accounts and the rules. Call it again after each load. */
export const needsPledging = (books: Books, on: Day): readonly Need[] =>
  pledges(books, on)
    ? [
        need.all(holdTable),
        ...accountsOf(books, on).map(({ account }) => ({ balances: { account } })),
        ...openLoans(books).map(loan => need.row(guarantorTable, { loan_id: loan.loan_id })),
      ]
    : [];

export function pledgingSeen(books: Books, on: Day): PledgingSeen | null {
  if (!pledges(books, on)) return null;
  const held = books.rows(holdTable);
  const keptOf = (member: string, account: string): bigint =>
    held.filter(row => row.member_id === member && row.account === account).reduce((sum, row) => sum + row.amount, 0n);
  return {
    stands: openLoans(books).map(loan => ({
      loan: loan.loan_id,
      members: [
        loan.member_id,
        ...books
          .rows(guarantorTable, { loan_id: loan.loan_id })
          .filter(row => !row.is_taken_back)
          .map(row => row.member_id),
      ],
    })),
    free: accountsOf(books, on).flatMap(({ account }) =>
      books.balances({ account }).flatMap(({ member, unit, balance }) => {
        const kept = member === undefined ? 0n : keptOf(member, account);
        const free = member === undefined ? 0n : -balance - kept;
        return free > 0n || kept > 0n ? [{ member: member!, account, unit, amount: String(free) }] : [];
      }),
    ),
    kept: openLoans(books).flatMap(loan =>
      pledgesOf(loan).flatMap(pledge => {
        const amount = heldOf(pledge, loan);
        if (amount === 0n) return [];
        const { loan_id: id, member_id: member, unit } = loan;
        return [{ loan: id, member, pledger: pledge.member, account: pledge.account, unit, amount: String(amount) }];
      }),
    ),
  };
}
