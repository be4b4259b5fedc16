/**
 * What the meetings' room asks of its tables, and of the log where a sealed meeting is written. `client` is inside a
 * `read` of the organisation. Rows come in the order people know: meetings by number, lines by their place.
 */
import type { CommandId, Day, MemberId, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, type Sql, sql } from "#db";
import { leafOfCommand } from "#ledger/server";
import { Keys, openRows } from "#members/server";
import { type AttendanceRow, type ClosingRow, type DraftLineRow, draftLineTable, type MeetingRow } from "./tables.ts";

type Row = Record<string, unknown>;

const meetingColumns = sql`meeting_id, number, held_on, status, opened_by, keys_open, keys_seal, revision, sealed_seq, read_seq, unread_seq, present`;

const meetingsWhere = (client: PoolClient, where: Sql): Promise<readonly MeetingRow[]> =>
  query<MeetingRow & Row>(client, sql`select ${meetingColumns} from meetings.meeting where ${where}`);

export async function openMeetingOf(client: PoolClient, organisation: OrganisationId): Promise<MeetingRow | null> {
  return (await meetingsWhere(client, sql`organisation_id = ${organisation} and status = 'open'`))[0] ?? null;
}

export async function meetingOf(
  client: PoolClient,
  organisation: OrganisationId,
  meeting: Uuid,
): Promise<MeetingRow | null> {
  return (await meetingsWhere(client, sql`organisation_id = ${organisation} and meeting_id = ${meeting}`))[0] ?? null;
}

export async function lastSealedOf(client: PoolClient, organisation: OrganisationId): Promise<MeetingRow | null> {
  return (
    (
      await meetingsWhere(
        client,
        sql`organisation_id = ${organisation} and status = 'sealed' order by number desc limit 1`,
      )
    )[0] ?? null
  );
}

/** All that were sealed, the latest first. */
export const sealedMeetings = (client: PoolClient, organisation: OrganisationId): Promise<readonly MeetingRow[]> =>
  meetingsWhere(client, sql`organisation_id = ${organisation} and status = 'sealed' order by number desc`);

export async function draftLinesOf(
  client: PoolClient,
  organisation: OrganisationId,
  meeting: Uuid,
  masterKey: Uint8Array,
): Promise<readonly DraftLineRow[]> {
  const rows = await query<Row>(
    client,
    sql`select t.organisation_id, meeting_id, line, entry, body, t.member_id, written_by, revision, k.wrapped
      from meetings.draft_line t
      join members.text_key k on k.organisation_id = t.organisation_id and k.member_id = t.member_id
      where t.organisation_id = ${organisation} and meeting_id = ${meeting} order by line`,
  );
  return openRows(draftLineTable, rows, new Keys(Buffer.from(masterKey))) as readonly (DraftLineRow & Row)[];
}

/** What was counted when the box was locked, fund by fund. */
export const closingOf = (
  client: PoolClient,
  organisation: OrganisationId,
  meeting: Uuid,
): Promise<readonly ClosingRow[]> =>
  query<ClosingRow & Row>(
    client,
    sql`select meeting_id, fund, unit, cash, difference from meetings.closing
      where organisation_id = ${organisation} and meeting_id = ${meeting} order by fund`,
  );

export const attendanceOf = (
  client: PoolClient,
  organisation: OrganisationId,
  meeting: Uuid,
): Promise<readonly AttendanceRow[]> =>
  query<AttendanceRow & Row>(
    client,
    sql`select meeting_id, member_id, mark from meetings.attendance where organisation_id = ${organisation} and meeting_id = ${meeting}`,
  );

export interface SealRow {
  readonly command: CommandId;
  readonly at: string;
  /** The log up to and with the seal: the short code on paper comes from it. */
  readonly chainHash: Buffer;
  readonly body: string;
}

export async function sealOf(client: PoolClient, organisation: OrganisationId, seq: bigint): Promise<SealRow | null> {
  const [row] = await query<SealRow & Row>(
    client,
    sql`select command_id as command, recorded_at as at, chain_hash as "chainHash", body from ledger.leaf
      where organisation_id = ${organisation} and seq = ${seq}`,
  );
  return row ?? null;
}

export interface DecisionSeen {
  readonly decision: Uuid;
  readonly question: string;
  readonly about: string;
  readonly for: number;
  readonly against: number;
  readonly abstaining: number;
  readonly isCarried: boolean;
}

/** What was decided by hands at this meeting. */
export const decisionsOf = (
  client: PoolClient,
  organisation: OrganisationId,
  meeting: Uuid,
): Promise<readonly DecisionSeen[]> =>
  query<DecisionSeen & Row>(
    client,
    sql`select decision_id as decision, question, about, votes_for as for, votes_against as against, abstaining, is_carried as "isCarried"
      from assembly.decision where organisation_id = ${organisation} and meeting_id = ${meeting} order by decision_id`,
  );

export interface Counts {
  readonly women: number;
  readonly decisions: number;
  readonly meetings: number;
}

export async function countsOf(client: PoolClient, organisation: OrganisationId): Promise<Counts> {
  const [row] = await query<{ women: number; decisions: number; meetings: number }>(
    client,
    sql`select
      (select count(*)::int4 from members.membership where organisation_id = ${organisation} and kind = 'member' and status = 'active') as women,
      (select count(*)::int4 from assembly.decision where organisation_id = ${organisation}) as decisions,
      (select count(*)::int4 from meetings.meeting where organisation_id = ${organisation} and status = 'sealed') as meetings`,
  );
  return row!;
}

/** The numbers of those who are of the group now: the circle on the home. */
export async function numbersOf(client: PoolClient, organisation: OrganisationId): Promise<readonly number[]> {
  const rows = await query<{ number: number }>(
    client,
    sql`select number from members.membership where organisation_id = ${organisation} and kind = 'member' and status = 'active' order by number`,
  );
  return rows.map(row => row.number);
}

export async function foundedOnOf(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<{ readonly foundedOn: Day; readonly unit: string } | null> {
  const [row] = await query<{ foundedOn: Day; unit: string }>(
    client,
    sql`select founded_on as "foundedOn", unit from assembly.organisation where organisation_id = ${organisation}`,
  );
  return row ?? null;
}

export interface FactRow {
  readonly seq: bigint;
  readonly body: string;
  readonly reversedBy: bigint | null;
}

/** The facts of one sealed meeting, which is one command; of one member only where she is named. */
export const factsOfCommand = (
  client: PoolClient,
  organisation: OrganisationId,
  command: CommandId,
  member?: MemberId,
): Promise<readonly FactRow[]> =>
  query<FactRow & Row>(
    client,
    sql`select f.seq, f.body, r.seq as "reversedBy" from ledger.leaf f
      left join ledger.leaf r on r.organisation_id = f.organisation_id and r.reverses = f.seq
      where f.organisation_id = ${organisation} and ${leafOfCommand(organisation, command)} and ${member === undefined ? sql`true` : sql`f.member_id = ${member}`}
      order by f.seq`,
  );

/**
 * What moved money and was not said at a meeting, since the last time such was read out. Made while a meeting sat and not
 * read there any more, it is read at the next.
 */
export interface BetweenRow {
  readonly seq: bigint;
  readonly on: Day;
  readonly kind: string;
  readonly member: MemberId | null;
  readonly by: MemberId;
  readonly with: readonly MemberId[];
  readonly body: string;
}

export const madeBetweenMeetings = (client: PoolClient, organisation: OrganisationId): Promise<readonly BetweenRow[]> =>
  query<BetweenRow & Row>(
    client,
    sql`select f.seq, f.effective_on as on, f.kind, f.member_id as member, f.said_by as by, c.said_with as with, f.body
      from ledger.leaf f
      join ledger.command c on c.organisation_id = f.organisation_id and c.command_id = f.command_id
      where f.organisation_id = ${organisation} and f.seq in (select seq from meetings.unread where organisation_id = ${organisation})
      order by f.seq`,
  );

/** How often something was tried and refused on the day of a sealed meeting, before its seal. */
export async function refusedAt(
  client: PoolClient,
  organisation: OrganisationId,
  { held_on, sealed_seq }: Pick<MeetingRow, "held_on" | "sealed_seq">,
): Promise<number> {
  const [row] = await query<{ count: number }>(
    client,
    sql`select count(*)::int4 as count from assembly.refused_try t
      where t.organisation_id = ${organisation} and t.tried_on = ${held_on} and t.noted_seq < ${sealed_seq}`,
  );
  return row!.count;
}
