/**
 * Figures of one group for who stands above several: by the definitions of `indicators.ts`, in counts and sums, and with how
 * many members each rests on, so that who shows them can keep few people from being told apart. Never a name.
 * `client` sees the group's books.
 */
import { type Day, type Minor, type OrganisationId, type Ratio, sum } from "#base";
import type { PoolClient } from "#db";
import type { Between } from "#ledger/server";
import { portfolioAtRisk } from "#loans";
import { loansWithEvents } from "#loans/server";
import { attendance, membersOn, meetingsCounted, onTimeRepayment, part } from "./indicators.ts";
import { demandedIn, standingOn } from "./lending.ts";
import { type Figure, savedKinds } from "./measure.ts";
import { belongingIn, foundedOn, meetingsUntil, memberBalancesOn } from "./store.ts";

/** How many they are, and how their meetings stand, when a day ended. */
export interface CountsOfGroup {
  readonly members: number;
  /** Meetings held before the day and not sealed when it ended; those that were given up are none. */
  readonly unsealed: number;
  /** Of the last meeting that was sealed by then; null before the first. */
  readonly sealedOn: Day | null;
}

export async function countsOfGroup(
  client: PoolClient,
  organisation: OrganisationId,
  until: Day,
): Promise<CountsOfGroup> {
  const meetings = await meetingsUntil(client, organisation, until);
  const isSealed = ({ sealedOn }: (typeof meetings)[number]): boolean => sealedOn !== null && sealedOn <= until;
  return {
    members: membersOn(await belongingIn(client, organisation), until),
    unsealed: meetings.filter(one => one.on < until && !isSealed(one)).length,
    sealedOn: meetings.filter(isSealed).at(-1)?.on ?? null,
  };
}

/** Repayment in the group's own money, minor units; on time is never without what is at risk. */
export interface RepaymentOfGroup {
  readonly unit: string;
  readonly onTime: Figure;
  /** Principal outstanding of loans later than 30 days, of all that is outstanding. */
  readonly over30: Figure;
  /** Members on whose loans this rests. */
  readonly people: number;
}

export async function repaymentOfGroup(
  client: PoolClient,
  organisation: OrganisationId,
  { from, until }: Between,
): Promise<RepaymentOfGroup> {
  const { unit } = await foundedOn(client, organisation);
  const loans = await loansWithEvents(client, organisation);
  const standing = standingOn(loans, unit, until);
  const demanded = demandedIn(loans, unit, { from, until });
  const principal = demanded.map(one => one.demand.principal);
  const { outstanding, buckets } = portfolioAtRisk(standing, [30]);
  const { atRisk } = buckets[0]!;
  const borrowers = [...standing.map(one => one.loan), ...demanded.map(one => one.loan)].map(loan => loan.member_id);
  return {
    unit,
    onTime: {
      value: onTimeRepayment(principal),
      part: sum(principal.map(one => one.paidOfFellDue)),
      whole: sum(principal.map(one => one.fellDue)),
    },
    over30: { value: part(atRisk, outstanding), part: atRisk, whole: outstanding },
    people: new Set(borrowers).size,
  };
}

/** What members have in savings and shares, in the group's own money, minor units. */
export interface SavingsOfGroup {
  readonly unit: string;
  readonly amount: Minor;
  /** Members who have some. */
  readonly people: number;
}

export async function savingsOfGroup(
  client: PoolClient,
  organisation: OrganisationId,
  until: Day,
): Promise<SavingsOfGroup> {
  const { unit } = await foundedOn(client, organisation);
  const held = (await memberBalancesOn(client, organisation, until)).filter(
    one => one.unit === unit && savedKinds.some(kind => one.account.startsWith(`${kind}.`) || one.account.startsWith(`${kind}/`)),
  );
  return { unit, amount: -sum(held.map(one => one.amount)), people: new Set(held.map(one => one.member)).size };
}

/** Who came to the last four meetings that were sealed, as `attendance` counts it. */
export interface AttendanceOfGroup {
  readonly value: Ratio | null;
  /** In those meetings together, in person. */
  readonly came: number;
  readonly called: number;
  /** The most who were on the roll of one of them. */
  readonly people: number;
}

export async function attendanceOfGroup(
  client: PoolClient,
  organisation: OrganisationId,
  until: Day,
): Promise<AttendanceOfGroup> {
  const rolls = (await meetingsUntil(client, organisation, until)).filter(
    one => one.sealedOn !== null && one.sealedOn <= until && one.called > 0,
  );
  const last = rolls.slice(-meetingsCounted);
  const total = (of: (roll: (typeof last)[number]) => number): number => last.reduce((all, roll) => all + of(roll), 0);
  return {
    value: attendance(rolls).inPerson,
    came: total(roll => roll.inPerson),
    called: total(roll => roll.called),
    people: Math.max(0, ...last.map(roll => roll.called)),
  };
}
