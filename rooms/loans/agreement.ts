import {
  assert,
  type BodyOf,
  type Day,
  decodeBody,
  type Document,
  encodeBody,
  type Fields,
  type Minor,
  multiply,
  parseRatio,
  type Ratio,
  ratio,
} from "#base";
import { paymentOrders } from "./allocation.ts";
import { chargeFields, chargesIn } from "./charge-rules.ts";
import type { LoanProduct } from "./product.ts";
import { monthsOfYear, type Season } from "./season.ts";
import { downPaymentOf, instalmentRule, type LoanTerms, type Rounding } from "./terms.ts";

/** How amounts above zero can come to a multiple; up and down are away from nothing and to it. */
export const roundingsOffered = ["HALF_UP", "HALF_EVEN", "HALF_DOWN", "UP", "DOWN"] as const;

/** In so many parts a loan can be paid out at most. */
export const payOutsMost = 12;

/** From which day on so much more is paid out; the amounts come to all that is asked for. */
export const payOutsPlanned = {
  is: "list",
  of: { is: "group", of: { on: { is: "day" }, amount: { is: "amount" } } },
  max: payOutsMost,
  optional: true,
} as const;

/** What becomes of the instalments to come when more is paid than is due, and what the calculators call it. */
export const prepaymentChoices = {
  "lower-instalments": "reduce_instalment",
  "fewer-instalments": "reduce_number_of_instalments",
  "next-instalments": "reschedule_next_repayments",
} as const;
export const prepaymentField = {
  is: "choice",
  of: ["lower-instalments", "fewer-instalments", "next-instalments"],
  optional: true,
} as const;

/**
 * The terms a loan was agreed on, kept with it: a snapshot of its product on the day of the request. Whatever the
 * members change later holds for new loans only.
 */
export const agreementFields = {
  method: { is: "choice", of: ["flat", "declining_balance", "monthly_on_balance"] },
  amortization: { is: "choice", of: ["equal_installments", "equal_principal_payments", "interest_only"] },
  /** Percent, a decimal: "2" is 2 % a month. */
  rate_per_month: { is: "text", max: 20 },
  month: { is: "choice", of: ["calendar", "four-weeks"] },
  frequency: { is: "choice", of: ["weeks", "months"] },
  every: { is: "count", max: 60 },
  periods: { is: "count", max: 1_000 },
  grace_principal_periods: { is: "count", max: 1_000 },
  /** The first periods whose interest is to be paid with that of the period after them. */
  grace_interest_payment_periods: { is: "count", max: 1_000 },
  grace_interest_free_periods: { is: "count", max: 1_000 },
  /** Interest and instalments are multiples of this, in minor units. */
  rounding_unit: { is: "amount" },
  rounding: { is: "choice", of: roundingsOffered },
  payment_order: { is: "choice", of: paymentOrders },
  early_pay_off: { is: "choice", of: ["full-interest", "rebate"] },
  /** What must be pledged, of whom, and until when it is kept: as in the product, and only where it says so. */
  pledge_percent: { is: "count", max: 100, optional: true },
  pledge_by: { is: "choice", of: ["borrower", "guarantors", "both"], optional: true },
  pledge_let_go: { is: "choice", of: ["at-the-end", "as-paid"], optional: true },
  is_free: { is: "flag" },
  ...chargeFields,
  on_prepayment: prepaymentField,
  /** Months in which nothing falls due, or those in which alone something does; in order, and left out where there are none. */
  lean_months: { is: "list", of: { is: "choice", of: monthsOfYear }, max: 12, optional: true },
  harvest_months: { is: "list", of: { is: "choice", of: monthsOfYear }, max: 12, optional: true },
  /** Percent of the price of what she buys, which she brings herself; what is lent is the rest. */
  down_payment_percent: { is: "text", max: 20, optional: true },
  /** In order of their days; left out where all is paid out at once. */
  pay_outs: payOutsPlanned,
  /** The instalment is a multiple of this, the last takes what is left; left out where it need not be round. */
  instalment_multiple: { is: "amount", optional: true },
} as const satisfies Fields;

export type Agreement = BodyOf<typeof agreementFields>;

/** What a product says on a day, for a loan of so many periods. `cashStep` is used where it names no rounding unit. */
export function agreementOn(product: LoanProduct, periods: number, cashStep: Minor): Agreement {
  return {
    method: product.method,
    amortization: product.amortization,
    rate_per_month: product.is_free ? "0" : product.rate_per_month,
    month: product.month ?? "calendar",
    frequency: product.frequency,
    every: product.every,
    periods,
    grace_principal_periods: product.grace_principal_periods ?? 0,
    grace_interest_payment_periods: product.grace_interest_payment_periods ?? 0,
    grace_interest_free_periods: product.grace_interest_free_periods ?? 0,
    rounding_unit: product.rounding_unit ?? cashStep,
    rounding: product.rounding_mode ?? "HALF_UP",
    payment_order: product.payment_order ?? "interest-first",
    early_pay_off: product.early_pay_off ?? "full-interest",
    ...pledgeTerms(product),
    is_free: product.is_free,
    ...chargesIn(product),
    ...(product.on_prepayment ? { on_prepayment: product.on_prepayment } : {}),
    ...monthsNamed(product),
    ...(product.instalment_multiple === undefined ? {} : { instalment_multiple: product.instalment_multiple }),
    ...(isZero(product.down_payment_percent) ? {} : { down_payment_percent: product.down_payment_percent! }),
  };
}

const pledgeTerms = ({ pledge_percent, pledge_by, pledge_let_go }: LoanProduct): Partial<Agreement> => ({
  ...(pledge_percent === undefined ? {} : { pledge_percent }),
  ...(pledge_by === undefined ? {} : { pledge_by }),
  ...(pledge_let_go === undefined ? {} : { pledge_let_go }),
});

function monthsNamed(product: LoanProduct): Pick<Agreement, "lean_months" | "harvest_months"> {
  const inOrder = (months: Agreement["lean_months"] = []) => [...new Set(months)].sort();
  const [lean, harvest] = [inOrder(product.lean_months), inOrder(product.harvest_months)];
  return { ...(lean.length > 0 ? { lean_months: lean } : {}), ...(harvest.length > 0 ? { harvest_months: harvest } : {}) };
}

/** The months in which nothing falls due, as the schedule asks for them. */
export function seasonOf({ lean_months, harvest_months }: Agreement): Season | undefined {
  if (!lean_months && !harvest_months) return undefined;
  const lean = lean_months ?? monthsOfYear.filter(month => !harvest_months!.includes(month));
  return { leanMonths: lean.map(Number), flatPriceFor: harvest_months ? "months" : "instalments" };
}

export const agreementDocument = (agreement: Agreement): Document => encodeBody(agreementFields, agreement) as Document;

/** Terms never change, and each sum on a loan begins with them. */
const readBefore = new WeakMap<object, Agreement>();

export function agreementOf(terms: Document): Agreement {
  const key = terms as object;
  const before = readBefore.get(key);
  if (before) return before;
  const agreement = decodeBody(agreementFields, terms) as Agreement | null;
  assert(agreement, "a loan keeps the terms it was agreed on");
  readBefore.set(key, agreement);
  return agreement;
}

/** The terms for the schedule. `start` is the day of the pay-out. */
export function loanTerms(agreement: Agreement, principal: Minor, start: Day): LoanTerms {
  const season = seasonOf(agreement);
  return {
    principal,
    ratePerYear: rateOfYear(agreement, agreement.rate_per_month),
    method: agreement.method === "flat" ? "flat" : "declining_balance",
    amortization: { kind: agreement.amortization },
    frequency: agreement.frequency,
    every: agreement.every,
    periods: agreement.periods,
    start,
    grace: {
      principalPeriods: agreement.grace_principal_periods,
      interestPaymentPeriods: agreement.grace_interest_payment_periods,
      interestFreePeriods: agreement.grace_interest_free_periods,
    },
    dayCount: "whole-period",
    rounding: roundingOf(agreement),
    ...(season ? { season } : {}),
  };
}

/**
 * A month counts as a month, however long it is. For weekly loans twelve months are 52 weeks, or, where the group says
 * "a month is four weeks", thirteen are.
 */
export function rateOfYear({ frequency, month }: Agreement, percentPerMonth: string): Ratio {
  const months = frequency === "weeks" && month === "four-weeks" ? 13n : 12n;
  return multiply(percent(percentPerMonth), ratio(months));
}

/** Interest of one repayment period, as a part of the balance. */
export function rateOfPeriod(agreement: Agreement, percentPerMonth: string): Ratio {
  const periodsInYear = agreement.frequency === "weeks" ? 52n : 12n;
  return multiply(rateOfYear(agreement, percentPerMonth), ratio(BigInt(agreement.every), periodsInYear));
}

/** What of a price she brings herself, minor units: as lenders' schedules have it on the day of the pay-out. */
export function downPayment(agreement: Agreement, price: Minor): Minor {
  if (agreement.down_payment_percent === undefined) return 0n;
  return downPaymentOf({ downPayment: percent(agreement.down_payment_percent), rounding: roundingOf(agreement) }, price);
}

function roundingOf({ rounding_unit, rounding, instalment_multiple, method, amortization }: Agreement): Rounding {
  const exact = { step: rounding_unit, mode: rounding };
  const rule = instalment_multiple === undefined ? null : instalmentRule(method, amortization);
  return rule === null ? exact : { ...exact, instalment: { step: instalment_multiple!, rule } };
}

const isZero = (text = "0"): boolean => parseRatio(text)?.numerator === 0n;

/** "1.5" is 3/200. */
function percent(text: string): Ratio {
  const value = parseRatio(text);
  assert(value, "a percent in the terms is a decimal");
  return multiply(value, ratio(1n, 100n));
}
