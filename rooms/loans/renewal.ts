/**
 * A running loan that is paid off out of a new one of the same member: what is owed on it that day is settled by the
 * pay-out, and she is handed the difference. Pure.
 */
import { type Books, type Day, type Line, type MemberId, type Minor, type Need, type Refusal, refuse, type Uuid } from "#base";
import { account } from "#ledger";
import { type Agreement, agreementOf } from "./agreement.ts";
import { arrears } from "./arrears.ts";
import { isRunning, needsAccountsOf, needsLoan, type RunningLoan } from "./loan.ts";
import { owedOn, usePayment } from "./owed.ts";
import { loanWithHolds } from "./pledges.ts";
import { rowOf } from "./projecting.ts";
import { dataOfPayment, type PaymentData, totalPaid, withoutPayment, withPayment } from "./repayment.ts";
import { type LoanRow, loanTable } from "./tables.ts";

/** Of a loan that pays off no other and was paid off by none. */
export const notRenewed = { renews: null, renewed_by: null, renewed_late: 0n } as const;

/** What {@link loanToRenew} and {@link settledBy} must see. Call it again after each load. */
export function needsRenewed(renews: Uuid | null | undefined, books: Books): readonly Need[] {
  if (renews === null || renews === undefined) return [];
  const old = books.isCovered(loanTable, { loan_id: renews }) ? books.row(loanTable, { loan_id: renews }) : undefined;
  return [needsLoan(renews), ...(old ? needsAccountsOf(old) : [])];
}

/** A loan that is to pay another one off, as far as that matters. */
export interface Renewing {
  readonly renews: Uuid;
  readonly member: MemberId;
  readonly fund: string;
  readonly agreement: Agreement;
}

/**
 * The loan that ends by it, or why it cannot be: it runs, is hers, is of the same fund and so of the same unit. Help without
 * interest is neither made dearer so nor given without an end, and what is handed out must be clear on the day: all at
 * once, without a down payment.
 */
export function loanToRenew(of: Renewing, books: Books, on: Day): RunningLoan | Refusal {
  const { renews, member, fund, agreement } = of;
  const old = books.row(loanTable, { loan_id: renews });
  if (old?.member_id !== member) return refuse("loans.no-such-loan");
  if (!isRunning(old)) return refuse("loans.renewed-not-running", { status: old.status });
  if (on < old.paid_out_on) return refuse("loans.before-pay-out", { on, paid_out_on: old.paid_out_on });
  if (old.fund !== fund) return refuse("loans.renewed-of-other-fund", { fund, other: old.fund });
  if (agreement.is_free || agreementOf(old.terms).is_free) return refuse("loans.renewal-of-free-loan");
  if (agreement.pay_outs !== undefined || agreement.down_payment_percent !== undefined) return refuse("loans.renewal-at-once");
  return old;
}

/** What the pay-out of a loan says of the one it pays off. */
export type RenewalData = {
  readonly renewed: PaymentData;
  /** What was late of it then, and what had been late so on the loans before it. Absent where nothing was. */
  readonly late?: string;
  readonly late_before?: string;
};

export interface Settled {
  /** All that is owed on the old loan that day, minor units: what its borrower is not handed. */
  readonly amount: Minor;
  /** The old loan's side of the entry; with the new one's less `amount` in cash, they balance. */
  readonly lines: readonly Line[];
  readonly data: RenewalData;
}

/** Settles all that is owed on `old` out of what is left of a pay-out when its fees are kept back; or says what is missing. */
export function settledBy(old: RunningLoan, left: Minor, on: Day): Settled | Refusal {
  const { fund, unit, member_id: member } = old;
  const owed = owedOn(old, on);
  const { total: amount } = owed;
  if (amount > left) return refuse("loans.renewal-too-small", { unit, left, owed: amount, missing: amount - left });
  const use = usePayment(old, amount, on, owed);
  const late = arrears(old, on).total;
  return {
    amount,
    lines: [
      { account: account.loans(fund), member, unit, amount: -use.principal },
      { account: account.interest(fund), unit, amount: -use.interest },
      { account: account.fees(fund), unit, amount: -use.fees },
      { account: account.fines(fund), unit, amount: -use.penalties },
    ],
    data: {
      renewed: dataOfPayment(old.loan_id, use),
      ...(late === 0n ? {} : { late: String(late) }),
      ...(old.renewed_late === 0n ? {} : { late_before: String(old.renewed_late) }),
    },
  };
}

/** What a fact says of a loan that its pay-out paid off; undefined of every other. */
export const renewedIn = (data: Readonly<Record<string, unknown>> | undefined): PaymentData | undefined =>
  data?.["renewed"] as PaymentData | undefined;

/** How the money of a pay-out was divided that paid off an older loan, minor units; null of every other fact. */
export interface RenewalTold {
  readonly lent: Minor;
  readonly paidOff: Minor;
  readonly fees: Minor;
}

export function renewalTold(data: Readonly<Record<string, unknown>> | undefined): RenewalTold | null {
  const renewed = renewedIn(data);
  if (!renewed) return null;
  return { lent: BigInt(String(data!["principal"])), paidOff: totalPaid(renewed), fees: BigInt(String(data!["charge"])) };
}

/** For `renewed_late` of the new loan. */
export const lateBehind = ({ late = "0", late_before = "0" }: Partial<RenewalData>): Minor => BigInt(late) + BigInt(late_before);

/** The old loan, with its last payment out of the new one; what was pledged for it is free. */
export const endedBy = (renewed: PaymentData, by: Uuid, on: Day, books: Books) =>
  loanWithHolds({ ...withPayment(rowOf(renewed.loan, ["running"], books), renewed, on), renewed_by: by });

/** The old loan as if it had never been paid off so. */
export function runsAgain(renewed: PaymentData, on: Day, books: Books) {
  const old: LoanRow = { ...rowOf(renewed.loan, ["repaid"], books), renewed_by: null };
  return loanWithHolds(withoutPayment(old, renewed, on));
}
