import { type Day, entry, type Fact, isRefusal, type Minor, type Project, type Uuid } from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { account } from "#ledger";
import { withCharges } from "./charges-kept.ts";
import { careFault, needsCare } from "./care.ts";
import { needsLoanAndAccounts, type RunningLoan, runningLoanOf } from "./loan.ts";
import { owedOn, usePayment } from "./owed.ts";
import { loanWithHolds } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";

/**
 * The members stop counting on a loan: its principal is a loss all of them bear, so they decide it. The claim on the
 * borrower stays and is shown; what she brings later is a recovery. Where the rule asks for it, somebody was with her first.
 */
export const writeOffEntry = entry({
  name: "loans.write-off",
  step: "pay-outs",
  fields: { loan: { is: "uuid" }, member: { is: "member" }, decision: { is: "uuid" } },
  needs: (body, books) => [...needsLoanAndAccounts(body, books), needsDecision(body.decision), ...needsCare(body.loan)],
  decide(body, books, { on }) {
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    const unvisited = careFault(loan.loan_id, books, on);
    if (unvisited) return unvisited;
    const decision = carriedDecision(body.decision, "write-off", loan.loan_id, books, on);
    if (isRefusal(decision)) return decision;
    return [writeOff(loan, { decision: decision.decision_id, on })];
  },
});

/** The loan given up as it stands on the day, or as it will once `afterPaying` is paid, which is less than all of it. */
export function writeOff(
  loan: RunningLoan,
  of: { readonly decision: Uuid; readonly on: Day; readonly afterPaying?: Minor },
): Fact {
  const { decision, on, afterPaying = 0n } = of;
  const { fund, unit, member_id: member } = loan;
  const owed = owedOn(loan, on);
  const { principalAfter: principal, ...used } = usePayment(loan, afterPaying, on, owed);
  const fees = owed.fees - used.fees;
  const penalties = owed.penalties - used.penalties;
  return {
    kind: "loans.written-off",
    on,
    member,
    lines: [
      { account: account.loanLoss(fund), unit, amount: principal },
      { account: account.loans(fund), member, unit, amount: -principal },
    ].filter(line => line.amount !== 0n),
    // Interest and fees were never income before they were paid, so their loss is on no account: it is kept as a claim only.
    data: {
      loan: loan.loan_id,
      decision,
      principal: String(principal),
      interest: String(owed.total - afterPaying - principal - fees - penalties),
      ...(fees === 0n ? {} : { fees: String(fees) }),
      // Late charges end here: nobody is asked for them when the loan itself is given up.
      ...(penalties === 0n ? {} : { penalties: String(penalties) }),
    },
  };
}

interface WrittenOffData {
  readonly loan: Uuid;
  readonly principal: string;
  readonly interest: string;
  readonly fees?: string;
  readonly penalties?: string;
}

const givenUp = ({ fees = "0", penalties = "0" }: WrittenOffData, sign: 1n | -1n) => ({
  fees_given_up: sign * BigInt(fees),
  penalties_waived: sign * BigInt(penalties),
});

export const writtenOff: Project = (fact, books) => {
  const data = fact.data as unknown as WrittenOffData;
  const loan = rowOf(data.loan, ["running"], books);
  return loanWithHolds({
    ...loan,
    status: "written-off",
    written_off: loan.written_off + BigInt(data.principal),
    interest_waived: loan.interest_waived + BigInt(data.interest),
    charges: withCharges(loan, givenUp(data, 1n)),
    closed_on: fact.on,
  });
};

export const writeOffReversed: Project = fromReversed((original, books) => {
  const data = original as unknown as WrittenOffData;
  const loan = rowOf(data.loan, ["written-off"], books);
  return loanWithHolds({
    ...loan,
    status: "running",
    written_off: loan.written_off - BigInt(data.principal),
    interest_waived: loan.interest_waived - BigInt(data.interest),
    charges: withCharges(loan, givenUp(data, -1n)),
    closed_on: null,
  });
});
