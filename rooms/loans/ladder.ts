/**
 * The loan ladder: a first loan is small, and who pays back on time may borrow more. Nothing of it is stored. Where she
 * stands follows from her loans of that kind that ended, so what is taken back of them changes it as if it had never been.
 */
import { type Books, type Day, type Minor, type Need, type Refusal, refuse, sum } from "#base";
import { needsRule, ruleOn } from "#assembly";
import { arrears } from "./arrears.ts";
import { type Ladder, stepsOf } from "./ladder-rule.ts";
import type { Borrowing } from "./limits.ts";
import { isAwaiting, isRunning, othersOf, outstanding, type RunningLoan } from "./loan.ts";
import { loanBefore } from "./loan-before.ts";
import { loanProduct } from "./product.ts";
import { repaidItems } from "./repaid.ts";
import type { LoanRow } from "./tables.ts";

/** Why a limit is what it is: a sentence of its own, `loans.ladder.<why>`. */
export type LadderWhy = "first-loan" | "on-time" | "highest" | "not-enough" | "late" | "written-off";

export interface LadderPlace {
  /** All that she may owe on loans of this kind, minor units. */
  readonly limit: Minor;
  /** 1 is the lowest. */
  readonly step: number;
  readonly why: LadderWhy;
  /** What runs of them now, and what is left to her; neither is below zero. */
  readonly owed: Minor;
  readonly allowed: Minor;
}

/**
 * Where somebody stands: `loans` are all of hers of this kind and unit, in any order. So many that were paid back on time
 * lead one step up; one that was late takes nothing away; after one that was written off she begins again.
 */
export function placeOnLadder(ladder: Ladder, loans: readonly LoanRow[]): LadderPlace {
  const steps = stepsOf(ladder);
  const times = ladder.times ?? 1;
  let [at, onTime] = [0, 0];
  let why: LadderWhy = "first-loan";
  for (const loan of loans.filter(hasEnded).sort(byEnd)) {
    if (loan.status === "written-off") [at, onTime, why] = [0, 0, "written-off"];
    else if (!wasOnTime(loan)) why = "late";
    else if (at === steps.length - 1) why = "highest";
    else if (onTime + 1 < times) [onTime, why] = [onTime + 1, "not-enough"];
    else [at, onTime, why] = [at + 1, 0, "on-time"];
  }
  const limit = steps[at]!;
  const owed = sum(loans.filter(isRunning).map(outstanding));
  return { limit, step: at + 1, why, owed, allowed: owed < limit ? limit - owed : 0n };
}

/**
 * Whether every instalment of a loan that was paid back was paid by the end of its week or month. Looked at before each of
 * its payments: what was late once was late when the next money came. Holidays and new agreements count from their day on.
 */
export function wasOnTime(loan: LoanRow): boolean {
  const paid = { ...loan, status: "running", paid_out_on: loan.paid_out_on! } as RunningLoan;
  const days = new Set(repaidItems(loan).flatMap(({ on }) => on ?? []));
  return [...days].every(day => arrears(loanBefore(paid, day, day), day).total === 0n);
}

/** The ladders of loans that wait for a pay-out; at the request the rule of its kind is read. */
export const needsLadders = (loans: readonly LoanRow[]): readonly Need[] => [
  ...new Set(loans.filter(loan => isAwaiting(loan) || isRunning(loan)).map(loan => loan.product)),
].map(product => needsRule(loanProduct, product));

/** Why the ladder of its kind keeps her from a loan, or null: the kind has none, or it is within her step. */
export function aboveLadder(borrowing: Borrowing, books: Books, on: Day): Refusal | null {
  const { product, unit, amount } = borrowing;
  const ladder = ruleOn(loanProduct, on, books, product)?.ladder;
  if (ladder === undefined) return null;
  const hers = othersOf(borrowing, books).filter(one => one.product === product && one.unit === unit);
  const { limit, owed, allowed, why } = placeOnLadder(ladder, hers);
  if (amount <= allowed) return null;
  return refuse("loans.above-ladder", { unit, amount, allowed, step: limit, owed, why: `loans.ladder.${why}` });
}

const hasEnded = ({ status }: LoanRow): boolean => status === "repaid" || status === "written-off";

/** As they ended; of those that ended on one day, as they were paid out. */
const byEnd = (a: LoanRow, b: LoanRow): number => (endOf(a) < endOf(b) ? -1 : 1);
const endOf = ({ closed_on, paid_out_on, loan_id }: LoanRow): string => `${closed_on} ${paid_out_on} ${loan_id}`;
