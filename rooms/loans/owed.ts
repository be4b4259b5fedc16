import { assert, type Day, type Minor, multiply, ratio, roundTo, sum } from "#base";
import { type Agreement, agreementOf } from "./agreement.ts";
import { type Agreed, askedAnewIn, seasonal, pausesOf, ratesOf } from "./agreed-anew.ts";
import { allocatePayment } from "./allocation.ts";
import { counted, periodOf } from "./counting.ts";
import { least, outstanding, repaidByPeriod, type RunningLoan } from "./loan.ts";
import { planRows, principalDue } from "./plan.ts";
import type { ScheduleRow } from "./schedule.ts";
import { instalmentFrom, instalmentsThrough, periodOfInstalment } from "./season.ts";

/**
 * What is owed on a running loan on a day. Nothing of it is stored: interest follows from the terms, from the balance
 * each period opened with, and from what was paid. Interest stands in the books when it is paid (cash basis).
 */
export interface OwedOnLoan {
  readonly principal: Minor;
  /** Interest through the period the day lies in, as far as it is unpaid. Carried, never compounded. */
  readonly interest: Minor;
  /** Of flat loans: interest of the periods to come. It is owed too, unless the terms give it back (a rebate). */
  readonly interestToCome: Minor;
  /** All three: what pays the loan off. */
  readonly total: Minor;
  /** The period the day counts in. */
  readonly period: number;
  /** The unpaid interest by period, the oldest first. */
  readonly unpaidInterest: readonly InterestOfPeriod[];
}

export interface InterestOfPeriod {
  readonly period: number;
  readonly amount: Minor;
}

export function owedOn(loan: RunningLoan, on: Day): OwedOnLoan {
  const agreement = agreementOf(loan.terms);
  const period = periodOf(agreement, loan.paid_out_on, on, pausesOf(loan));
  const unpaidInterest = unpaidInterestThrough(loan, agreement, period);
  const interest = sum(unpaidInterest.map(one => one.amount));
  const toCome = interestToCome(loan, agreement, period);
  const principal = outstanding(loan);
  return { principal, interest, interestToCome: toCome, total: principal + interest + toCome, period, unpaidInterest };
}

/**
 * What a borrower pays today to be free of the loan; a repayment of this amount closes it.
 *
 * On a balance: the principal, and interest through the period begun. Flat: all interest of the term, since it was
 * agreed on as a price; with the rebate in its terms only that of the periods begun, for who is ahead of the plan.
 */
export const amountToPayOff = (loan: RunningLoan, on: Day): Minor => owedOn(loan, on).total;

/** How a payment is used, and what is owed after it. The parts add up to the payment. */
export interface UseOfPayment {
  readonly period: number;
  readonly interest: Minor;
  readonly principal: Minor;
  readonly interestOwedAfter: Minor;
  readonly principalAfter: Minor;
  readonly closes: boolean;
}

/**
 * Uses a payment of at most {@link amountToPayOff}, minor units. What the first parts leave over makes the loan smaller,
 * and interest that is not asked for yet, in a grace or to come, is paid last. "Principal first" means the principal that is
 * due. `owed` is {@link owedOn} that day, for who knows it already: on an old loan it is most of the work.
 */
export function usePayment(loan: RunningLoan, amount: Minor, on: Day, owed = owedOn(loan, on)): UseOfPayment {
  const agreement = agreementOf(loan.terms);
  const isPrincipalFirst = agreement.payment_order === "principal-first";
  const { due } = counted(agreement, loan.paid_out_on, on, pausesOf(loan));
  const first = isPrincipalFirst ? least(amount, principalDue(loan, due)) : 0n;
  const notAsked = sum(
    owed.unpaidInterest.filter(one => interestDueIn(loan, agreement, one.period) > owed.period).map(one => one.amount),
  );
  const used = allocatePayment(amount - first, {
    penalty: 0n,
    interest: owed.interest - notAsked,
    principal: owed.principal - first,
  });
  assert(used.over <= notAsked + owed.interestToCome, "a payment is within what is owed");
  const principal = first + used.principal;
  return {
    period: owed.period,
    interest: used.interest + used.over,
    principal,
    interestOwedAfter: owed.interest - used.interest - least(used.over, notAsked),
    principalAfter: owed.principal - principal,
    closes: amount === owed.total,
  };
}

/**
 * The period whose instalment asks for the interest of a period: its own, the one after the grace or the lean months, or the
 * first that was agreed anew when it was late. The plan of a flat loan has its interest in the right rows already.
 */
export function interestDueIn(loan: Agreed, agreement: Agreement, period: number): number {
  const grace = agreement.grace_interest_payment_periods;
  const terms = seasonal(loan);
  const isWaiting = agreement.method !== "flat" && instalmentsThrough(terms, period - 1) < grace;
  return instalmentFrom(terms, askedAnewIn(loan, isWaiting ? periodOfInstalment(terms, grace + 1) : period));
}

/** Unpaid interest that is asked for by the instalment of this period, with what earlier ones asked for. */
export const interestAskedBy = (loan: RunningLoan, agreement: Agreement, period: number): readonly InterestOfPeriod[] =>
  unpaidInterestThrough(loan, agreement, period).filter(one => interestDueIn(loan, agreement, one.period) <= period);

/** Payments settle the oldest interest first. */
export function unpaidInterestThrough(
  loan: RunningLoan,
  agreement: Agreement,
  period: number,
): readonly InterestOfPeriod[] {
  let paid = loan.interest_paid + loan.interest_waived;
  const unpaid: InterestOfPeriod[] = [];
  for (const charged of interestCharged(loan, agreement, period)) {
    const settled = least(paid, charged.amount);
    paid -= settled;
    if (charged.amount > settled) unpaid.push({ period: charged.period, amount: charged.amount - settled });
  }
  return unpaid;
}

/** Interest of the periods from 1 through `through`. */
function interestCharged(loan: RunningLoan, agreement: Agreement, through: number): readonly InterestOfPeriod[] {
  const repaid = repaidByPeriod(loan);
  const flat = agreement.method === "flat" ? planRows(loan) : null;
  const rateIn = ratesOf(loan, agreement);
  const free = lastPeriodFree(loan, agreement);
  const givesBack = flat !== null && agreement.early_pay_off === "rebate" && isAheadOf(loan, flat);
  let balance = loan.principal - loan.written_off - (repaid.get(0) ?? 0n);
  const charged: InterestOfPeriod[] = [];
  for (let period = 1; period <= through; period += 1) {
    charged.push({ period, amount: flat ? flatOf(period) : onBalance(period) });
    balance -= repaid.get(period) ?? 0n;
  }
  return charged;

  function flatOf(period: number): Minor {
    return givesBack && balance <= 0n ? 0n : (flat![period - 1]?.interest ?? 0n);
  }
  // On the balance the period opens with: what is paid in it counts from the next one on.
  function onBalance(period: number): Minor {
    if (period <= free || balance <= 0n) return 0n;
    return roundTo(multiply(ratio(balance), rateIn(period)), agreement.rounding_unit, agreement.rounding);
  }
}

/** The last period that bears no interest; lean ones before an instalment without it bear none either. */
const lastPeriodFree = (loan: RunningLoan, { grace_interest_free_periods: free }: Agreement): number =>
  free === 0 ? 0 : periodOfInstalment(seasonal(loan), free);

function interestToCome(loan: RunningLoan, agreement: Agreement, period: number): Minor {
  if (agreement.method !== "flat") return 0n;
  const rows = planRows(loan);
  if (agreement.early_pay_off === "rebate" && (period < lastOfPrincipal(rows) || isAheadOf(loan, rows))) return 0n;
  const ofTerm = rows.map(row => row.interest);
  const settledAhead = loan.interest_paid + loan.interest_waived - sum(ofTerm.slice(0, period));
  const toCome = sum(ofTerm.slice(period)) - (settledAhead > 0n ? settledAhead : 0n);
  return toCome > 0n ? toCome : 0n;
}

/**
 * Whether the principal was back before the period in which the plan has it back. Only then is there something to give
 * back: a small loan in large coins ends its principal before its last instalment also for who pays as agreed.
 */
function isAheadOf(loan: RunningLoan, plan: readonly ScheduleRow[]): boolean {
  const before = [...repaidByPeriod(loan)].filter(([period]) => period < lastOfPrincipal(plan));
  return loan.principal - loan.written_off <= sum(before.map(([, principal]) => principal));
}

/** The period of the plan's last instalment with principal in it; 0 where none has. */
const lastOfPrincipal = (plan: readonly ScheduleRow[]): number =>
  plan.map(row => row.principal > 0n).lastIndexOf(true) + 1;
