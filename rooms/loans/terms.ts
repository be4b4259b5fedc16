import { type Day, type Minor, multiply, type Ratio, type RoundingMode, ratio, roundTo, sum } from "#base";
import type { DayCount } from "./day-count.ts";
import { dayAfterPeriods, type Frequency, type Rhythm } from "./due-dates.ts";
import { nearestMultiple } from "./instalment.ts";
import type { Season } from "./season.ts";

/** "flat": on the first principal to the end. "declining_balance": on what is still owed. */
export type InterestMethod = "flat" | "declining_balance";

/** How principal comes back. "interest_only" and the balloon leave the rest to the last instalment. */
export type Amortization =
  | { readonly kind: "equal_installments" }
  | { readonly kind: "equal_principal_payments" }
  | { readonly kind: "interest_only" }
  /** `part` of the principal each time (10 % is 1/10), the rest at the end. */
  | { readonly kind: "fixed_principal_then_balloon"; readonly part: Ratio };

/** Counted in repayment periods from the first. */
export interface Grace {
  /** No principal is due in these. */
  readonly principalPeriods: number;
  /** Interest of these is not due until the first period after them; it is carried, never compounded. */
  readonly interestPaymentPeriods: number;
  /** No interest is charged for these at all. */
  readonly interestFreePeriods: number;
}

export const noGrace: Grace = { principalPeriods: 0, interestPaymentPeriods: 0, interestFreePeriods: 0 };

/**
 * How the instalment becomes a multiple of `step` (minor units), to the nearest, a tie going down.
 * "level instalment" rounds the whole instalment once; "two steps", for flat loans, rounds the principal of a period,
 * adds the interest and rounds again. Principal is the instalment less the interest.
 */
export interface InstalmentMultiple {
  readonly step: Minor;
  readonly rule: "level instalment" | "two steps";
}

export interface Rounding {
  /** Every amount is a multiple of this many minor units: 1 for centavos, 100 for a currency without small coins. */
  readonly step: Minor;
  readonly mode: RoundingMode;
  readonly instalment?: InstalmentMultiple;
}

/** What is paid out, and when; a loan in tranches has several. */
export interface Tranche {
  readonly on: Day;
  readonly amount: Minor;
}

export interface RateChange {
  /** What is owed from this day on bears the new rate. */
  readonly effective: Day;
  readonly ratePerYear: Ratio;
}

/**
 * The terms of one loan, as agreed. Amounts are minor units; rates are parts of one, not percents.
 * `termsFault` says what is wrong with terms; the schedule is for terms without fault.
 */
export interface LoanTerms {
  /** What was approved. Tranches may add up to less. */
  readonly principal: Minor;
  /** 24 % a year, or 2 % a month, is 24/100. */
  readonly ratePerYear: Ratio;
  readonly method: InterestMethod;
  readonly amortization: Amortization;
  readonly frequency: Frequency;
  readonly every: number;
  /** Number of instalments, without down payments. Without a season each is one period. */
  readonly periods: number;
  /** The day from which periods are counted: the day of the pay-out, mostly. */
  readonly start: Day;
  /** The first due date, where it is not one period after the start: the next meeting, say. */
  readonly firstDue?: Day;
  readonly grace: Grace;
  readonly dayCount: DayCount;
  readonly rounding: Rounding;
  /** All of the principal on the day of the start where left out. */
  readonly tranches?: readonly Tranche[];
  /** Money that is paid out within a period bears interest from the start of it ("whole") or from its day ("daily"). */
  readonly interestFrom?: "whole" | "daily";
  readonly rateChanges?: readonly RateChange[];
  /** Of each pay-out this part (1/4 is 25 %) comes back at once, as an instalment of its own on the same day. */
  readonly downPayment?: Ratio;
  /**
   * Of a loan in parts: whether instalments are agreed once for all that will be paid out, or counted anew with each
   * pay-out. Left out, an instalment in round money is agreed once, and any other counted anew.
   */
  readonly instalmentsFor?: "all pay-outs" | "pay-outs so far";
  /** Months of the year in which nothing falls due. `periods` counts instalments, and those months are more of them. */
  readonly season?: Season;
  /** What was agreed anew later on. */
  readonly reschedules?: readonly Reschedule[];
}

/** A new agreement about the instalments from a due date on; those before it stay as they are. */
export interface Reschedule {
  /** It begins with the first instalment that is due on this day or after it. */
  readonly fromDue: Day;
  /** So many more instalments: what is still owed is spread over all that are left. */
  readonly extraPeriods: number;
  /** The first of them ask for no principal; the end moves by as many. */
  readonly gracePeriods: number;
  readonly ratePerYear?: Ratio;
  /** What is really spread. Left out, it is what the schedule leaves. Not for a schedule that follows payments. */
  readonly owedThen?: OwedThen;
}

/** What was owed when a loan was agreed anew, where some of it was late. */
export interface OwedThen {
  /** Principal that the new instalments spread, minor units: what fell due and was not paid is in it. */
  readonly amount: Minor;
  /** The first so many instalments were over by then: they ask for no more than the rest. */
  readonly over: number;
}

export const periodsMax = 1_000;
export const everyMax = 1_000;
/** The longest a loan may run, in days: a hundred years. */
export const termDaysMax = 36_525;

export const isForAllPayOuts = ({ instalmentsFor, rounding }: LoanTerms): boolean =>
  instalmentsFor ? instalmentsFor === "all pay-outs" : rounding.instalment !== undefined;

export const tranchesOf = (terms: LoanTerms): readonly Tranche[] =>
  terms.tranches ?? [{ on: terms.start, amount: terms.principal }];

/** All that was paid out until the evening of a day. */
export const paidOutBy = (terms: LoanTerms, on: Day): Minor =>
  sum(tranchesOf(terms).map(tranche => (tranche.on <= on ? tranche.amount : 0n)));

/** What of a pay-out comes back at once. To the instalment's multiple where there is one. */
export function downPaymentOf({ downPayment, rounding }: Pick<LoanTerms, "downPayment" | "rounding">, amount: Minor): Minor {
  if (!downPayment) return 0n;
  const exact = multiply(ratio(amount), downPayment);
  const part = rounding.instalment
    ? nearestMultiple(exact, rounding.instalment.step, rounding)
    : roundTo(exact, rounding.step, rounding.mode);
  return part < amount ? part : amount;
}

/** The day number `number` (from 1) falls due. */
export function dueDate(terms: LoanTerms, number: number): Day {
  return terms.firstDue
    ? dayAfterPeriods(terms.firstDue, number - 1, terms)
    : dayAfterPeriods(terms.start, number, terms);
}

/** Days that many periods can last at most. */
export const longestTermDays = ({ frequency, every }: Rhythm, periods: number): number =>
  periods * every * { days: 1, weeks: 7, months: 31 }[frequency];
