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
  sum,
} from "#base";
import { account, partsOfAccount } from "#ledger";
import type { RunningLoan } from "./loan.ts";
import { owedOn, usePayment } from "./owed.ts";
import { dataOfPayment } from "./repayment.ts";
import type { LoanRow } from "./tables.ts";

/** What stands ready in an account of a member: her shares at the share-out, her savings when she leaves. */
export interface Ready {
  readonly account: AccountCode;
  readonly member: MemberId;
  readonly amount: Minor;
}

/**
 * Pays a loan, or part of it, out of what the group owes its borrower. Refuses more than is owed; that the accounts hold
 * enough is the ledger's to say.
 */
export function setOff(loan: RunningLoan, out: readonly Ready[], on: Day): Fact | Refusal {
  const amount = sum(out.map(one => one.amount));
  assert(amount > 0n, "what is set off is above zero");
  const owed = owedOn(loan, on);
  if (amount > owed.total) return refuse("loans.repayment-exceeds-owed", { amount, owed: owed.total, unit: loan.unit });
  const { fund, unit, member_id: member } = loan;
  const use = usePayment(loan, amount, on, owed);
  const lines: readonly Line[] = [
    ...takenOutOf(out, loan),
    { account: account.loans(fund), member, unit, amount: -use.principal },
    { account: account.interest(fund), unit, amount: -use.interest },
    { account: account.fees(fund), unit, amount: -use.fees },
    { account: account.fines(fund), unit, amount: -use.penalties },
  ];
  return {
    kind: "loans.set-off",
    on,
    member,
    lines: lines.filter(line => line.amount !== 0n),
    data: dataOfPayment(loan.loan_id, use),
  };
}

/** Out of the accounts; where one is of another fund than the loan, its cash goes from bag to bag with it. */
export const takenOutOf = (out: readonly Ready[], { fund, unit }: LoanRow): readonly Line[] =>
  out.flatMap(({ account: from, member, amount }) => {
    const other = partsOfAccount(from).fund;
    const taken = { account: from, member, unit, amount };
    return other === fund
      ? [taken]
      : [
          taken,
          { account: account.cash(other), unit, amount: -amount },
          { account: account.cash(fund), unit, amount },
        ];
  });
