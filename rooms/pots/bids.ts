/**
 * What a round is worth where it goes to the lowest bid. The group's commission comes first; what the bid leaves is shared
 * equally among the other seats, in whole coins, and what no coin can share stays with who takes it. Together exactly what
 * was brought. Pure; minor units.
 */
import { type Minor, type Refusal, refuse, unitOf } from "#base";
import type { PotRow } from "./tables.ts";

export interface Bid {
  readonly seat: number;
  /** What she is ready to take. */
  readonly amount: Minor;
}

export interface Parted {
  /** Null where nobody bid: then the lot gives it, undiminished but for the commission. */
  readonly bid: Minor | null;
  readonly payout: Minor;
  /** To each other seat. */
  readonly share: Minor;
  readonly commission: Minor;
}

type Terms = Pick<PotRow, "unit" | "seats" | "floor_percent" | "commission_percent">;

/** The least and the most anybody may bid of a round. */
export function boundsOf(round: Minor, { unit, floor_percent, commission_percent }: Terms) {
  const step = stepOf(unit);
  const commission = downTo(step, (round * BigInt(commission_percent ?? 0)) / 100n);
  const floor = round * BigInt(floor_percent ?? 0);
  const least = downTo(step, (floor + 100n * step - 1n) / 100n);
  return { least, most: round - commission, commission, step };
}

/** Null where every bid may stand. `waiting` are the seats that have not received. */
export function refusalToBids(round: Minor, bids: readonly Bid[], waiting: readonly number[], terms: Terms): Refusal | null {
  const { least, most, step } = boundsOf(round, terms);
  const { unit } = terms;
  for (const { seat, amount } of bids) {
    if (!waiting.includes(seat)) return refuse("pots.bids-no-more", { seat });
    if (bids.filter(one => one.seat === seat).length > 1) return refuse("pots.bids-twice", { seat });
    if (amount < least || amount > most) return refuse("pots.bid-out-of-bounds", { unit, bid: amount, least, most });
    if (amount % step !== 0n) return refuse("pots.bid-not-in-cash", { unit, bid: amount, step });
  }
  return null;
}

/** Who takes it: the lowest bid; of equal ones, and where nobody bid, whom the lot draws first. */
export function winnerOf(bids: readonly Bid[], lots: readonly number[]): number {
  const lowest = bids.reduce<Minor | null>((least, { amount }) => (least === null || amount < least ? amount : least), null);
  const among = lowest === null ? lots : lots.filter(seat => bids.some(one => one.seat === seat && one.amount === lowest));
  return among[0]!;
}

export function partedBy(round: Minor, bid: Minor | null, terms: Terms): Parted {
  const { most, commission, step } = boundsOf(round, terms);
  const others = BigInt(terms.seats - 1);
  const share = bid === null ? 0n : downTo(step, (most - bid) / others);
  return { bid, payout: most - share * others, share, commission };
}

const stepOf = (unit: string): Minor => unitOf(unit)?.cashStep ?? 1n;
const downTo = (step: Minor, amount: Minor): Minor => amount - (amount % step);
