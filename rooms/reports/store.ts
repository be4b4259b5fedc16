/** What reports ask of the tables of the rooms below. `client` is inside a `read` of the organisation; debit is positive. */
import type { AccountCode, Day, MemberId, Minor, OrganisationId } from "#base";
import { type PoolClient, query, sql } from "#db";
import type { Between } from "#ledger/server";
import type { Belonging } from "./indicators.ts";

type Row = Record<string, unknown>;

/** By how much an account moved on a day: all its members together. */
export interface DayMovement {
  readonly account: AccountCode;
  readonly unit: string;
  readonly on: Day;
  readonly amount: Minor;
}

/** Where a log ends to which all was posted that ever will be asked. */
const wholeLog = 2n ** 63n - 1n;

/**
 * Every account's movements, a row a day, through the last: what stood at any moment before follows from them. As the log stood
 * when it had come as far as the leaf `through`, where one is named.
 */
export const movementsUntil = (
  client: PoolClient,
  organisation: OrganisationId,
  until: Day,
  through = wholeLog,
): Promise<readonly DayMovement[]> =>
  query<DayMovement & Row>(
    client,
    sql`select account, unit, effective_on as on, sum(amount)::int8 as amount from ledger.line
      where organisation_id = ${organisation} and effective_on <= ${until}::date and seq <= ${through}
      group by account, unit, effective_on order by effective_on, account, unit`,
  );

export interface MemberBalance {
  readonly account: AccountCode;
  readonly member: MemberId;
  readonly unit: string;
  readonly amount: Minor;
}

/** What each member's account stood at when the day ended; nothing where it stood at zero. */
export const memberBalancesOn = (
  client: PoolClient,
  organisation: OrganisationId,
  until: Day,
  through = wholeLog,
): Promise<readonly MemberBalance[]> =>
  query<MemberBalance & Row>(
    client,
    sql`select account, member_id as member, unit, sum(amount)::int8 as amount from ledger.line
      where organisation_id = ${organisation} and effective_on <= ${until}::date and seq <= ${through} and member_id <> ''
      group by account, member_id, unit having sum(amount) <> 0 order by account, member_id, unit`,
  );

/** What came in and went out for an account: the other side of money that moved. */
export interface CameAndWent {
  readonly account: AccountCode;
  readonly unit: string;
  readonly in: Minor;
  readonly out: Minor;
}

/**
 * Receipts and payments by what they were for: the lines beside the money in entries in which money moved. What was set off,
 * or went from one place of the group's to another, moved none. An entry that takes one back makes less of its side, and is
 * no receipt or payment of its own. What it both adds to and takes from one account of one member, as a loan that pays off
 * her older one does, counts for the difference. One pass over the lines: see the ledger on joins by key.
 */
export async function cameAndWent(
  client: PoolClient,
  organisation: OrganisationId,
  holdings: readonly AccountCode[],
  { from, until }: Between,
): Promise<readonly CameAndWent[]> {
  const reversals = (
    await query<{ seq: bigint } & Row>(
      client,
      sql`select seq from ledger.leaf where organisation_id = ${organisation} and reverses is not null
        and effective_on between ${from}::date and ${until}::date`,
    )
  ).map(row => row.seq);
  return query<CameAndWent & Row>(
    client,
    sql`select account, unit,
        sum(case when is_back then -greatest(amount, 0) else greatest(-amount, 0) end)::int8 as in,
        sum(case when is_back then -greatest(-amount, 0) else greatest(amount, 0) end)::int8 as out
      from (
        select account, unit, sum(amount) as amount, seq = any(${reversals}) as is_back, account = any(${holdings}) as is_holding,
          sum(sum(case when account = any(${holdings}) then amount else 0 end)) over (partition by seq, unit) as moved
        from ledger.line
        where organisation_id = ${organisation} and effective_on between ${from}::date and ${until}::date
        group by seq, account, member_id, unit
      ) l
      where not is_holding and moved <> 0 group by account, unit order by account, unit`,
  );
}

/** Who saved on which day, in time order; what was taken back is not among it. */
export async function savedOn(
  client: PoolClient,
  organisation: OrganisationId,
  accounts: readonly AccountCode[],
  { from, until }: Between,
): Promise<readonly { readonly on: Day; readonly member: MemberId }[]> {
  const takenBack = (
    await query<{ seq: bigint } & Row>(
      client,
      sql`select reverses as seq from ledger.leaf where organisation_id = ${organisation} and reverses is not null`,
    )
  ).map(row => row.seq);
  return query<{ on: Day; member: MemberId } & Row>(
    client,
    sql`select distinct effective_on as on, member_id as member from ledger.line
      where organisation_id = ${organisation} and account = any(${accounts}) and amount < 0 and not (seq = any(${takenBack}))
        and effective_on between ${from}::date and ${until}::date
      order by effective_on, member_id`,
  );
}

/** The chain hash of a leaf: of all that was posted up to it. */
export async function chainHashAt(client: PoolClient, organisation: OrganisationId, seq: bigint): Promise<string> {
  const [row] = await query<{ hash: string }>(
    client,
    sql`select encode(chain_hash, 'hex') as hash from ledger.leaf where organisation_id = ${organisation} and seq = ${seq}`,
  );
  return row!.hash;
}

/** A meeting with its roll. `sealedOn` is the day its seal was recorded, or null where it never was sealed. */
export interface MeetingHeld {
  readonly meeting: string;
  readonly number: number;
  readonly on: Day;
  readonly sealedOn: Day | null;
  /** The leaf of its seal. */
  readonly sealedSeq: bigint | null;
  readonly called: number;
  readonly inPerson: number;
  readonly represented: number;
}

/** Meetings that were not given up, in the order they were held, through the last day. */
export async function meetingsUntil(
  client: PoolClient,
  organisation: OrganisationId,
  until: Day,
): Promise<readonly MeetingHeld[]> {
  const meetings = await query<{ meeting: string; number: number; on: Day; seq: bigint | null } & Row>(
    client,
    sql`select meeting_id as meeting, number, held_on as on, sealed_seq as seq from meetings.meeting
      where organisation_id = ${organisation} and status <> 'abandoned' and held_on <= ${until}::date
      order by held_on, number`,
  );
  const seals = await query<{ seq: bigint; on: Day } & Row>(
    client,
    sql`select seq, (recorded_at at time zone 'UTC')::date as on from ledger.leaf
      where organisation_id = ${organisation} and seq = any(${meetings.flatMap(({ seq }) => (seq === null ? [] : [seq]))})`,
  );
  const rolls = await query<
    { meeting: string; called: number; inPerson: number; represented: number } & Row
  >(
    client,
    sql`select meeting_id as meeting, count(*)::int4 as called,
        count(*) filter (where mark in ('present', 'late'))::int4 as "inPerson",
        count(*) filter (where mark = 'represented')::int4 as represented
      from meetings.attendance where organisation_id = ${organisation} group by meeting_id`,
  );
  const sealedOn = new Map(seals.map(({ seq, on }) => [seq, on]));
  const rollOf = new Map(rolls.map(roll => [roll.meeting, roll]));
  return meetings.map(({ meeting, number, on, seq }) => {
    const { called = 0, inPerson = 0, represented = 0 } = rollOf.get(meeting) ?? {};
    const day = seq === null ? null : (sealedOn.get(seq) ?? null);
    return { meeting, number, on, sealedOn: day, sealedSeq: seq, called, inPerson, represented };
  });
}

/** Facts of these kinds, in the order of their days. */
export const factsOfKinds = (
  client: PoolClient,
  organisation: OrganisationId,
  kinds: readonly string[],
  { from, until }: Between,
): Promise<readonly { readonly seq: bigint; readonly kind: string; readonly on: Day }[]> =>
  query<{ seq: bigint; kind: string; on: Day } & Row>(
    client,
    sql`select seq, kind, effective_on as on from ledger.leaf
      where organisation_id = ${organisation} and kind = any(${kinds}) and effective_on between ${from}::date and ${until}::date
      order by effective_on, seq`,
  );

/** Facts of these kinds that were not taken back by the last day, in the order of the log. */
export async function leavesStanding(
  client: PoolClient,
  organisation: OrganisationId,
  kinds: readonly string[],
  { from, until }: Between,
): Promise<readonly { readonly seq: bigint; readonly body: string }[]> {
  const leaves = await query<{ seq: bigint; body: string } & Row>(
    client,
    sql`select seq, body from ledger.leaf
      where organisation_id = ${organisation} and kind = any(${kinds}) and effective_on between ${from}::date and ${until}::date
      order by seq`,
  );
  const reversals = await query<{ seq: bigint } & Row>(
    client,
    sql`select reverses as seq from ledger.leaf
      where organisation_id = ${organisation} and reverses = any(${leaves.map(({ seq }) => seq)}) and effective_on <= ${until}::date`,
  );
  const takenBack = new Set(reversals.map(({ seq }) => seq));
  return leaves.filter(({ seq }) => !takenBack.has(seq));
}

/**
 * What two people wrote between meetings and moved money: no names but those of the two who said it. Asked table by table,
 * since a join by key may be planned as a walk through the whole log.
 */
export async function betweenMeetings(
  client: PoolClient,
  organisation: OrganisationId,
  { from, until }: Between,
): Promise<readonly { readonly on: Day; readonly kind: string; readonly by: MemberId; readonly with: readonly MemberId[] }[]> {
  const commands = await query<{ first: bigint; leaves: number; with: readonly MemberId[] } & Row>(
    client,
    sql`select first_seq as first, leaves::int4 as leaves, said_with as with from ledger.command
      where organisation_id = ${organisation} and name <> 'meetings.seal' and leaves > 0`,
  );
  const moving = await query<{ seq: bigint } & Row>(
    client,
    sql`select distinct seq from ledger.line
      where organisation_id = ${organisation} and effective_on between ${from}::date and ${until}::date`,
  );
  const withOf = new Map(
    commands.flatMap(({ first, leaves, with: others }) =>
      Array.from({ length: leaves }, (_, place) => [first + BigInt(place), others] as const),
    ),
  );
  const found = await query<{ seq: bigint; on: Day; kind: string; by: MemberId } & Row>(
    client,
    sql`select seq, effective_on as on, kind, said_by as by from ledger.leaf
      where organisation_id = ${organisation} and seq = any(${moving.map(({ seq }) => seq).filter(seq => withOf.has(seq))})
      order by effective_on, seq`,
  );
  return found.map(({ seq, on, kind, by }) => ({ on, kind, by, with: withOf.get(seq)! }));
}

/** From when to when each member belonged; who she is is in none of it. */
export const belongingIn = (client: PoolClient, organisation: OrganisationId): Promise<readonly Belonging[]> =>
  query<{ from: Day; until: Day | null } & Row>(
    client,
    sql`select joined_on as from, ended_on as until from members.membership
      where organisation_id = ${organisation} and kind = 'member'`,
  );

export async function foundedOn(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<{ readonly on: Day; readonly unit: string }> {
  const [row] = await query<{ on: Day; unit: string } & Row>(
    client,
    sql`select founded_on as on, unit from assembly.organisation where organisation_id = ${organisation}`,
  );
  return row!;
}
