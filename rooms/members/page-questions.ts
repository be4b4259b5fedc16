/**
 * What the members' screens ask. Names, numbers and offices are for everybody in the organisation; how to reach her is
 * for her and for officers; nothing here knows of money, which lives in the rooms above.
 */
import { type Asked, type Day, isMemberId, type MemberId, operator, type Question, type Role } from "#base";
import { type PoolClient, query, sql } from "#db";
import { backupQuestions } from "./backup-questions.ts";
import { devicesOf } from "./devices.ts";
import { federationNow, federationQuestions } from "./federation-questions.ts";
import { groupQuestions } from "./group-questions.ts";
import { ourPlace, placeQuestions } from "./place-questions.ts";
import {
  contactOf,
  type Holding,
  holdingsOf,
  type OfficeHeld,
  officesHistory,
  operatorActs,
  peopleOf,
  type Person,
} from "./questions.ts";
import { isOfficer } from "./roles.ts";

type AskedHere = Asked<PoolClient>;

/** Somebody in a sentence or a list: her number and name find her bead. */
export interface PersonSeen {
  readonly member: MemberId;
  readonly number: number;
  /** Null once she was erased. */
  readonly name: string | null;
}

export interface PersonListed extends PersonSeen {
  readonly kind: Person["kind"];
  readonly status: Person["status"];
  readonly joinedOn: Day;
  readonly endedOn: Day | null;
  readonly offices: readonly Role[];
}

const officers: Question["who"] = ["treasurer", "secretary", "chair", "supervisory-committee"];
/** Those who say that somebody joins, leaves or is called otherwise. */
const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];
const anyone: Question["who"] = ["anyone"];

const mayWrite = ({ roles }: AskedHere): boolean => scribes.some(role => roles.has(role));
const everybody = ({ client, organisation, masterKey, today }: AskedHere): Promise<readonly Person[]> =>
  peopleOf(client, organisation, Buffer.from(masterKey), today);

const listed = ({ member, number, name, kind, status, joinedOn, endedOn, offices }: Person): PersonListed => ({
  member,
  number,
  name,
  kind,
  status,
  joinedOn,
  endedOn,
  offices,
});

const finder = (people: readonly Person[]): ((member: MemberId) => PersonSeen) => {
  const by = new Map(people.map(({ member, number, name }) => [member, { member, number, name }]));
  return member => by.get(member) ?? { member, number: 0, name: null };
};

/** At the door. It reads no books; where there are practice books the server puts in who may sign in there. */
export interface WelcomeSeen {
  readonly practice: { readonly groups: readonly PracticeGroup[] } | null;
}
export interface PracticeGroup {
  readonly handle: string;
  readonly name: string;
  /** Who may sign in, with what. Never real people's secrets. */
  readonly keys: readonly {
    readonly number: number;
    readonly pin: string;
    readonly password?: string;
    readonly name?: string;
    readonly roles?: readonly Role[];
  }[];
}
const askWelcome = async (): Promise<{ readonly practice: null }> => ({ practice: null });

export type ListSeen = Awaited<ReturnType<typeof askList>>;
async function askList(asked: AskedHere) {
  const people = await everybody(asked);
  return {
    people: people.map(listed),
    mayAdd: mayWrite(asked),
    /** The next number nobody ever had. */
    nextNumber: people.reduce((most, one) => Math.max(most, one.number), 0) + 1,
  };
}

/** Whose number this is: said back before she is trusted to be the one who was meant. */
async function askWho(asked: AskedHere) {
  const found = (await everybody(asked)).find(one => String(one.number) === asked.params["number"]);
  return found ? { member: found.member, number: found.number, name: found.name } : null;
}

export type MemberSeen = NonNullable<Awaited<ReturnType<typeof askMember>>>;
async function askMember(asked: AskedHere) {
  const { client, organisation, member: me, params, roles, masterKey } = asked;
  const people = await everybody(asked);
  const her = people.find(one => one.member === params["member"]);
  if (!her || !isMemberId(her.member)) return null;
  const find = finder(people);
  const isMine = her.member === me;
  const maySee = isMine || isOfficer(roles);
  const offices = (await officesHistory(client, organisation)).filter(one => one.member === her.member);
  const things = (await holdingsOf(client, organisation, Buffer.from(masterKey))).filter(
    one => one.heldBy === her.member && one.status === "in-use",
  );
  return {
    person: listed(her),
    isMine,
    maySee,
    mayWrite: mayWrite(asked),
    mayGivePin: isOfficer(roles) && !isMine,
    contact: maySee ? await contactOf(client, organisation, her.member, Buffer.from(masterKey)) : null,
    offices: offices.map(one => officeSeen(one, find)),
    things: things.map(({ thing, kind, name }) => ({ thing, kind, name })),
  };
}

const officeSeen = ({ role, from, until, substituteFor }: OfficeHeld, find: (member: MemberId) => PersonSeen) => ({
  role,
  from,
  until,
  substituteFor: substituteFor === null ? null : find(substituteFor),
});

export type ThingSeen = ReturnType<typeof thingSeen>;
const thingSeen = (one: Holding, find: (member: MemberId) => PersonSeen) => ({
  thing: one.thing,
  kind: one.kind,
  name: one.name,
  mayUse: one.mayUse,
  decides: one.decides,
  since: one.since,
  status: one.status,
  heldBy: one.heldBy === null ? null : find(one.heldBy),
  history: one.history.map(({ from, to, witness, on }) => ({
    from: from === null ? null : find(from),
    to: find(to),
    witness: find(witness),
    on,
  })),
});

export type ThingsSeen = Awaited<ReturnType<typeof askThings>>;
async function askThings(asked: AskedHere) {
  const people = await everybody(asked);
  const find = finder(people);
  const things = await holdingsOf(asked.client, asked.organisation, Buffer.from(asked.masterKey));
  return {
    things: things.map(one => thingSeen(one, find)),
    people: people.filter(one => one.status === "active" && one.kind === "member").map(listed),
    mayWrite: mayWrite(asked),
  };
}

export type OfficersSeen = Awaited<ReturnType<typeof askOfficers>>;
async function askOfficers(asked: AskedHere) {
  const { client, organisation, today, roles, masterKey } = asked;
  const people = await everybody(asked);
  const find = finder(people);
  const history = await officesHistory(client, organisation);
  const offices = history.map(one => ({ ...officeSeen(one, find), holder: find(one.member) }));
  const isOver = (one: (typeof offices)[number]): boolean => one.until !== null && one.until < today;
  const things = await holdingsOf(client, organisation, Buffer.from(masterKey));
  return {
    held: offices.filter(one => !isOver(one)),
    past: offices.filter(isOver),
    people: people.filter(one => one.status === "active" && one.kind === "member").map(listed),
    /** What goes over with an office. */
    things: things
      .filter(one => one.status === "in-use" && ["box", "key", "books", "stamp", "phone"].includes(one.kind))
      .map(one => thingSeen(one, find)),
    mayAppoint: mayWrite(asked),
    mayChange:
      isOfficer(roles) ||
      !history.some(
        one => officers.includes(one.role) && one.from <= today && (one.until === null || one.until >= today),
      ),
  };
}

/** Who has no PIN yet and so can turn no key. For officers, who give her one. */
export interface WithoutPin {
  readonly members: readonly MemberId[];
}
async function askWithoutPin({ client, organisation }: AskedHere): Promise<WithoutPin> {
  const rows = await query<{ member_id: MemberId }>(
    client,
    sql`select m.member_id from members.membership m
      left join members.credential c on c.organisation_id = m.organisation_id and c.member_id = m.member_id
      where m.organisation_id = ${organisation} and m.status = 'active' and c.pin is null
      order by m.number`,
  );
  return { members: rows.map(row => row.member_id) };
}

export type SettingsSeen = Awaited<ReturnType<typeof askSettings>>;
async function askSettings(asked: AskedHere) {
  const { client, organisation, member, roles } = asked;
  const find = finder(await everybody(asked));
  const [secrets] = await query<{ pin: boolean; password: boolean }>(
    client,
    sql`select pin is not null as pin, password is not null as password
      from members.credential where organisation_id = ${organisation} and member_id = ${member}`,
  );
  const devices = isOfficer(roles) ? await devicesOf(client, organisation) : [];
  const acts = await operatorActs(client, organisation);
  return {
    // Whether there is a second PIN is not told here: whoever looks over her shoulder would learn it.
    hasPin: secrets?.pin ?? false,
    hasPassword: secrets?.password ?? false,
    mayLetDevicesIn: isOfficer(roles),
    seesBackups: backupQuestions["members.backups"]!.who.some(role => roles.has(role as Role)),
    /** Where the group is, by the name of its village or of the nearest place that is known. */
    place: (await ourPlace(asked))?.names[0] ?? null,
    /** The federation the group belongs to, by its name. */
    federation: await federationNow(asked),
    devices: devices
      .filter(one => one.revoked_at === null)
      .map(one => ({
        device: one.device,
        kind: one.kind,
        /** Null where it was whoever runs the server. */
        by: one.registered_by === operator ? null : find(one.registered_by),
        since: String(one.registered_at).slice(0, 10),
      })),
    /** What whoever runs the server did, the latest first: every member may know it. */
    operatorActs: acts.map(one => ({
      what: one.what,
      member: one.member_id === null ? null : find(one.member_id),
      on: one.on_day,
    })),
  };
}

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.welcome": { who: ["public"], ask: askWelcome },
  "members.list": { who: anyone, ask: askList },
  "members.who": { who: anyone, params: ["number"], ask: askWho },
  "members.member": { who: anyone, params: ["member"], ask: askMember },
  "members.things": { who: anyone, ask: askThings },
  "members.without-pin": { who: officers, ask: asked => askWithoutPin(asked) as never },
  "members.officers": { who: anyone, ask: askOfficers },
  "members.settings": { who: anyone, ask: askSettings },
  ...backupQuestions,
  ...placeQuestions,
  ...federationQuestions,
  ...groupQuestions,
};
