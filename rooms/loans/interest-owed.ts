/** Interest of a running loan by its periods, as far as it is unpaid. It follows from the terms and what was paid. Pure. */
import { type Minor, multiply, ratio, roundTo, sum } from "#base";
import type { Agreement } from "./agreement.ts";
import { type Agreed, askedAnewIn, partsOf, ratesOf, seasonal } from "./agreed-anew.ts";
import { least, type RunningLoan } from "./loan.ts";
import { repaidByPeriod } from "./repaid.ts";
import { planRows } from "./plan.ts";
import type { ScheduleRow } from "./schedule.ts";
import { instalmentFrom, instalmentsThrough, periodOfInstalment } from "./season.ts";

export interface InterestOfPeriod {
  readonly period: number;
  readonly amount: Minor;
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
  const isGivenBack = flat !== null && givesBack(loan, agreement, flat);
  // What is paid out in a period counts from the next one on, as what is paid back.
  for (const { period, amount } of partsOf(loan))
    repaid.set(Number(period), (repaid.get(Number(period)) ?? 0n) - BigInt(amount));
  const paidOutLater = sum(partsOf(loan).map(one => BigInt(one.amount)));
  let balance = loan.principal - paidOutLater - loan.written_off - (repaid.get(0) ?? 0n);
  const charged: InterestOfPeriod[] = [];
  for (let period = 1; period <= through; period += 1) {
    charged.push({ period, amount: flat ? flatOf(period) : onBalance(period) });
    balance -= repaid.get(period) ?? 0n;
  }
  return charged;

  function flatOf(period: number): Minor {
    return isGivenBack && balance <= 0n ? 0n : (flat![period - 1]?.interest ?? 0n);
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

/** Interest of the periods after this one, of flat loans. */
export function interestToCome(loan: RunningLoan, agreement: Agreement, period: number): Minor {
  if (agreement.method !== "flat") return 0n;
  const rows = planRows(loan);
  if (agreement.early_pay_off === "rebate" && (period < lastOfPrincipal(rows) || isAheadOf(loan, rows))) return 0n;
  const ofTerm = rows.map(row => row.interest);
  const settledAhead = loan.interest_paid + loan.interest_waived - sum(ofTerm.slice(0, period));
  const toCome = sum(ofTerm.slice(period)) - (settledAhead > 0n ? settledAhead : 0n);
  return toCome > 0n ? toCome : 0n;
}

/** Whether a flat loan gives interest back, since it is paid back sooner than agreed. */
export const givesBack = (loan: RunningLoan, agreement: Agreement, plan: readonly ScheduleRow[]): boolean =>
  agreement.early_pay_off === "rebate" && isAheadOf(loan, plan);

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
