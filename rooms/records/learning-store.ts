/** What members learned, and the schemes of one. `client` is inside a `read` of the organisation. */
import { daysBetween, type Day, type MemberId, type OrganisationId, type Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { readTexts } from "#members/server";
import { askedDaysBefore } from "./agreement-standing.ts";

export interface Training {
  readonly training: Uuid;
  readonly title: string;
  readonly givenBy: string | null;
  readonly on: Day;
  readonly hours: number;
  /** How many were there. */
  readonly members: number;
}

/** The latest first; those of one member where she is named. What was taken back is not among them. */
export async function trainingsOf(
  client: PoolClient,
  organisation: OrganisationId,
  master: Uint8Array,
  of: { readonly member?: MemberId; readonly take?: number } = {},
): Promise<readonly Training[]> {
  const rows = await query<{ training: Uuid; on: Day; hours: number; members: number }>(
    client,
    sql`select t.training_id as training, t.held_on as on, t.hours, count(a.member_id)::int4 as members
      from records.training t
      join records.attendance a on a.organisation_id = t.organisation_id and a.training_id = t.training_id
      where t.organisation_id = ${organisation} and not t.is_taken_back
      group by t.training_id, t.held_on, t.hours
      having ${of.member ?? null}::text is null or bool_or(a.member_id = ${of.member ?? null}::text)
      order by t.held_on desc, t.training_id desc limit ${of.take ?? null}::int8`,
  );
  const texts = await readTexts(client, organisation, ["records.training"], Buffer.from(master), ["title", "given-by"]);
  return rows.map(row => ({
    ...row,
    title: texts.get(`records.training/${row.training}/title`) ?? "",
    givenBy: texts.get(`records.training/${row.training}/given-by`) ?? null,
  }));
}

export interface Scheme {
  readonly enrolment: Uuid;
  /** Null once she was erased. */
  readonly name: string | null;
  readonly since: Day;
  readonly renewOn: Day | null;
  readonly endedOn: Day | null;
  /** Its day of renewal is near, or went by. */
  readonly isToRenew: boolean;
}

/** What she is in or was, what lasts first. */
export async function schemesOf(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
  master: Uint8Array,
  today: Day,
): Promise<readonly Scheme[]> {
  const rows = await query<{ enrolment: Uuid; since: Day; renewOn: Day | null; endedOn: Day | null }>(
    client,
    sql`select enrolment_id as enrolment, since_on as since, renew_on as "renewOn", ended_on as "endedOn"
      from records.scheme where organisation_id = ${organisation} and member_id = ${member} and taken_back_on is null
      order by ended_on desc nulls first, since_on, enrolment_id`,
  );
  if (rows.length === 0) return [];
  const texts = await readTexts(client, organisation, ["records.scheme"], Buffer.from(master));
  return rows.map(row => ({
    ...row,
    name: texts.get(`records.scheme/${row.enrolment}/name`) ?? null,
    isToRenew: row.endedOn === null && row.renewOn !== null && daysBetween(today, row.renewOn) <= askedDaysBefore,
  }));
}
