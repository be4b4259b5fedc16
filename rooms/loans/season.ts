/**
 * Months of the year in which nothing falls due: lean months, or all but those of the harvest. A week or month of them
 * is a period like any other, in which interest runs and nothing is asked for; instalments are the periods between.
 */
import { partsOf, type Refusal, refuse } from "#base";
import { type Pause, withPauses } from "./counting.ts";
import { dayAfterPeriods } from "./due-dates.ts";
import type { LoanTerms } from "./terms.ts";

export interface Season {
  /** 1 is January. At least one month of the year is not among them. */
  readonly leanMonths: readonly number[];
  /**
   * What a flat price is for: "instalments", and lean months cost nothing more; or "months", where an instalment at the
   * harvest stands for all the time since the one before it.
   */
  readonly flatPriceFor: "instalments" | "months";
  /** Holidays move what falls due; whether it then falls into a lean month is seen on its new day. */
  readonly pauses?: readonly Pause[];
}

export type Seasonal = Pick<LoanTerms, "start" | "frequency" | "every" | "season">;

/** Whether nothing falls due in this period, counted from 1. */
export function isLean({ start, frequency, every, season }: Seasonal, period: number): boolean {
  if (!season || period < 1) return false;
  const at = withPauses(period * every, season.pauses ?? []);
  const { month } = partsOf(dayAfterPeriods(start, at, { frequency, every: 1 }));
  return season.leanMonths.includes(month);
}

/** The period of an instalment, both counted from 1; 0 of 0. */
export function periodOfInstalment(terms: Seasonal, instalment: number): number {
  if (!terms.season) return instalment;
  let period = 0;
  for (let count = 0; count < instalment; ) {
    period += 1;
    if (!isLean(terms, period)) count += 1;
  }
  return period;
}

/** How many instalments there are from the first period through this one. */
export function instalmentsThrough(terms: Seasonal, period: number): number {
  if (!terms.season) return period;
  let count = 0;
  for (let at = 1; at <= period; at += 1) if (!isLean(terms, at)) count += 1;
  return count;
}

/** This period, or the first after it in which something falls due. */
export function instalmentFrom(terms: Seasonal, period: number): number {
  let at = period;
  while (isLean(terms, at)) at += 1;
  return at;
}

/** So many periods of the calendar a flat price counts for an instalment: those until it from the one before, as agreed. */
export function periodsPriced(terms: Seasonal, instalment: number): bigint {
  if (terms.season?.flatPriceFor !== "months") return 1n;
  // What was agreed as a price does not grow by a holiday.
  const agreed = { ...terms, season: { ...terms.season, pauses: [] } };
  return BigInt(periodOfInstalment(agreed, instalment) - periodOfInstalment(agreed, instalment - 1));
}

/** Weeks and months only, so near to each other that every month of the year has one: else an instalment might never come. */
export function seasonFault({ season, frequency, every }: Seasonal): Refusal | null {
  if (!season) return null;
  if (new Set(season.leanMonths).size >= 12) return refuse("loans.lean-all-year");
  const most = { days: 28, weeks: 4, months: 1 }[frequency];
  return every > most ? refuse("loans.lean-months-skipped", { every, most }) : null;
}

/** "06" is June. */
export const monthsOfYear = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"] as const;
