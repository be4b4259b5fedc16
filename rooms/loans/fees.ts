/** Fees beside the interest: kept back at the pay-out, or due with each instalment. Income when they are paid. Pure. */
import { type Minor, multiply, ratio, type Refusal, refuse, roundTo, sum } from "#base";
import { dueDayOf, askedAnewIn, lastPeriodOf, reschedulesOf, seasonal } from "./agreed-anew.ts";
import type { Agreement } from "./agreement.ts";
import { type Fee, partOfHundred } from "./charge-rules.ts";
import { chargesKept } from "./charges-kept.ts";
import { givesBack } from "./interest-owed.ts";
import { least, type RunningLoan } from "./loan.ts";
import { repaidByPeriod } from "./repaid.ts";
import { planRows } from "./plan.ts";
import { instalmentFrom, isLean } from "./season.ts";

/** What is kept back from a pay-out of `principal`, minor units. */
export const feesAtPayOut = (agreement: Agreement, principal: Minor): Minor => feesOf(agreement, "pay-out", principal);

/** What each instalment of a loan of `principal` asks for in fees, minor units. */
export const feeOfInstalment = (agreement: Agreement, principal: Minor): Minor => feesOf(agreement, "instalment", principal);

const feesOf = (agreement: Agreement, at: Fee["at"], principal: Minor): Minor =>
  agreement.fees === undefined
    ? 0n
    : sum(agreement.fees.filter(fee => fee.at === at).map(fee => feeOf(agreement, fee, principal)));

const feeOf = ({ rounding_unit, rounding }: Agreement, { amount, percent }: Fee, principal: Minor): Minor =>
  amount ?? roundTo(multiply(ratio(principal), partOfHundred(percent!)!), rounding_unit, rounding);

/** Nobody borrows to be handed nothing. */
export function feesFault(agreement: Agreement, principal: Minor, unit: string): Refusal | null {
  const fees = feesAtPayOut(agreement, principal);
  return fees >= principal ? refuse("loans.fees-above-loan", { fees, amount: principal, unit }) : null;
}

export interface FeeOfPeriod {
  readonly period: number;
  readonly amount: Minor;
}

const none: readonly FeeOfPeriod[] = [];

/** Unpaid fees of the instalments from the first through `period`. Payments settle the oldest first. */
export function unpaidFeesThrough(loan: RunningLoan, agreement: Agreement, period: number): readonly FeeOfPeriod[] {
  const fee = feeOfInstalment(agreement, loan.principal);
  if (fee === 0n) return none;
  const { fees_paid, fees_given_up } = chargesKept(loan);
  let settled = fees_paid + fees_given_up;
  return instalmentsWithFee(loan, agreement).flatMap(number => {
    if (number > period) return [];
    const paid = least(settled, fee);
    settled -= paid;
    return paid < fee ? [{ period: number, amount: fee - paid }] : [];
  });
}

/** Unpaid fees that the instalment of this period asks for, with earlier ones. */
export const feesAskedBy = (loan: RunningLoan, agreement: Agreement, period: number): readonly FeeOfPeriod[] =>
  unpaidFeesThrough(loan, agreement, period).filter(one => feeDueIn(loan, one.period) <= period);

/** The period whose instalment asks for a fee: its own, or the first that was agreed anew when it was late. */
export const feeDueIn = (loan: RunningLoan, period: number): number => instalmentFrom(seasonal(loan), askedAnewIn(loan, period));

/**
 * The instalments that bring their fee: those that ask for anything else, while principal is owed when their period opens,
 * or flat interest is. Who has paid it back early pays no visit that is not made any more. What fell due before old books
 * were brought here was paid there.
 */
export function instalmentsWithFee(loan: RunningLoan, agreement: Agreement): readonly number[] {
  const rows = planRows(loan);
  const asksToItsEnd = agreement.method === "flat" && !givesBack(loan, agreement, rows);
  const season = seasonal(loan);
  const past = Math.max(0, ...reschedulesOf(loan).map(one => Number(one.past)));
  const repaid = repaidByPeriod(loan);
  let balance = loan.principal - loan.written_off - (repaid.get(0) ?? 0n);
  const numbers: number[] = [];
  for (let number = 1; number <= lastPeriodOf(loan) && (asksToItsEnd || balance > 0n); number += 1) {
    const asks = !isLean(season, number) && (number <= past || (rows[number - 1]?.total ?? 0n) > 0n);
    const isOnPaper = loan.brought_forward_on !== null && dueDayOf(loan, number) <= loan.brought_forward_on;
    if (asks && !isOnPaper) numbers.push(number);
    balance -= repaid.get(number) ?? 0n;
  }
  return numbers;
}
