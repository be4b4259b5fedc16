/**
 * What of the database is in a backup. Tables the rooms describe are by themselves, so that a new room is carried as soon
 * as it has tables; those beside them are named here, and so is what stays behind, with its reason. A tidy test holds
 * both against the database's own list.
 */
import { type Sql, sql } from "#db";
import type { House } from "../../house.ts";

export interface Carried {
  /** "room.table" */
  readonly name: string;
  /** Which rows, of an organisation `$`; those with its id where nothing is said. */
  readonly where?: (organisation: string) => Sql;
  /** Belongs to no organisation, so it may be there already: the column whose value shows a row, where one must be named. */
  readonly isAnyones?: { readonly seenBy: string | null };
  readonly orderBy?: Sql;
}

/** The log and the journal, written piece by piece as they were posted. */
export const logTables = ["ledger.head", "ledger.command", "ledger.leaf", "ledger.total", "ledger.line"] as const;

/** What stands below the log: others point to it. */
const anyones: readonly Carried[] = [
  {
    name: "members.place",
    where: () => sql`true`,
    isAnyones: { seenBy: null },
    orderBy: sql`array_position(array['country', 'region', 'province', 'municipality', 'village'], level), place_id`,
  },
  { name: "members.place_name", where: () => sql`true`, isAnyones: { seenBy: null } },
  {
    name: "members.person",
    where: organisation =>
      sql`person_id in (select m.person_id from members.membership m where m.organisation_id = ${organisation})`,
    isAnyones: { seenBy: "person_id" },
  },
  {
    name: "members.device",
    where: organisation =>
      sql`device_id in (select d.device_id from members.device_of d where d.organisation_id = ${organisation})`,
    isAnyones: { seenBy: "secret_hash" },
  },
];

/** What the rooms keep beside their books, of which no rule knows. */
const beside: readonly Carried[] = [
  { name: "members.text_key" },
  { name: "members.text" },
  { name: "members.credential" },
  { name: "members.address" },
  { name: "members.device_of" },
  { name: "members.other_group" },
];

/** What stays behind. */
export const leftBehind: Readonly<Record<string, string>> = {
  "members.session": "who is signed in signs in again: a session that was ended since must not come back",
  "members.attempt": "wrong tries are counted for hours, under a key of the installation they were made at",
  "members.recognition": "a code shown in one group and typed in another lives ten minutes",
  "members.letting_in": "a code that lets a phone in lives an hour",
};

/** Before the log: tables of the ledger's own rules, which its promises look into. */
const ledgerFirst = (name: string): boolean => name.startsWith("ledger.");

const described = (house: House): readonly Carried[] =>
  house.rooms.flatMap(room => room.tables).filter(({ isShared }) => !isShared).map(({ name }) => ({ name }));

export const beforeLog = (house: House): readonly Carried[] => [
  ...anyones,
  ...described(house).filter(({ name }) => ledgerFirst(name)),
];
export const afterLog = (house: House): readonly Carried[] => [
  ...described(house).filter(({ name }) => !ledgerFirst(name)),
  ...beside,
];

/** Every table that is carried, by name. */
export const carriedTables = (house: House): readonly string[] => [
  ...beforeLog(house).map(({ name }) => name),
  ...logTables,
  ...afterLog(house).map(({ name }) => name),
];

/** Tables with secrets, or locked: for people, texts stand in the clear in their place. */
const notForReaders: ReadonlySet<string> = new Set([
  "members.device",
  "members.device_of",
  "members.credential",
  "members.other_group",
  "members.address",
  "members.text",
  "members.text_key",
]);

/** Whether a table is in what people are given to read: everything but secrets and what is only a draft. */
export const isForReaders = (house: House, name: string): boolean =>
  !notForReaders.has(name) &&
  !house.rooms.flatMap(room => room.tables).some(table => table.name === name && table.drafts === "all");

/** Not a table: texts opened, each with the salt its commitment in the log was made with. */
export const textsTable = "texts";

/**
 * What is under a member's key and is read by those who keep the books too, on a page of theirs. Any other text of hers is hers
 * alone: whom she named, when she was born, to whom she lets a statement go.
 */
const readByOfficers: ReadonlySet<string> = new Set([
  "members.membership",
  "loans.loan",
  "aid.claim",
  "aid.grant",
  "assembly.decision",
  "assembly.exception",
  "meetings.roll",
  "meetings.leaving",
  "meetings.fine",
  "ledger.leaf",
]);

/** Whether a text is in what people are given to read, which is not locked. */
export const isTextForReaders = ({ about, member }: { readonly about: string; readonly member: string }): boolean =>
  member === "" || readByOfficers.has(about);

/** Hers alone in the same way: no list is made of these tables, or of these columns of them. */
export const hersAlone: Readonly<Record<string, "all" | readonly string[]>> = {
  "members.consent": "all",
  "savings.goal": "all",
  "loans.reminder": "all",
  "aid.call": "all",
  "aid.call_offer": "all",
  "aid.enrolment": ["kinship", "age_from", "dependants"],
};

/** The columns of a table's list for people to read; none where there is no such list. */
export function columnsForReaders(house: House, table: House["rooms"][number]["tables"][number]): readonly string[] {
  const hers = hersAlone[table.name] ?? [];
  if (table.isShared || hers === "all" || !isForReaders(house, table.name)) return [];
  return Object.keys(table.columns).filter(column => !hers.includes(column));
}
