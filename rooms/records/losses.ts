/** What was lost and what came back of it, counted by cause and by year. Nobody is named. Pure. */
import { type Day, type Minor, partsOf, sum, type Uuid } from "#base";
import type { Cause } from "./kinds.ts";

/** A loan that was written off, as the books had it on a day, with what was learned from it by then. */
export interface Loss {
  readonly loan: Uuid;
  readonly on: Day;
  readonly unit: string;
  /** Principal, in minor units of `unit`; interest was never counted as income. */
  readonly lost: Minor;
  readonly cameBack: readonly { readonly on: Day; readonly amount: Minor }[];
  /** Null until something is written. */
  readonly lesson: { readonly cause: Cause; readonly writtenOn: Day; readonly learned: string | null } | null;
}

/** Losses of one cause, or of none that is written yet. */
export interface LossesOfCause {
  readonly cause: Cause | null;
  readonly unit: string;
  readonly loans: number;
  readonly lost: Minor;
  readonly cameBack: Minor;
}

/** The most frequent cause first; what has none yet stands last. */
export function byCause(losses: readonly Loss[]): readonly LossesOfCause[] {
  const groups = groupedBy(losses, loss => `${loss.lesson?.cause ?? ""} ${loss.unit}`);
  return groups
    .map(of => ({
      cause: of[0]!.lesson?.cause ?? null,
      unit: of[0]!.unit,
      loans: of.length,
      lost: sum(of.map(one => one.lost)),
      cameBack: sum(of.flatMap(one => one.cameBack.map(({ amount }) => amount))),
    }))
    .sort((a, b) => Number(a.cause === null) - Number(b.cause === null) || b.loans - a.loans);
}

export interface LossesOfYear {
  readonly year: number;
  readonly unit: string;
  /** Written off in that year. */
  readonly loans: number;
  readonly lost: Minor;
  /** Came in during that year, whenever it was written off. */
  readonly cameBack: Minor;
}

/** The latest year first. */
export function byYear(losses: readonly Loss[]): readonly LossesOfYear[] {
  const moved = losses.flatMap(({ on, unit, lost, cameBack }) => [
    { year: partsOf(on).year, unit, loans: 1, lost, back: 0n },
    ...cameBack.map(one => ({ year: partsOf(one.on).year, unit, loans: 0, lost: 0n, back: one.amount })),
  ]);
  return groupedBy(moved, one => `${one.year} ${one.unit}`)
    .map(of => ({
      year: of[0]!.year,
      unit: of[0]!.unit,
      loans: of.reduce((loans, one) => loans + one.loans, 0),
      lost: sum(of.map(one => one.lost)),
      cameBack: sum(of.map(one => one.back)),
    }))
    .sort((a, b) => b.year - a.year);
}

function groupedBy<One>(all: readonly One[], key: (one: One) => string): readonly (readonly One[])[] {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}
