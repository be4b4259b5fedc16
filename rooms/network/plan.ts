/** The month of a leader: every chapter of hers is due, and what is missing stands first. Pure. */
import { type Day, daysBetween, type Uuid } from "#base";
import { endOf } from "./months.ts";

/**
 * "missed": the month is over, or the day she meant to come is, and nobody was there; "due": still to come; "waiting": she was
 * there and the chapter has not confirmed it; "closed": it has.
 */
export type VisitStanding = "missed" | "due" | "waiting" | "closed";

export interface VisitKnown {
  readonly visit: Uuid;
  readonly heldOn: Day;
  readonly isConfirmed: boolean;
}

/** Closed once every visit of the month is confirmed; a chapter that was given to her after the month was not hers to visit. */
export function standingIn(
  month: Day,
  of: { readonly chargedOn: Day; readonly planned: Day | null; readonly visits: readonly VisitKnown[] },
  today: Day,
): VisitStanding | null {
  const end = endOf(month);
  if (of.chargedOn > end) return null;
  const inMonth = of.visits.filter(({ heldOn }) => month <= heldOn && heldOn <= end);
  if (inMonth.length > 0) return inMonth.some(({ isConfirmed }) => !isConfirmed) ? "waiting" : "closed";
  const last = of.planned ?? end;
  return today > last ? "missed" : "due";
}

/** How the chapter's meetings stand, where it lets its federation see that. */
export interface SealKnown {
  /** Of the last sealed meeting; null before the first. */
  readonly sealedOn: Day | null;
  /** Of one that was opened and is not sealed. */
  readonly openSince: Day | null;
}

/** A monthly meeting that slipped by more than a week. */
export const sealDueDays = 38;

export const daysSinceSeal = ({ sealedOn }: SealKnown, today: Day): number | null =>
  sealedOn === null ? null : daysBetween(sealedOn, today);

/** Whether a leader should ask: a meeting left open since an earlier day, none sealed ever, or none for long. */
export function isSealLate(seal: SealKnown, today: Day): boolean {
  const days = daysSinceSeal(seal, today);
  return (seal.openSince !== null && seal.openSince < today) || days === null || days > sealDueDays;
}

interface Ordered {
  readonly name: string;
  readonly last: VisitStanding | null;
  readonly now: VisitStanding | null;
  readonly seal: SealKnown | null;
}

/** Missed visits first, then meetings not sealed, then what waits for the chapter's word, then what is to come. */
export function inOrder<One extends Ordered>(chapters: readonly One[], today: Day): readonly One[] {
  const rank = ({ last, now, seal }: Ordered): number =>
    now === "missed" || (last === "missed" && now !== "closed" && now !== "waiting")
      ? 0
      : seal && isSealLate(seal, today)
        ? 1
        : now === "waiting" || last === "waiting"
          ? 2
          : now === "due"
            ? 3
            : 4;
  return [...chapters].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
