/**
 * What was agreed about a loan after its pay-out. It is kept with the loan, in order; from it, the terms and what was
 * paid follow the instalments that hold now.
 */
import { type Day, type Document, lastOf, multiply, parseRatio, type Ratio, ratio, sum, type Uuid } from "#base";
import { type Agreement, agreementOf, loanTerms, prepaymentChoices, rateOfPeriod, rateOfYear, seasonOf } from "./agreement.ts";
import { type Pause, pauseOf, withPauses } from "./counting.ts";
import { dayAfterPeriods } from "./due-dates.ts";
import { repaidByPeriod } from "./repaid.ts";
import { addedBy } from "./reschedule.ts";
import { instalmentsThrough, periodOfInstalment, type Seasonal } from "./season.ts";
import type { LoanRow } from "./tables.ts";
import { dueDate, type LoanTerms } from "./terms.ts";

/** An item of `agreed_anew`, as it stands in the books: numbers are decimal strings, amounts minor units. */
export type AgreedAnew = Rescheduled | OnHoliday | PaidOutPart | RestGivenUp;

export type Rescheduled = {
  readonly kind: "reschedule";
  readonly decision: Uuid;
  readonly on: Day;
  /** The period of the first instalment of the new agreement, as it was when it was agreed on; see {@link firstPeriodOf}. */
  readonly from_period: string;
  /** How many instalments were late or past by then: what they left open is asked for with the first of the new ones. */
  readonly past: string;
  /** Principal that is spread over the instalments from the first on. */
  readonly owed_then: string;
  readonly extra_periods: string;
  readonly grace_periods: string;
  /** Percent, a decimal. Absent, the rate stays. */
  readonly rate_per_month?: string;
} & Paid;

export type OnHoliday = {
  readonly kind: "holiday";
  readonly decision: Uuid;
  readonly on: Day;
  /** The first day and the last. */
  readonly from: Day;
  readonly until: Day;
} & Paid;

/** Another part of the loan was paid out, by the plan that was agreed with it. */
export type PaidOutPart = {
  readonly kind: "pay-out";
  readonly on: Day;
  readonly amount: string;
  /** "2" is the second pay-out. */
  readonly part: string;
  /** The period it came in: like a payment it counts from the next one on. */
  readonly period: string;
} & Paid;

/** She does not want the parts that are not paid out yet: the loan is what was paid out. */
export type RestGivenUp = { readonly kind: "rest-given-up"; readonly on: Day } & Paid;

/** All that was paid when it was agreed: what comes later is taken back before it. */
interface Paid {
  readonly paid: string;
}

export type Agreed = Pick<LoanRow, "terms" | "agreed_anew" | "principal" | "paid_out_on"> & { readonly paid_out_on: Day };
type AgreedAndPaid = Agreed & Pick<LoanRow, "repaid">;

const itemsOf = (loan: Pick<LoanRow, "agreed_anew">): readonly AgreedAnew[] =>
  loan.agreed_anew as unknown as readonly AgreedAnew[];

export const reschedulesOf = (loan: Pick<LoanRow, "agreed_anew">): readonly Rescheduled[] =>
  itemsOf(loan).filter(one => one.kind === "reschedule");

/**
 * The period in which the first of the new instalments falls due. Which instalment it is stays; a holiday that was agreed
 * on later may have moved it out of a lean month or into one, and those before it with it.
 */
export function firstPeriodOf(loan: Agreed, agreed: Rescheduled): number {
  const now = seasonal(loan);
  if (!now.season) return Number(agreed.from_period);
  const items = itemsOf(loan);
  const then = seasonal({ ...loan, agreed_anew: items.slice(0, items.indexOf(agreed)) as unknown as Document });
  return periodOfInstalment(now, instalmentsThrough(then, Number(agreed.from_period)));
}

export const holidaysOf = (loan: Pick<LoanRow, "agreed_anew">): readonly OnHoliday[] =>
  itemsOf(loan).filter(one => one.kind === "holiday");

export const partsOf = (loan: Pick<LoanRow, "agreed_anew">): readonly PaidOutPart[] =>
  itemsOf(loan).filter(one => one.kind === "pay-out");

export const isRestGivenUp = (loan: Pick<LoanRow, "agreed_anew">): boolean =>
  itemsOf(loan).some(one => one.kind === "rest-given-up");

/** The same without new agreements about its instalments: what was asked for before them. */
export const withoutReschedules = <Row extends Pick<LoanRow, "agreed_anew">>(loan: Row): Row => ({
  ...loan,
  agreed_anew: itemsOf(loan).filter(one => one.kind !== "reschedule") as unknown as Document,
});

export const lastAgreed = (loan: Pick<LoanRow, "agreed_anew">): AgreedAnew | undefined => lastOf(itemsOf(loan));

export const withAgreed = (loan: LoanRow, one: AgreedAnew): LoanRow => ({
  ...loan,
  agreed_anew: [...itemsOf(loan), one] as unknown as Document,
});

/** What of it was agreed by a day. */
export const agreedBy = (loan: Pick<LoanRow, "agreed_anew">, day: Day): Document =>
  itemsOf(loan).filter(one => one.on <= day) as unknown as Document;

/** As it was before the last of them. */
export const withoutLastAgreed = (loan: LoanRow): LoanRow => ({
  ...loan,
  agreed_anew: itemsOf(loan).slice(0, -1) as unknown as Document,
});

/** Whether its instalments were agreed anew: such loans are shown apart where lateness is, since it began again. */
export const isRescheduled = (loan: Pick<LoanRow, "agreed_anew">): boolean => reschedulesOf(loan).length > 0;

/** The last day of the holiday in which a loan is, or null. */
export const onHolidayUntil = (loan: Pick<LoanRow, "agreed_anew">, on: Day): Day | null =>
  holidaysOf(loan).find(one => one.from <= on && on <= one.until)?.until ?? null;

/** Periods of the loan in which nothing falls due and nothing accrues, for {@link counted}. */
export const pausesOf = (loan: Agreed): readonly Pause[] =>
  holidaysOf(loan).flatMap(({ from, until }) => {
    const pause = pauseOf(agreementOf(loan.terms), loan.paid_out_on, from, until);
    return pause.count > 0 ? [pause] : [];
  });

/** Which periods are lean, with the holidays that moved what falls due. */
export function seasonal(loan: Agreed): Seasonal {
  const agreement = agreementOf(loan.terms);
  const { frequency, every } = agreement;
  const season = seasonOf(agreement);
  const rhythm = { start: loan.paid_out_on, frequency, every };
  return season ? { ...rhythm, season: { ...season, pauses: pausesOf(loan) } } : rhythm;
}

/** The terms for the schedule, with every new agreement, and what was paid ahead. Its due dates are those without holidays. */
export function termsOf(loan: AgreedAndPaid): LoanTerms {
  const agreement = agreementOf(loan.terms);
  const asAgreed = inParts({ ...loanTerms(agreement, loan.principal, loan.paid_out_on), ...seasonal(loan) }, partsOf(loan));
  const terms: LoanTerms = agreement.on_prepayment
    ? { ...asAgreed, prepayment: { repaid: repaidByPeriod(loan), then: prepaymentChoices[agreement.on_prepayment] } }
    : asAgreed;
  const reschedules = reschedulesOf(loan).map(one => ({
    fromDue: dueDate(terms, firstPeriodOf(loan, one)),
    extraPeriods: Number(one.extra_periods),
    gracePeriods: Number(one.grace_periods),
    owedThen: { amount: BigInt(one.owed_then), over: Number(one.past) },
    ...(one.rate_per_month === undefined ? {} : { ratePerYear: rateOfYear(agreement, one.rate_per_month) }),
  }));
  return reschedules.length === 0 ? terms : { ...terms, reschedules };
}

/**
 * With pay-outs in parts. A part comes with the due day of its period, and so is owed from the next period on: instalments
 * after it are counted anew, on what was paid out by then.
 */
export function inParts(terms: LoanTerms, parts: readonly Pick<PaidOutPart, "amount" | "period">[]): LoanTerms {
  if (parts.length === 0) return terms;
  const later = parts.map(({ amount, period }) => ({
    on: Number(period) === 0 ? terms.start : dueDate(terms, Number(period)),
    amount: BigInt(amount),
  }));
  const first = terms.principal - sum(later.map(one => one.amount));
  return { ...terms, tranches: [{ on: terms.start, amount: first }, ...later], instalmentsFor: "pay-outs so far" };
}

/** The period of the last instalment that is agreed on. */
export const lastPeriodOf = (loan: Agreed): number =>
  periodOfInstalment(
    seasonal(loan),
    reschedulesOf(loan).reduce(
      (last, one) =>
        last + addedBy({ extraPeriods: Number(one.extra_periods), gracePeriods: Number(one.grace_periods) }),
      agreementOf(loan.terms).periods,
    ),
  );

/** Interest of each period, as a part of the balance it opens with. Told once for all periods: they are asked for one by one. */
export function ratesOf(loan: Agreed, agreement: Agreement): (period: number) => Ratio {
  const atFirst = rateOfPeriod(agreement, agreement.rate_per_month);
  const since = reschedulesOf(loan).flatMap(one =>
    one.rate_per_month === undefined
      ? []
      : [{ from: firstPeriodOf(loan, one), rate: rateOfPeriod(agreement, one.rate_per_month) }],
  );
  return period => lastOf(since.filter(one => one.from <= period))?.rate ?? atFirst;
}

/** The instalment that asks for what an earlier one left open: itself, or the first of a newer agreement. */
export const askedAnewIn = (loan: Agreed, period: number): number =>
  reschedulesOf(loan).reduce(
    (asked, one) => (asked <= Number(one.past) ? Math.max(asked, firstPeriodOf(loan, one)) : asked),
    period,
  );

/** The day a period ends and its instalment falls due, holidays counted. */
export function dueDayOf(loan: Agreed, number: number): Day {
  const { frequency, every } = agreementOf(loan.terms);
  return dayAfterPeriods(loan.paid_out_on, withPauses(number * every, pausesOf(loan)), { frequency, every: 1 });
}

/** A decimal percent, from 0 to 100, or null. */
export function percentOf(text: string): Ratio | null {
  const value = text.includes("/") ? null : parseRatio(text);
  if (!value || value.numerator < 0n || value.numerator > 100n * value.denominator) return null;
  return multiply(value, ratio(1n, 100n));
}
