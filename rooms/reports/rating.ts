/** A rating sheet filled in from the books: the points of each line that was entered. Pure. */
import { compare, multiply, type Ratio, ratio } from "#base";
import { percentOf, type RatingLine } from "./rules.ts";

export interface RatedLine {
  readonly part: string;
  readonly indicator: string;
  /** A part of one; null where the books have nothing to measure it by. */
  readonly value: Ratio | null;
  /** Null where there is no value. */
  readonly points: number | null;
  /** The most this line gives. */
  readonly of: number;
}

/** The last band the figure reaches gives the points; below the first there are none. */
export function rated(
  lines: readonly RatingLine[],
  measured: Readonly<Record<string, Ratio | null | undefined>>,
): readonly RatedLine[] {
  return lines.map(({ part, indicator, bands }) => {
    const value = measured[indicator] ?? null;
    const of = Math.max(0, ...bands.map(band => band.points));
    if (value === null) return { part, indicator, value, points: null, of };
    const inPercent = multiply(value, ratio(100n));
    const reached = bands.filter(band => compare(percentOf(band.from_percent)!, inPercent) <= 0);
    return { part, indicator, value, points: reached.at(-1)?.points ?? 0, of };
  });
}
