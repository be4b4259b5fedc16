import { assert, type Day, type Minor, sum } from "#base";
import { agreementOf } from "./agreement.ts";
import { pausesOf } from "./agreed-anew.ts";
import { allocatePayment, partsInOrder } from "./allocation.ts";
import { counted, periodOf } from "./counting.ts";
import { unpaidFeesThrough } from "./fees.ts";
import { penaltiesOwed } from "./penalties.ts";
import { type InterestOfPeriod, interestDueIn, interestToCome, unpaidInterestThrough } from "./interest-owed.ts";
import { least, outstanding, type RunningLoan } from "./loan.ts";
import { principalDue } from "./plan.ts";

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
  /** Fees of the instalments through that period, as far as they are unpaid. Those to come are not owed by who pays off. */
  readonly fees: Minor;
  /** Late charges, see `penalties.ts`. */
  readonly penalties: Minor;
  /** All of them: what pays the loan off. */
  readonly total: Minor;
  /** The period the day counts in. */
  readonly period: number;
  /** The unpaid interest by period, the oldest first. */
  readonly unpaidInterest: readonly InterestOfPeriod[];
}

export function owedOn(loan: RunningLoan, on: Day): OwedOnLoan {
  const agreement = agreementOf(loan.terms);
  const period = periodOf(agreement, loan.paid_out_on, on, pausesOf(loan));
  const unpaidInterest = unpaidInterestThrough(loan, agreement, period);
  const interest = sum(unpaidInterest.map(one => one.amount));
  const toCome = interestToCome(loan, agreement, period);
  const principal = outstanding(loan);
  const fees = agreement.fees === undefined ? 0n : sum(unpaidFeesThrough(loan, agreement, period).map(one => one.amount));
  const penalties = penaltiesOwed(loan, agreement, on);
  const total = principal + interest + toCome + fees + penalties;
  return { principal, interest, interestToCome: toCome, fees, penalties, total, period, unpaidInterest };
}

/**
 * What a borrower pays today to be free of the loan; a repayment of this amount closes it. Fees and late charges are in it.
 *
 * On a balance: the principal, and interest through the period begun. Flat: all interest of the term, since it was
 * agreed on as a price; with the rebate in its terms only that of the periods begun, for who is ahead of the plan.
 */
export const amountToPayOff = (loan: RunningLoan, on: Day): Minor => owedOn(loan, on).total;

/** How a payment is used, and what is owed after it. The parts add up to the payment. */
export interface UseOfPayment {
  readonly period: number;
  readonly penalties: Minor;
  readonly fees: Minor;
  readonly interest: Minor;
  readonly principal: Minor;
  readonly interestOwedAfter: Minor;
  readonly principalAfter: Minor;
  readonly closes: boolean;
}

/**
 * Uses a payment of at most {@link amountToPayOff}, minor units, in the order of its terms. What is left over makes the loan
 * smaller, and interest that is not asked for yet, in a grace or to come, is paid last. `owed` is {@link owedOn} that day, for
 * who knows it already: on an old loan it is most of the work.
 */
export function usePayment(loan: RunningLoan, amount: Minor, on: Day, owed = owedOn(loan, on)): UseOfPayment {
  const agreement = agreementOf(loan.terms);
  const order = agreement.payment_order;
  // Where interest comes first, principal that is due and principal to come are the same to it.
  const principalNow =
    order === "interest-first" ? 0n : principalDue(loan, counted(agreement, loan.paid_out_on, on, pausesOf(loan)).due);
  const notAsked = sum(
    owed.unpaidInterest.filter(one => interestDueIn(loan, agreement, one.period) > owed.period).map(one => one.amount),
  );
  const used = allocatePayment(
    amount,
    {
      penalties: owed.penalties,
      fees: owed.fees,
      interest: owed.interest - notAsked,
      principalDue: principalNow,
      principal: owed.principal - principalNow,
    },
    partsInOrder[order],
  );
  assert(used.over <= notAsked + owed.interestToCome, "a payment is within what is owed");
  const principal = used.principalDue + used.principal;
  return {
    period: owed.period,
    penalties: used.penalties,
    fees: used.fees,
    interest: used.interest + used.over,
    principal,
    interestOwedAfter: owed.interest - used.interest - least(used.over, notAsked),
    principalAfter: owed.principal - principal,
    closes: amount === owed.total,
  };
}
