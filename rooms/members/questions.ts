import type { Day, MemberId, OrganisationId, Role, Uuid } from "#base";
import { type Pool, type PoolClient, query, read, sql } from "#db";
import { rolesOf } from "./roles.ts";
import type { MembershipRow, OfficeRow, OperatorActRow, ThingKind } from "./tables.ts";
import { readTexts } from "./texts.ts";

/** The roles a member holds today, asked of the database. */
export function officesToday(
  pool: Pool,
  organisation: OrganisationId,
  member: MemberId,
  today: Day,
): Promise<ReadonlySet<Role>> {
  return read(pool, organisation, async client => {
    const memberships = await query<MembershipRow & Record<string, unknown>>(
      client,
      sql`select status, kind from members.membership where organisation_id = ${organisation} and member_id = ${member}`,
    );
    const offices = await query<OfficeRow & Record<string, unknown>>(
      client,
      sql`select role, from_on, until_on from members.office where organisation_id = ${organisation} and member_id = ${member}`,
    );
    return rolesOf(memberships[0], offices, today);
  });
}

/** Somebody of the organisation, as she is shown in lists. */
export interface Person {
  readonly member: MemberId;
  readonly person: Uuid;
  readonly number: number;
  /** Null once she was erased. */
  readonly name: string | null;
  readonly kind: MembershipRow["kind"];
  readonly status: MembershipRow["status"];
  readonly joinedOn: Day;
  readonly endedOn: Day | null;
  /** The offices she holds on the day asked for, in the order she took them. */
  readonly offices: readonly Role[];
}

/** Everybody who is or was in the organisation, by number, with her offices on this day. `client` is inside a `read`. */
export async function peopleOf(
  client: PoolClient,
  organisation: OrganisationId,
  master: Buffer,
  on: Day,
): Promise<readonly Person[]> {
  const memberships = await query<MembershipRow & Record<string, unknown>>(
    client,
    sql`select member_id, person_id, number, kind, status, joined_on, ended_on from members.membership
      where organisation_id = ${organisation} order by number`,
  );
  const offices = await query<OfficeRow & Record<string, unknown>>(
    client,
    sql`select member_id, role from members.office
      where organisation_id = ${organisation} and from_on <= ${on}::date and (until_on is null or until_on >= ${on}::date)
      order by from_on, role`,
  );
  const held = new Map<MemberId, Role[]>();
  for (const { member_id, role } of offices) held.set(member_id, [...(held.get(member_id) ?? []), role]);
  const texts = await readTexts(client, organisation, ["members.membership"], master, ["name"]);
  return memberships.map(row => ({
    member: row.member_id,
    person: row.person_id,
    number: row.number,
    name: texts.get(`members.membership/${row.member_id}/name`) ?? null,
    kind: row.kind,
    status: row.status,
    joinedOn: row.joined_on,
    endedOn: row.ended_on,
    offices: row.status === "active" ? [...new Set(held.get(row.member_id) ?? [])] : [],
  }));
}

/** How to reach her: what she or an officer wrote. "-" was taken back and is not here. */
export interface Contact {
  readonly telephone?: string;
  readonly dwelling?: string;
  readonly nextOfKin?: string;
  readonly note?: string;
  /** Of a member under age. */
  readonly guardian?: string;
}

export async function contactOf(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
  master: Buffer,
): Promise<Contact> {
  const texts = await readTexts(client, organisation, ["members.membership"], master, contactFields, member);
  const said = (field: string) => {
    const text = texts.get(`members.membership/${member}/${field}`);
    return text === "-" ? undefined : text;
  };
  return Object.fromEntries(
    Object.entries({
      telephone: said("telephone"),
      dwelling: said("dwelling"),
      nextOfKin: said("next-of-kin"),
      note: said("note"),
      guardian: said("guardian"),
    }).filter(([, text]) => text !== undefined),
  );
}

const contactFields = ["telephone", "dwelling", "next-of-kin", "note", "guardian"];

export interface OfficeHeld {
  readonly member: MemberId;
  readonly role: Role;
  readonly from: Day;
  /** The last day: of the office, or of her membership where that ended first. Null while it lasts. */
  readonly until: Day | null;
  readonly substituteFor: MemberId | null;
}

/** Every office ever held, the latest first. */
export function officesHistory(client: PoolClient, organisation: OrganisationId): Promise<readonly OfficeHeld[]> {
  return query<OfficeHeld & Record<string, unknown>>(
    client,
    sql`select o.member_id as member, o.role, o.from_on as from, least(o.until_on, m.ended_on) as until, o.substitute_for as "substituteFor"
      from members.office o
      join members.membership m on m.organisation_id = o.organisation_id and m.member_id = o.member_id
      where o.organisation_id = ${organisation} order by o.from_on desc, o.role, m.number`,
  );
}

/** A thing of the register with all that is known of it. */
export interface Holding {
  readonly thing: Uuid;
  readonly kind: ThingKind;
  readonly name: string;
  readonly mayUse: string | null;
  readonly decides: string | null;
  readonly heldBy: MemberId | null;
  readonly since: Day;
  readonly status: "in-use" | "given-up";
  /** Who gave it to whom before whom, the first time first. */
  readonly history: readonly {
    readonly from: MemberId | null;
    readonly to: MemberId;
    readonly witness: MemberId;
    readonly on: Day;
  }[];
}

export async function holdingsOf(
  client: PoolClient,
  organisation: OrganisationId,
  master: Buffer,
): Promise<readonly Holding[]> {
  const things = await query<{
    thing_id: Uuid;
    kind: ThingKind;
    held_by: MemberId | null;
    since: Day;
    status: Holding["status"];
  }>(
    client,
    sql`select thing_id, kind, held_by, since, status from members.holding where organisation_id = ${organisation} order by status desc, kind, thing_id`,
  );
  const handings = await query<{ thing_id: Uuid; from: MemberId | null; to: MemberId; witness: MemberId; on: Day }>(
    client,
    sql`select thing_id, from_member as from, to_member as to, witness, on_day as on from members.handing
      where organisation_id = ${organisation} order by thing_id, place`,
  );
  const texts = await readTexts(client, organisation, ["members.holding"], master);
  const text = (thing: Uuid, field: string) => texts.get(`members.holding/${thing}/${field}`) ?? null;
  return things.map(row => ({
    thing: row.thing_id,
    kind: row.kind,
    name: text(row.thing_id, "name") ?? "",
    mayUse: text(row.thing_id, "may-use"),
    decides: text(row.thing_id, "decides"),
    heldBy: row.held_by,
    since: row.since,
    status: row.status,
    history: handings
      .filter(one => one.thing_id === row.thing_id)
      .map(({ from, to, witness, on }) => ({ from, to, witness, on })),
  }));
}

/** What whoever runs the server did at the group's door, the latest first. */
export function operatorActs(client: PoolClient, organisation: OrganisationId): Promise<readonly OperatorActRow[]> {
  return query<OperatorActRow & Record<string, unknown>>(
    client,
    sql`select act_id, what, member_id, on_day from members.operator_act
      where organisation_id = ${organisation} order by on_day desc, act_id desc`,
  );
}
