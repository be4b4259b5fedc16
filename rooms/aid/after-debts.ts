import { inTurn, type Minor, sum } from "#base";

export interface OnLoan<Loan> {
  readonly loan: Loan;
  /** What is owed on it, or what of that is paid. Minor units. */
  readonly amount: Minor;
}

/** A payment split: what goes to which loan, what to all of them, and what is handed over. Minor units, none below zero. */
export interface AfterDebts<Loan> {
  readonly toLoans: readonly OnLoan<Loan>[];
  readonly toDebts: Minor;
  readonly toFamily: Minor;
}

/** How a payment is split where debts are taken off the benefit: the loans in their order, the family what is left. */
export function afterDebts<Loan>(payment: Minor, debts: readonly OnLoan<Loan>[]): AfterDebts<Loan> {
  const parts = inTurn(payment, debts.map(debt => debt.amount));
  const toDebts = sum(parts);
  const toLoans = debts.map(({ loan }, index) => ({ loan, amount: parts[index]! })).filter(one => one.amount > 0n);
  return { toLoans, toDebts, toFamily: payment - toDebts };
}
