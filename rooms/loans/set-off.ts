import {
  type AccountCode,
  assert,
  type Day,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  type Refusal,
  refuse,
} from "#base";
import { account, partsOfAccount } from "#ledger";
import type { RunningLoan } from "./loan.ts";
import { amountToPayOff, usePayment } from "./owed.ts";
import { dataOfPayment } from "./repayment.ts";
import type { LoanRow } from "./tables.ts";

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
  const lines: readonly Line[] = [
    ...outOf(from, amount, loan),
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

/** What is taken from an account for a loan, with its cash from bag to bag where that account is of another fund. */
export function outOf(
  from: { readonly account: AccountCode; readonly member: MemberId },
  amount: Minor,
  { fund, unit }: LoanRow,
): readonly Line[] {
  const other = partsOfAccount(from.account).fund;
  const taken = { account: from.account, member: from.member, unit, amount };
  return other === fund
    ? [taken]
    : [taken, { account: account.cash(other), unit, amount: -amount }, { account: account.cash(fund), unit, amount }];
}
