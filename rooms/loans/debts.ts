/** What a member owes on loans, and how it is set off against what the group owes her. */
import {
  type Books,
  type Day,
  type Fact,
  inTurn,
  isRefusal,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  sum,
  type Uuid,
} from "#base";
import { account } from "#ledger";
import { claimOf, isRunning, needsAccountsOf, needsLoan, needsLoansOf, totalOf } from "./loan.ts";
import { owedOn } from "./owed.ts";
import { recover, recoveryOutOf } from "./recovery.ts";
import { repay } from "./repayment.ts";
import { type Ready, setOff } from "./set-off.ts";
import { type LoanRow, loanTable } from "./tables.ts";
import { writeOff } from "./write-off.ts";

/**
 * What is owed on a loan, minor units of its unit: all that pays it off while it runs; of one that was written off, the
 * claim, since what the members gave up is owed all the same.
 */
export interface Debt {
  readonly loan: LoanRow;
  readonly amount: Minor;
}

const statuses = ["running", "written-off"] as const;

/** What {@link debtsOf} must see, and all accounts a set-off moves. Call it again after each load. */
export function needsDebtsOf(member: MemberId, books: Books): readonly Need[] {
  const first = needsLoansOf(member);
  return books.isCovered(loanTable, { member_id: member })
    ? [first, ...needsToSettle(books.rows(loanTable, { member_id: member }))]
    : [first];
}

export const debtsOf = (member: MemberId, books: Books, on: Day): readonly Debt[] =>
  owing(books.rows(loanTable, { member_id: member }), on);

/** What {@link debtsTo} must see, and all accounts a set-off moves. Call it again after each load. */
export function needsDebtsTo(fund: string, books: Books): readonly Need[] {
  const first = statuses.map(status => need.row(loanTable, { fund, status }));
  return statuses.every(status => books.isCovered(loanTable, { fund, status }))
    ? [...first, ...needsToSettle(loansOf(fund, books))]
    : first;
}

export const debtsTo = (fund: string, books: Books, on: Day): readonly Debt[] => owing(loansOf(fund, books), on);

/** What each of them owes in all. */
export function owedByMember(debts: readonly Debt[]): ReadonlyMap<MemberId, Minor> {
  const owed = new Map<MemberId, Minor>();
  for (const { loan, amount } of debts) owed.set(loan.member_id, (owed.get(loan.member_id) ?? 0n) + amount);
  return owed;
}

const loansOf = (fund: string, books: Books): readonly LoanRow[] =>
  statuses.flatMap(status => books.rows(loanTable, { fund, status }));

const needsToSettle = (loans: readonly LoanRow[]): readonly Need[] =>
  loans.flatMap(loan => [
    needsLoan(loan.loan_id),
    ...needsAccountsOf(loan),
    need.balance(account.payable(loan.fund), loan.unit, loan.member_id),
  ]);

/** Loans that run before those that were written off: a loss that is prevented comes first. Each kind from the oldest on. */
function owing(loans: readonly LoanRow[], on: Day): readonly Debt[] {
  return loans
    .flatMap((loan): Debt[] => {
      const amount = isRunning(loan) ? owedOn(loan, on).total : loan.status === "written-off" ? totalOf(claimOf(loan)) : 0n;
      return amount === 0n ? [] : [{ loan, amount }];
    })
    .sort((a, b) => compareText(placeOf(a.loan), placeOf(b.loan)));
}

const placeOf = (loan: LoanRow): string => `${isRunning(loan) ? 0 : 1} ${loan.paid_out_on} ${loan.loan_id}`;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Cash on a debt: a payment on a loan that runs, a recovery of one that was written off. */
export const payDebt = ({ loan, amount }: Debt, on: Day): Fact | Refusal =>
  isRunning(loan) ? repay(loan, amount, on) : recover(loan, amount, on);

/** A debt, and what stands ready to be set off against it: no more than its amount, or nothing. */
export interface Settling {
  readonly debt: Debt;
  readonly out: readonly Ready[];
}

/** What is ready goes to debts in their order, as far as it reaches. */
export function inOrder(debts: readonly Debt[], ready: Ready): readonly Settling[] {
  const parts = inTurn(ready.amount, debts.map(debt => debt.amount));
  return debts.map((debt, index) => {
    const amount = parts[index]!;
    return { debt, out: amount === 0n ? [] : [{ ...ready, amount }] };
  });
}

/**
 * Sets debts off. What is not covered of a running loan is written off where a decision says so, and stays open otherwise;
 * of a claim, the rest stays a claim.
 */
export function settle(
  settlings: readonly Settling[],
  of: { readonly on: Day; readonly writtenOffBy: Uuid | null },
): readonly Fact[] | Refusal {
  const { on, writtenOffBy } = of;
  const facts: Fact[] = [];
  for (const { debt, out } of settlings) {
    const { loan, amount } = debt;
    const paid = sum(out.map(one => one.amount));
    if (paid > 0n) {
      const fact = isRunning(loan) ? setOff(loan, out, on) : recoveryOutOf(loan, out, on);
      if (isRefusal(fact)) return fact;
      facts.push(fact);
    }
    if (paid < amount && isRunning(loan) && writtenOffBy !== null)
      facts.push(writeOff(loan, { decision: writtenOffBy, on, afterPaying: paid }));
  }
  return facts;
}
