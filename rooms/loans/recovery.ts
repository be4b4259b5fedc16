import {
  type Day,
  entry,
  type Fact,
  isRefusal,
  type Line,
  type Minor,
  type Project,
  put,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { account } from "#ledger";
import { claimOf, least, loanOf, needsLoanAndAccounts } from "./loan.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { type Ready, takenOutOf } from "./set-off.ts";
import { type LoanRow, loanTable } from "./tables.ts";

/** Money that comes in on a loan that was written off: it makes the loss smaller, and pays the interest after that. */
export const recoveryEntry = entry({
  name: "loans.recovery",
  step: "repayments",
  fields: { loan: { is: "uuid" }, member: { is: "member" }, amount: { is: "amount" } },
  needs: (body, books) => needsLoanAndAccounts(body, books),
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (loan.status !== "written-off") return refuse("loans.not-written-off", { status: loan.status });
    const { amount } = body;
    if (amount === 0n) return refuse("loans.amount-missing");
    const claim = claimOf(loan);
    const owed = claim.principal + claim.interest;
    if (amount > owed) return refuse("loans.recovery-exceeds-claim", { amount, owed, unit: loan.unit });
    return [recover(loan, amount, on)];
  },
});

/** Cash of at most the claim, laid into the box of the loan's fund. */
export const recover = (loan: LoanRow, amount: Minor, on: Day): Fact =>
  recoveredFact(loan, amount, on, [{ account: account.cash(loan.fund), unit: loan.unit, amount }]);

/** The same out of what the group owes a member, of at most the claim. */
export const recoveryOutOf = (loan: LoanRow, out: readonly Ready[], on: Day): Fact =>
  recoveredFact(loan, sum(out.map(one => one.amount)), on, takenOutOf(out, loan));

function recoveredFact(loan: LoanRow, amount: Minor, on: Day, taken: readonly Line[]): Fact {
  const { fund, unit } = loan;
  const principal = least(amount, claimOf(loan).principal);
  return {
    kind: "loans.recovered",
    on,
    member: loan.member_id,
    lines: [
      ...taken,
      { account: account.loanLoss(fund), unit, amount: -principal },
      { account: account.interest(fund), unit, amount: principal - amount },
    ].filter(line => line.amount !== 0n),
    data: { loan: loan.loan_id, principal: String(principal), interest: String(amount - principal) },
  };
}

interface RecoveredData {
  readonly loan: Uuid;
  readonly principal: string;
  readonly interest: string;
}

export const recovered: Project = (fact, books) => {
  const data = fact.data as unknown as RecoveredData;
  const loan = rowOf(data.loan, ["written-off"], books);
  return [
    put(loanTable, {
      ...loan,
      recovered: loan.recovered + BigInt(data.principal),
      interest_recovered: loan.interest_recovered + BigInt(data.interest),
    }),
  ];
};

export const recoveryReversed: Project = fromReversed((original, books) => {
  const data = original as unknown as RecoveredData;
  const loan = rowOf(data.loan, ["written-off"], books);
  return [
    put(loanTable, {
      ...loan,
      recovered: loan.recovered - BigInt(data.principal),
      interest_recovered: loan.interest_recovered - BigInt(data.interest),
    }),
  ];
});
