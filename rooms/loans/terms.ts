import {
  type Day,
  type Minor,
  multiply,
  type Ratio,
  type Refusal,
  type RoundingMode,
  ratio,
  refuse,
  roundTo,
  sum,
} from "#base";
import type { DayCount } from "./day-count.ts";
import { dayAfterPeriods, type Frequency, type Rhythm } from "./due-dates.ts";
import { nearestMultiple } from "./instalment.ts";

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
 * {@link termsFault} says what is wrong with terms; the schedule is for terms without fault.
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
  /** Number of instalments, without down payments. */
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
}

export const periodsMax = 1_000;
export const everyMax = 1_000;
/** The longest a loan may run, in days: a hundred years. */
export const termDaysMax = 36_525;
/** A hundred times the principal a year. */
const rateMax = 100n;

export const tranchesOf = (terms: LoanTerms): readonly Tranche[] =>
  terms.tranches ?? [{ on: terms.start, amount: terms.principal }];

/** What of a pay-out comes back at once. To the instalment's multiple where there is one. */
export function downPaymentOf({ downPayment, rounding }: LoanTerms, amount: Minor): Minor {
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

/** Why no schedule can be made of these terms, or null. */
export function termsFault(terms: LoanTerms): Refusal | null {
  const { principal, periods, every, grace, rounding, amortization, method } = terms;
  if (principal <= 0n) return refuse("loans.principal-not-above-zero", { principal });
  if (!isCount(periods, 1, periodsMax)) return refuse("loans.periods-out-of-range", { periods, max: periodsMax });
  if (!isCount(every, 1, everyMax)) return refuse("loans.every-out-of-range", { every, max: everyMax });
  if (longestTermDays(terms, periods) > termDaysMax) return refuse("loans.term-too-long", { days_max: termDaysMax });
  for (const rate of [terms.ratePerYear, ...(terms.rateChanges ?? []).map(change => change.ratePerYear)])
    if (!isPart(rate, rateMax)) return refuse("loans.rate-out-of-range", { max_percent: 100n * rateMax });
  for (const [kind, count, max] of [
    ["principal", grace.principalPeriods, periods - 1],
    ["interest-payment", grace.interestPaymentPeriods, periods - 1],
    ["interest-free", grace.interestFreePeriods, periods],
  ] as const)
    if (!isCount(count, 0, max)) return refuse("loans.grace-too-long", { kind, grace: count, periods });
  if (amortization.kind === "fixed_principal_then_balloon" && !isPart(amortization.part, 1n))
    return refuse("loans.percent-out-of-range", { field: "amortization" });
  if (
    terms.downPayment &&
    (!isPart(terms.downPayment, 1n) || terms.downPayment.numerator === terms.downPayment.denominator)
  )
    return refuse("loans.percent-out-of-range", { field: "down_payment_percent" });
  if (rounding.step <= 0n || (rounding.instalment && rounding.instalment.step <= 0n))
    return refuse("loans.multiple-not-above-zero");
  const rule = rounding.instalment?.rule;
  const levels =
    amortization.kind === "equal_installments" ||
    (method === "flat" && amortization.kind === "equal_principal_payments");
  if (rule && (!levels || (rule === "two steps" && method !== "flat")))
    return refuse("loans.multiple-rule-not-for-method", { rule, method, amortization: amortization.kind });
  return disbursementFault(terms);
}

function disbursementFault(terms: LoanTerms): Refusal | null {
  const tranches = tranchesOf(terms);
  const disbursed = sum(tranches.map(tranche => tranche.amount));
  if (tranches.length === 0 || tranches.some(tranche => tranche.amount <= 0n))
    return refuse("loans.disbursement-not-above-zero");
  if (disbursed > terms.principal)
    return refuse("loans.disbursed-over-principal", { disbursed, principal: terms.principal });
  const last = dueDate(terms, terms.periods);
  if (terms.firstDue && terms.firstDue <= terms.start)
    return refuse("loans.due-before-start", { due: terms.firstDue, start: terms.start });
  for (const { on } of tranches) if (on >= last) return refuse("loans.disbursement-after-end", { on, end: last });
  if (terms.method === "flat" && (tranches.length > 1 || (terms.rateChanges?.length ?? 0) > 0))
    return refuse("loans.flat-does-not-change");
  return null;
}

const isCount = (value: number, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && value >= min && value <= max;
const isPart = ({ numerator, denominator }: Ratio, max: bigint): boolean =>
  numerator >= 0n && numerator <= max * denominator;
