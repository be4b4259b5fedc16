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
import { withCharges } from "./charges-kept.ts";
import { claimOf, least, loanOf, needsLoanAndAccounts, totalOf } from "./loan.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { type Ready, takenOutOf } from "./set-off.ts";
import { type LoanRow, loanTable } from "./tables.ts";

/** Money that comes in on a loan that was written off: it makes the loss smaller, then pays the interest, then fees. */
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
    const owed = totalOf(claimOf(loan));
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
  const claim = claimOf(loan);
  const principal = least(amount, claim.principal);
  const interest = least(amount - principal, claim.interest);
  const fees = amount - principal - interest;
  return {
    kind: "loans.recovered",
    on,
    member: loan.member_id,
    lines: [
      ...taken,
      { account: account.loanLoss(fund), unit, amount: -principal },
      { account: account.interest(fund), unit, amount: -interest },
      { account: account.fees(fund), unit, amount: -fees },
    ].filter(line => line.amount !== 0n),
    data: {
      loan: loan.loan_id,
      principal: String(principal),
      interest: String(interest),
      ...(fees === 0n ? {} : { fees: String(fees) }),
    },
  };
}

interface RecoveredData {
  readonly loan: Uuid;
  readonly principal: string;
  readonly interest: string;
  readonly fees?: string;
}

export const recovered: Project = (fact, books) => {
  const data = fact.data as unknown as RecoveredData;
  const loan = rowOf(data.loan, ["written-off"], books);
  return [
    put(loanTable, {
      ...loan,
      recovered: loan.recovered + BigInt(data.principal),
      interest_recovered: loan.interest_recovered + BigInt(data.interest),
      charges: withCharges(loan, { fees_recovered: BigInt(data.fees ?? "0") }),
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
      charges: withCharges(loan, { fees_recovered: -BigInt(data.fees ?? "0") }),
    }),
  ];
});
