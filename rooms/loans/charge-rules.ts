/** What a product says about fees and late charges: its fields, kept with each loan as they were when it was asked for. */
import { type BodyOf, compare, type Fields, type Minor, multiply, parseRatio, type Ratio, ratio, type Refusal, refuse } from "#base";

const feeFields = {
  /** What it is for, to be called by. */
  what: { is: "choice", of: ["service", "passbook", "visit", "insurance", "other"] },
  /** Kept back from the pay-out, or asked for with each instalment. */
  at: { is: "choice", of: ["pay-out", "instalment"] },
  /** One of the two: an amount, or a percent of what was lent, a decimal: "0.5". */
  amount: { is: "amount", optional: true },
  percent: { is: "text", max: 20, optional: true },
} as const satisfies Fields;

export type Fee = BodyOf<typeof feeFields>;

const latePenaltyFields = {
  /** Once for an instalment that is late, on what is open of it; or again with each period that is over, on all that is late. */
  each: { is: "choice", of: ["once", "period"] },
  /** One of the two: an amount, or a percent of the principal and interest that are late. */
  amount: { is: "amount", optional: true },
  percent: { is: "text", max: 20, optional: true },
  /** It is charged when so many days after the due day are over. Nothing is late before its week or month is. */
  grace_days: { is: "count", max: 366, optional: true },
  /** All of them together are at most this part of the loan; a tenth where it is left out. */
  percent_max: { is: "text", max: 20, optional: true },
} as const satisfies Fields;

export type LatePenalty = BodyOf<typeof latePenaltyFields>;

/** The same in a product and in the terms of a loan; what a product does not have, its loans do not keep. */
export const chargeFields = {
  fees: { is: "list", max: 10, of: { is: "group", of: feeFields }, optional: true },
  late_penalty: { is: "group", of: latePenaltyFields, optional: true },
} as const satisfies Fields;

export type ChargeRules = BodyOf<typeof chargeFields>;

/** Of a product, what its loans keep of it. */
export const chargesIn = ({ fees = [], late_penalty }: ChargeRules): ChargeRules => ({
  ...(fees.length === 0 ? {} : { fees }),
  ...(late_penalty ? { late_penalty } : {}),
});

export const hasChargeRules = (rules: ChargeRules): boolean => Object.keys(chargesIn(rules)).length > 0;

/** Every sum of money that is named in them, in minor units. */
export const amountsIn = (rules: ChargeRules): readonly Minor[] => chargesOf(rules).flatMap(({ amount }) => amount ?? []);

const chargesOf = ({ fees = [], late_penalty }: ChargeRules): readonly (Fee | LatePenalty)[] =>
  late_penalty ? [...fees, late_penalty] : fees;

/** Why charges cannot be these, or null. */
export function chargesFault(rules: ChargeRules): Refusal | null {
  const most = rules.late_penalty?.percent_max;
  // A charge that could outgrow the loan would be a trap.
  if (most !== undefined && !partOfHundred(most)) return refuse("loans.percent-out-of-range", { field: "percent_max" });
  for (const { amount, percent } of chargesOf(rules)) {
    if (percent !== undefined && !partOfHundred(percent)) return refuse("loans.percent-out-of-range", { field: "percent" });
    if ((amount === undefined) === (percent === undefined) || amount === 0n || percentOrNothing(percent) === 0n)
      return refuse("loans.fee-not-clear");
  }
  return null;
}

const percentOrNothing = (percent: string | undefined): bigint | undefined => partOfHundred(percent ?? "")?.numerator;

/** "1.5" is 3/200; null where it is no decimal from 0 to 100. */
export function partOfHundred(text: string): Ratio | null {
  const value = text.includes("/") ? null : parseRatio(text);
  if (!value || value.numerator < 0n || compare(value, ratio(100n)) > 0) return null;
  return multiply(value, ratio(1n, 100n));
}
