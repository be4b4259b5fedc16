/** A leader's month: every chapter of hers, the missed ones first, with what each lets her see. */
import { addMonths, type Day, type OrganisationId, type Role, type Uuid } from "#base";
import { query, sql } from "#db";
import { peopleOf } from "#members/server";
import { daysSinceSeal, inOrder, isSealLate, type SealKnown, standingIn, type VisitKnown, type VisitStanding } from "../plan.ts";
import { endOf, monthOf } from "../months.ts";
import { type Asking, chargesOf, grantsToUs, inTheBooksOf } from "./scope.ts";
import { formsOf, type VisitFormSeen } from "./visit.ts";

export interface ChapterInPlan {
  readonly chapter: Uuid;
  readonly name: string;
  /** The village first. */
  readonly place: readonly string[];
  readonly leader: { readonly number: number; readonly name: string | null } | null;
  readonly planned: Day | null;
  readonly last: VisitStanding | null;
  readonly now: VisitStanding | null;
  /** The latest visit there was, whether confirmed or not. */
  readonly lastVisit: Day | null;
  /** Null where the chapter does not let its federation see it, or the chapter is another leader's. */
  readonly seal: (SealKnown & { readonly days: number | null; readonly isLate: boolean }) | null;
  readonly members: number | null;
}

export interface PlanSeen {
  /** The first day of this month, and of the one before. */
  readonly month: Day;
  readonly lastMonth: Day;
  /** Hers to visit, in the order in which they want looking at. */
  readonly hers: readonly ChapterInPlan[];
  /** What she needs in hand at each of hers: the whole round is kept on the phone, for villages without a signal. */
  readonly forms: readonly VisitFormSeen[];
  /** All of the federation, for its officers; without what chapters show their leader. */
  readonly all: readonly ChapterInPlan[] | null;
  /** The page of leaders and the checklist is hers to open. */
  readonly mayRead: boolean;
}

const officers: readonly Role[] = ["chair", "secretary", "treasurer"];
/** They see all of the federation: who was visited, and the figures chapters let it see. */
export const overseers: readonly Role[] = [...officers, "supervisory-committee"];

export async function askPlan(asked: Asking): Promise<PlanSeen> {
  const { client, organisation, member, roles, today, masterKey, isPlain } = asked;
  const [month, lastMonth] = [monthOf(today), monthOf(addMonths(monthOf(today), -1))];
  const charges = await chargesOf(asked);
  const ours = charges.filter(one => one.leader === member);
  const isOverseer = overseers.some(role => roles.has(role));
  if (isPlain || (ours.length === 0 && !isOverseer))
    return { month, lastMonth, hers: [], forms: [], all: null, mayRead: false };
  const visits = await visitsSince(asked, lastMonth);
  const planned = await query<{ chapter: Uuid; month: Day; planned: Day }>(
    client,
    sql`select chapter_id as chapter, month, planned_on as planned from network.planned
      where organisation_id = ${organisation} and month >= ${lastMonth}::date and month <= ${endOf(month)}::date`,
  );
  const grants = await grantsToUs(asked);
  const open = ours.map(one => one.chapter.chapter).filter(one => grants.get(one)?.has("counts"));
  const counts = open.length === 0 ? new Map<Uuid, Counted>() : await inTheBooksOf(asked, open, () => countsOf(asked, open));
  const names = isOverseer
    ? new Map(
        (await peopleOf(client, organisation, Buffer.from(masterKey), today)).map(({ member, number, name }) => [
          member as string,
          { number, name },
        ]),
      )
    : new Map<string, NonNullable<ChapterInPlan["leader"]>>();
  const inPlan = (isHers: boolean) => ({ chapter, leader, from }: (typeof charges)[number]): ChapterInPlan => {
    const of = visits.filter(one => one.chapter === chapter.chapter);
    const standing = (wanted: Day): VisitStanding | null =>
      from === null
        ? null
        : standingIn(
            wanted,
            {
              chargedOn: from,
              planned: planned.find(one => one.chapter === chapter.chapter && one.month === wanted)?.planned ?? null,
              visits: of,
            },
            today,
          );
    const counted = isHers ? counts.get(chapter.chapter) : undefined;
    return {
      chapter: chapter.chapter,
      name: chapter.name ?? "",
      place: chapter.place,
      leader: leader === null ? null : (names.get(leader) ?? null),
      planned: planned.find(one => one.chapter === chapter.chapter && one.month === month)?.planned ?? null,
      last: standing(lastMonth),
      now: standing(month),
      lastVisit: of.reduce<Day | null>((latest, { heldOn }) => (latest === null || heldOn > latest ? heldOn : latest), null),
      seal: counted ? { ...counted, days: daysSinceSeal(counted, today), isLate: isSealLate(counted, today) } : null,
      members: counted?.members ?? null,
    };
  };
  return {
    month,
    lastMonth,
    hers: inOrder(ours.map(inPlan(true)), today),
    forms: await formsOf(asked, ours, grants),
    all: isOverseer ? inOrder(charges.map(inPlan(false)), today) : null,
    mayRead: officers.some(role => roles.has(role)),
  };
}

/** Visits from a month on, with whether the chapter confirmed them as they are written now. */
async function visitsSince(
  { client, organisation }: Asking,
  from: Day,
): Promise<readonly (VisitKnown & { readonly chapter: Uuid })[]> {
  return query<VisitKnown & { readonly chapter: Uuid } & Record<string, unknown>>(
    client,
    sql`select v.visit_id as visit, v.chapter_id as chapter, v.held_on as "heldOn", c.visit_id is not null as "isConfirmed"
      from network.visit v
      left join network.confirmed c on c.federation_id = v.organisation_id and c.chapter_id = v.chapter_id
        and c.visit_id = v.visit_id and c.revision = v.revision
      where v.organisation_id = ${organisation} and v.held_on >= ${from}::date`,
  );
}

interface Counted extends SealKnown {
  readonly members: number;
}

/** How many they are, and when they last sealed: what the grant "counts" shows, and no more. */
async function countsOf({ client }: Asking, chapters: readonly Uuid[]): Promise<ReadonlyMap<Uuid, Counted>> {
  const members = await query<{ chapter: OrganisationId; members: number }>(
    client,
    sql`select organisation_id as chapter, count(*)::int4 as members from members.membership
      where organisation_id = any (${chapters}::uuid[]) and status = 'active' and kind = 'member' group by organisation_id`,
  );
  const meetings = await query<{ chapter: OrganisationId; sealed: Day | null; open: Day | null }>(
    client,
    sql`select organisation_id as chapter, max(held_on) filter (where status = 'sealed') as sealed,
        min(held_on) filter (where status = 'open') as open
      from meetings.meeting where organisation_id = any (${chapters}::uuid[]) group by organisation_id`,
  );
  return new Map(
    chapters.map(chapter => {
      const meeting = meetings.find(one => (one.chapter as string) === chapter);
      const count = members.find(one => (one.chapter as string) === chapter)?.members ?? 0;
      return [chapter, { members: count, sealedOn: meeting?.sealed ?? null, openSince: meeting?.open ?? null }];
    }),
  );
}
