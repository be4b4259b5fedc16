/** What a product says about fees: its fields, kept with each loan as they were when it was asked for. */
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

/** The same in a product and in the terms of a loan; what a product does not have, its loans do not keep. */
export const chargeFields = {
  fees: { is: "list", max: 10, of: { is: "group", of: feeFields }, optional: true },
} as const satisfies Fields;

export type ChargeRules = BodyOf<typeof chargeFields>;

/** Of a product, what its loans keep of it. */
export const chargesIn = ({ fees = [] }: ChargeRules): ChargeRules => (fees.length === 0 ? {} : { fees });

export const hasChargeRules = (rules: ChargeRules): boolean => Object.keys(chargesIn(rules)).length > 0;

/** Every sum of money that is named in them, in minor units. */
export const amountsIn = ({ fees = [] }: ChargeRules): readonly Minor[] => fees.flatMap(({ amount }) => amount ?? []);

/** Why charges cannot be these, or null. */
export function chargesFault({ fees = [] }: ChargeRules): Refusal | null {
  for (const { amount, percent } of fees) {
    if (percent !== undefined && !partOfHundred(percent)) return refuse("loans.percent-out-of-range", { field: "fees" });
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
