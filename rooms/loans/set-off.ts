import {
  type AccountCode,
  assert,
  type Books,
  type Day,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  type Need,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { account, partsOfAccount } from "#ledger";
import { needsInSteps } from "#savings";
import { isRunning, needsLoanAndAccounts, needsLoansOf, type RunningLoan } from "./loan.ts";
import { amountToPayOff, owedOn, usePayment } from "./owed.ts";
import { dataOfPayment } from "./repayment.ts";
import { loanTable } from "./tables.ts";

/** What a member owes on all her running loans, the oldest loan first. Amounts are minor units of each loan's unit. */
export interface OwedByMember {
  readonly loan: RunningLoan;
  readonly principal: Minor;
  /** What pays it off beyond the principal. */
  readonly interest: Minor;
  readonly total: Minor;
}

export const needsOwedBy = (member: MemberId): readonly Need[] => [needsLoansOf(member)];

/** {@link needsOwedBy}, and every account that paying those loans moves. */
export const needsPayingOff = (member: MemberId, books: Books): readonly Need[] =>
  needsInSteps(books, needsOwedBy(member), () =>
    books
      .rows(loanTable, { member_id: member })
      .filter(isRunning)
      .flatMap(loan => needsLoanAndAccounts({ loan: loan.loan_id, member }, books)),
  );

export function owedBy(member: MemberId, books: Books, on: Day): readonly OwedByMember[] {
  return books
    .rows(loanTable, { member_id: member })
    .filter(isRunning)
    .sort((a, b) => compareText(a.paid_out_on, b.paid_out_on) || compareText(a.loan_id, b.loan_id))
    .map(loan => {
      const { principal, total } = owedOn(loan, on);
      return { loan, principal, interest: total - principal, total };
    });
}

/**
 * Pays a loan, or part of it, out of what the group owes a member: her shares at the share-out, her savings when she
 * leaves. `from` may be another's who stands for the loan. Refuses more than is owed; that the account holds enough is
 * the ledger's to say. Where the account is of another fund, the cash goes from bag to bag with it.
 */
export function setOff(
  loan: RunningLoan,
  amount: Minor,
  on: Day,
  from: { readonly account: AccountCode; readonly member: MemberId },
): Fact | Refusal {
  assert(amount > 0n, "what is set off is above zero");
  const owed = amountToPayOff(loan, on);
  if (amount > owed) return refuse("loans.repayment-exceeds-owed", { amount, owed, unit: loan.unit });
  const { fund, unit, member_id: member } = loan;
  const use = usePayment(loan, amount, on);
  const other = partsOfAccount(from.account).fund;
  const lines: readonly Line[] = [
    { account: from.account, member: from.member, unit, amount },
    ...(other === fund
      ? []
      : [
          { account: account.cash(other), unit, amount: -amount },
          { account: account.cash(fund), unit, amount },
        ]),
    { account: account.loans(fund), member, unit, amount: -use.principal },
    { account: account.interest(fund), unit, amount: -use.interest },
  ];
  return {
    kind: "loans.set-off",
    on,
    member,
    lines: lines.filter(line => line.amount !== 0n),
    data: { ...dataOfPayment(loan.loan_id, use), from: from.account, of: from.member },
  };
}

/** What all of it comes to in one unit. */
export const totalOwed = (owed: readonly OwedByMember[], unit: string): Minor =>
  sum(owed.filter(one => one.loan.unit === unit).map(one => one.total));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
