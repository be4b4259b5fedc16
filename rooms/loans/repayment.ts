import {
  type Day,
  type Document,
  entry,
  type Fact,
  isRefusal,
  type Minor,
  type Project,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { betweenMeetings, useDecision } from "#assembly";
import { account } from "#ledger";
import { withCharges } from "./charges-kept.ts";
import { needsLoanAndAccounts, type RunningLoan, runningLoanOf } from "./loan.ts";
import { type Repaid, repaidWith } from "./repaid.ts";
import { amountToPayOff, owedOn, type UseOfPayment, usePayment } from "./owed.ts";
import { loanWithHolds, type OutOfPledge, takenFrom } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import type { LoanRow } from "./tables.ts";

/** A payment on a loan, of any size up to all that is owed; in the order of its terms. */
export const repaymentEntry = entry({
  name: "loans.repayment",
  step: "repayments",
  between: "loans.record-repayment",
  fields: { loan: { is: "uuid" }, member: { is: "member" }, amount: { is: "amount" } },
  needs: (body, books) => needsLoanAndAccounts(body, books),
  decide(body, books, { on }) {
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    if (body.amount === 0n) return refuse("loans.amount-missing");
    const fact = repay(loan, body.amount, on);
    return isRefusal(fact) ? fact : [fact];
  },
});

/** A payment of `amount` minor units, above zero, that is laid into the box of the loan's fund. */
export function repay(loan: RunningLoan, amount: Minor, on: Day): Fact | Refusal {
  const owed = owedOn(loan, on);
  if (amount > owed.total) return refuse("loans.repayment-exceeds-owed", { amount, owed: owed.total, unit: loan.unit });
  const { fund, unit, member_id: member } = loan;
  const use = usePayment(loan, amount, on, owed);
  return {
    kind: "loans.repaid",
    on,
    member,
    lines: [
      { account: account.cash(fund), unit, amount },
      { account: account.loans(fund), member, unit, amount: -use.principal },
      { account: account.interest(fund), unit, amount: -use.interest },
      { account: account.fees(fund), unit, amount: -use.fees },
      { account: account.fines(fund), unit, amount: -use.penalties },
    ].filter(line => line.amount !== 0n),
    data: dataOfPayment(loan.loan_id, use),
  };
}

/** The same between meetings, by two people, where the rules of the group allow it. */
export const recordRepayment = betweenMeetings(repaymentEntry);

/** What a payment was used for, in decimal strings of minor units: passbooks and receipts need no sums of their own. */
export type PaymentData = {
  readonly loan: Uuid;
  readonly period: string;
  readonly interest: string;
  readonly principal: string;
  /** Absent where it paid none. */
  readonly fees?: string;
  readonly penalties?: string;
  /** Interest that is due and unpaid after it. */
  readonly interest_due: string;
  readonly principal_left: string;
  readonly closes: boolean;
};

/** All that it came to, minor units. */
export const totalPaid = ({ principal, interest, fees = "0", penalties = "0" }: PaymentData): Minor =>
  [principal, interest, fees, penalties].reduce((sum, part) => sum + BigInt(part), 0n);

export const dataOfPayment = (loan: Uuid, use: UseOfPayment): PaymentData => ({
  closes: use.closes,
  ...(use.fees === 0n ? {} : { fees: String(use.fees) }),
  interest: String(use.interest),
  interest_due: String(use.interestOwedAfter),
  loan,
  ...(use.penalties === 0n ? {} : { penalties: String(use.penalties) }),
  period: String(use.period),
  principal: String(use.principal),
  principal_left: String(use.principalAfter),
});

export const repaid: Project = (fact, books) => {
  const data = fact.data as unknown as PaymentData;
  const loan = rowOf(data.loan, ["running"], books);
  const after = withPayment(loan, data, fact.on);
  const pledge = pledgeIn(fact.data!);
  return pledge
    ? [...loanWithHolds(takenFrom(after, pledge)), useDecision(pledge.decision, books)]
    : loanWithHolds(after);
};

/** A loan that runs, with a payment of the day, wherever the money came from. */
export const withPayment = (loan: LoanRow, data: PaymentData, on: Day): LoanRow => ({
  ...loan,
  principal_paid: loan.principal_paid + BigInt(data.principal),
  interest_paid: loan.interest_paid + BigInt(data.interest),
  repaid: repaidWith(loan, broughtBy(data, on)),
  charges: withCharges(loan, chargesIn(data, 1n)),
  status: data.closes ? "repaid" : "running",
  closed_on: data.closes ? on : null,
});

/**
 * Any payment can be taken back, not only the last one: totals and the principal of its period are lessened, and what is
 * owed follows from them as if it had never been paid. Later payments stay used as their receipts say.
 */
export const repaymentReversed: Project = fromReversed((original, books, { on }) => {
  const data = original as unknown as PaymentData;
  const before = withoutPayment(rowOf(data.loan, ["running", "repaid"], books), data, on);
  const pledge = pledgeIn(original);
  return pledge
    ? [...loanWithHolds(takenFrom(before, pledge, true)), useDecision(pledge.decision, books, false)]
    : loanWithHolds(before);
});

/** The same as if it had never been paid. */
export function withoutPayment(loan: LoanRow, data: PaymentData, on: Day): LoanRow {
  const brought = broughtBy(data, on);
  const after: LoanRow = {
    ...loan,
    principal_paid: loan.principal_paid - BigInt(data.principal),
    interest_paid: loan.interest_paid - BigInt(data.interest),
    repaid: repaidWith(loan, {
      ...brought,
      principal: -brought.principal,
      interest: -brought.interest,
      fees: -brought.fees,
    }),
    charges: withCharges(loan, chargesIn(data, -1n)),
  };
  return stillPaidOff(loan, after);
}

const broughtBy = (data: PaymentData, on: Day): Repaid => ({
  period: Number(data.period),
  on,
  principal: BigInt(data.principal),
  interest: BigInt(data.interest),
  fees: BigInt(data.fees ?? "0"),
});

const chargesIn = ({ fees = "0", penalties = "0" }: PaymentData, sign: 1n | -1n) => ({
  fees_paid: sign * BigInt(fees),
  penalties_paid: sign * BigInt(penalties),
});

/**
 * The loan `after` something that had ended it may have been taken back: it runs again. Interest may have been paid ahead, by
 * payments written with an earlier day; then it may be paid off still.
 */
export function stillPaidOff(loan: LoanRow, after: LoanRow): LoanRow {
  const running: RunningLoan = { ...after, status: "running", paid_out_on: loan.paid_out_on! };
  const isPaidOff = loan.status === "repaid" && amountToPayOff(running, loan.closed_on!) === 0n;
  return isPaidOff ? { ...running, status: "repaid" } : { ...running, closed_on: null };
}
/** Of a set-off that was taken out of a pledge; undefined for every other payment. */
export const pledgeIn = (data: Readonly<Record<string, Document>>): OutOfPledge | undefined =>
  data["pledge"] as OutOfPledge | undefined;
