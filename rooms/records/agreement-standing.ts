/** How an agreement stands on a day. Pure. */
import { type Day, daysBetween } from "#base";

/**
 * "to-come", "running"; "ending": its last day is near and nothing was agreed on for afterwards; "over": that day went by so;
 * "renewed": another goes on from it; "ended" by one side.
 */
export type AgreementStanding = "to-come" | "running" | "ending" | "over" | "renewed" | "ended";

export interface AgreementKnown {
  readonly from: Day;
  readonly until: Day | null;
  readonly endedOn: Day | null;
  readonly isRenewed: boolean;
}

/** So long before the last day it is asked what comes afterwards. */
export const askedDaysBefore = 60;

export function standingOn(today: Day, { from, until, endedOn, isRenewed }: AgreementKnown): AgreementStanding {
  if (endedOn !== null) return endedOn < today ? "ended" : "running";
  if (isRenewed) return "renewed";
  if (until !== null && until < today) return "over";
  if (until !== null && daysBetween(today, until) <= askedDaysBefore) return "ending";
  return from > today ? "to-come" : "running";
}

/** What asks to be seen to first, then what holds, then what is past; within each by its last day, the open ones last. */
export function inOrderOfCare<One extends { readonly standing: AgreementStanding; readonly lastDay: Day | null }>(
  agreements: readonly One[],
): readonly One[] {
  const rank: Readonly<Record<AgreementStanding, number>> = {
    over: 0,
    ending: 0,
    running: 1,
    "to-come": 1,
    renewed: 2,
    ended: 2,
  };
  const last = ({ lastDay }: One): string => lastDay ?? "9999";
  return [...agreements].sort((a, b) => rank[a.standing] - rank[b.standing] || (last(a) < last(b) ? -1 : 1));
}
