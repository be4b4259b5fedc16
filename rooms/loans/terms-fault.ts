import { type Ratio, type Refusal, refuse, sum } from "#base";
import { lastNumber, rescheduleFault } from "./reschedule.ts";
import { seasonFault } from "./season.ts";
import {
  dueDate,
  everyMax,
  type LoanTerms,
  longestTermDays,
  periodsMax,
  termDaysMax,
  tranchesOf,
} from "./terms.ts";

/** A hundred times the principal a year. */
const rateMax = 100n;

/** Why no schedule can be made of these terms, or null. */
export function termsFault(terms: LoanTerms): Refusal | null {
  const { principal, periods, every, grace, rounding, amortization, method } = terms;
  if (principal <= 0n) return refuse("loans.principal-not-above-zero", { principal });
  if (!isCount(periods, 1, periodsMax)) return refuse("loans.periods-out-of-range", { periods, max: periodsMax });
  if (!isCount(every, 1, everyMax)) return refuse("loans.every-out-of-range", { every, max: everyMax });
  const lean = seasonFault(terms);
  if (lean) return lean;
  if (longestTermDays(terms, lastNumber({ ...terms, reschedules: [] })) > termDaysMax) return refuse("loans.term-too-long", { days_max: termDaysMax });
  const newRates = [...(terms.rateChanges ?? []), ...(terms.reschedules ?? [])].map(change => change.ratePerYear);
  for (const rate of [terms.ratePerYear, ...newRates])
    if (rate && !isPart(rate, rateMax)) return refuse("loans.rate-out-of-range", { max_percent: 100n * rateMax });
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
  return rescheduleFault(terms) ?? disbursementFault(terms);
}

function disbursementFault(terms: LoanTerms): Refusal | null {
  const tranches = tranchesOf(terms);
  const disbursed = sum(tranches.map(tranche => tranche.amount));
  if (tranches.length === 0 || tranches.some(tranche => tranche.amount <= 0n))
    return refuse("loans.disbursement-not-above-zero");
  if (disbursed > terms.principal)
    return refuse("loans.disbursed-over-principal", { disbursed, principal: terms.principal });
  const last = dueDate(terms, lastNumber(terms));
  if (terms.firstDue && terms.firstDue <= terms.start)
    return refuse("loans.due-before-start", { due: terms.firstDue, start: terms.start });
  for (const { on } of tranches) if (on >= last) return refuse("loans.disbursement-after-end", { on, end: last });
  const bearsInterest = [terms, ...(terms.reschedules ?? [])].some(one => (one.ratePerYear?.numerator ?? 0n) > 0n);
  const inParts = tranches.length > 1 && bearsInterest;
  if (terms.method === "flat" && (inParts || (terms.rateChanges?.length ?? 0) > 0))
    return refuse("loans.flat-does-not-change");
  return null;
}

const isCount = (value: number, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && value >= min && value <= max;
const isPart = ({ numerator, denominator }: Ratio, max: bigint): boolean =>
  numerator >= 0n && numerator <= max * denominator;
