/** A group for a test: founded from a template by real commands, with a mouth for each of its women. */
import {
  type AccountCode,
  type Day,
  day,
  type Document,
  encodeBody,
  type MemberId,
  type Occasion,
  type OrganisationId,
  type Table,
  type Uuid,
} from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import {
  entryRules,
  meetingTable,
  needsOfSheet,
  sheetHash,
  type SheetLine,
  type TemplateCode,
  templateOf,
  workOut,
} from "#meetings";
import { house } from "../../app/rooms.ts";
import { type Answer, Intake } from "../../app/server/intake.ts";
import type { FreshDatabase } from "./database.ts";
import { HeldEdge, type Say, sayer } from "./edge.ts";

export const testKey = Buffer.alloc(32, 7);

export interface Group {
  readonly organisation: OrganisationId;
  readonly edge: HeldEdge;
  readonly intake: Intake;
  readonly pool: Pool;
  readonly say: Say;
  /** By number, from 1: Halimah keeps the books, Rohani the minutes, Wulan leads; 4, 5 and 6 hold the keys. */
  readonly members: readonly MemberId[];
  readonly treasurer: MemberId;
  readonly secretary: MemberId;
  readonly keyHolders: readonly MemberId[];
  close(): Promise<void>;
}

export const names = [
  "Halimah",
  "Rohani",
  "Wulan",
  "Aminah",
  "Sahnim",
  "Parti",
  "Kartini",
  "Lestari",
  "Maryam",
  "Nurhayati",
];
const roles: Readonly<Record<number, readonly string[]>> = {
  1: ["treasurer"],
  2: ["secretary"],
  3: ["chair"],
  4: ["key-holder"],
  5: ["key-holder"],
  6: ["key-holder"],
};

export async function foundGroup(
  database: FreshDatabase,
  of: {
    readonly template: TemplateCode;
    readonly unit: string;
    readonly on: string;
    readonly size?: number;
    readonly seed?: number;
    /** Rules in place of the template's, by key; null leaves one out. */
    readonly rules?: Readonly<Record<string, unknown>>;
    readonly pool?: Pool;
    /** Divisible funds beside the template's, that are not lent. */
    readonly funds?: readonly string[];
  },
): Promise<Group> {
  const edge = new HeldEdge(of.on, of.seed ?? 1);
  const pool = of.pool ?? connect(database.server);
  const intake = new Intake({ pool, house, edge, masterKey: testKey });
  const organisation = edge.newId() as OrganisationId;
  const say = sayer(intake, house, edge, organisation);
  const members = Array.from({ length: of.size ?? 7 }, () => edge.newMember());
  const template = templateOf(of.template, of.unit);
  const own = of.rules ?? {};
  const rules = [
    ...template.rules.filter(({ rule }) => !(rule in own)),
    ...Object.entries(own).flatMap(([rule, value]) => (value === null ? [] : [{ rule, value: value as never }])),
  ];
  const answer = await say(
    "assembly.found-organisation",
    {
      name: "Kelompok Melati",
      template: of.template,
      unit: of.unit,
      language: "id",
      is_practice: false,
      funds: [
        ...template.funds.map(({ name, ...fund }) => ({ ...fund, unit: of.unit, name })),
        ...(of.funds ?? []).map(fund => ({ fund, unit: of.unit, nature: "divisible", is_lendable: false, name: fund })),
      ],
      rules,
      founders: members.map((member, index) => ({
        member,
        person: edge.newId(),
        number: index + 1,
        name: names[index % names.length],
        roles: roles[index + 1] ?? [],
      })),
    },
    { by: members[0]! },
  );
  if (answer.status !== "accepted") throw new Error(`the group was not founded: ${JSON.stringify(answer, show)}`);
  return {
    organisation,
    edge,
    intake,
    pool,
    say,
    members,
    treasurer: members[0]!,
    secretary: members[1]!,
    keyHolders: members.slice(3, 6),
    close: () => (of.pool ? Promise.resolve() : pool.end()),
  };
}

const show = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

/** An entry with bigint amounts, as a line of the sheet. */
export function line(
  entry: string,
  body: Readonly<Record<string, unknown>>,
  place = `${entry}/${Object.values(body).slice(0, 2).join("/")}`,
): SheetLine {
  const rule = entryRules.get(entry);
  if (!rule) throw new Error(`no such entry: ${entry}`);
  return { line: place, entry, body: encodeBody(rule.fields, body) as never };
}

export interface Held {
  readonly meeting: Uuid;
  readonly sealed: Answer;
}

/** Opens the meeting and the box; the sheet may be written. */
export async function openMeeting(group: Group, on?: Day): Promise<Uuid> {
  const meeting = group.edge.newId();
  const day = on ?? group.edge.today;
  await accepted(group.say("meetings.open", { meeting }, { by: group.treasurer, on: day }));
  for (const key of group.keyHolders)
    await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key, on: day }));
  return meeting;
}

/**
 * Turns the keys on this sheet and seals it, the sheet brought along. A sheet that says nothing of the opening is one of
 * a meeting where what was made since the last was read aloud, and every box was recalled and counted, and agreed.
 */
export async function seal(group: Group, meeting: Uuid, written: readonly SheetLine[], on?: Day): Promise<Answer> {
  const day = on ?? group.edge.today;
  const isOpened = written.some(one => one.entry === "meetings.recall");
  const isRead = written.some(one => one.entry === "meetings.read-out");
  const lines = isOpened
    ? written
    : [...(isRead ? [] : await readAloud(group)), ...(await recalled(group, day)), ...written];
  const sheet = sheetHash(lines);
  for (const key of group.keyHolders)
    await accepted(group.say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by: key, on: day }));
  return group.say("meetings.seal", { meeting, sheet, lines }, { by: group.treasurer, on: day });
}

/** Each box that holds something, said from memory and counted before money moves. */
export async function recalled(group: Group, on: Day = group.edge.today): Promise<readonly SheetLine[]> {
  const held = Object.entries(await countsAfter(group, [], on)).filter(([, cash]) => cash !== 0n);
  return held.map(([fund, amount]) => line("meetings.recall", { fund, amount, counted: amount }, `recall.${fund}`));
}

/** What was made apart from a meeting before the one that is open, as read aloud now. Nothing where there is nothing. */
export async function readAloud(group: Group): Promise<readonly SheetLine[]> {
  const [open] = await tableRows(group, meetingTable, { status: "open" });
  const last = open?.unread_seq ?? null;
  return last === null ? [] : [line("meetings.read-out", { up_to: last }, "read-out")];
}

/** A whole meeting, with everybody on the roll and each fund counted as `counts` says. */
export async function holdMeeting(
  group: Group,
  lines: readonly SheetLine[],
  counts: Readonly<Record<string, bigint>>,
  on?: Day,
): Promise<Held> {
  const meeting = await openMeeting(group, on);
  const sheet = [
    ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
    ...lines,
    ...Object.entries(counts).map(([fund, counted]) => line("meetings.count", { fund, counted })),
  ];
  return { meeting, sealed: await seal(group, meeting, sheet, on) };
}

export async function accepted(answer: Promise<Answer>): Promise<Answer & { readonly status: "accepted" }> {
  const got = await answer;
  if (got.status !== "accepted") throw new Error(`refused: ${JSON.stringify(got, show)}`);
  return got;
}

/** The box as this sheet leaves it, fund by fund: what a count that is right would say. */
export async function countsAfter(
  group: Group,
  lines: readonly SheetLine[],
  on: Day = group.edge.today,
): Promise<Readonly<Record<string, bigint>>> {
  const tried = await tryOut(group, lines, on);
  if ("refused" in tried) throw new Error(`the sheet cannot be: ${JSON.stringify(tried, show)}`);
  return tried.counts;
}

export interface RefusalAtLine {
  readonly refused: string;
  readonly because: { readonly line: string };
}

/** The same, or why the sheet cannot be and at which line. */
export function tryOut(
  group: Group,
  lines: readonly SheetLine[],
  on: Day = group.edge.today,
): Promise<{ readonly counts: Readonly<Record<string, bigint>> } | RefusalAtLine> {
  const context = {
    today: on,
    at: group.edge.now().at,
    by: group.treasurer,
    with: [],
    roles: new Set(),
    ruleDefinitions: house.ruleDefinitions,
    reversible: house.reversible,
  };
  const occasion: Occasion = { on, meeting: { meeting_id: group.organisation, number: 1 }, context } as never;
  return read(group.pool, group.organisation, async client => {
    const books = await loadBooks(client, group.organisation, books => needsOfSheet(lines, books, on));
    const result = workOut(lines, books, occasion);
    if ("refused" in result) return result;
    const cash = (fund: string, unit: string): bigint => result.after.balance({ account: `cash/${fund}`, unit });
    return { counts: Object.fromEntries(books.rows(fundTable).map(({ fund, unit }) => [fund, cash(fund, unit)])) };
  });
}

/** A whole meeting on a day, counted right: the clock goes to that day, all of `present` are on the roll. */
export async function meet(
  group: Group,
  on: string,
  lines: readonly SheetLine[] = [],
  present: readonly MemberId[] = group.members,
): Promise<Held & { readonly sealed: Answer & { readonly status: "accepted" } }> {
  group.edge.today = day(on);
  const counts = await countsAfter(group, lines);
  const meeting = await openMeeting(group);
  const sheet = [
    ...present.map(member => line("meetings.roll", { member, mark: "present" })),
    ...lines,
    ...Object.entries(counts).map(([fund, counted]) => line("meetings.count", { fund, counted })),
  ];
  return { meeting, sealed: await accepted(seal(group, meeting, sheet)) };
}

/** Writes these lines on the sheet of a meeting that is opened for it and given up again: for what is refused there. */
export async function tryAtMeeting(group: Group, on: string, lines: readonly SheetLine[]): Promise<Answer> {
  group.edge.today = day(on);
  const meeting = await openMeeting(group);
  const answer = await group.say("meetings.write", { meeting, lines }, { by: group.treasurer });
  await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  return answer;
}

/** A decision by hands, and the id that is cited. Carried unless told otherwise; `value` is what was decided, exactly. */
export function decision(
  group: Group,
  question: string,
  about: string,
  votes: { readonly for?: number; readonly against?: number; readonly value?: Document } = {},
): { readonly id: Uuid; readonly line: SheetLine } {
  const id = group.edge.newId();
  const { for: votes_for = 6, against: votes_against = 0 } = votes;
  return {
    id,
    line: line("assembly.decision", {
      decision: id,
      question,
      about,
      value: votes.value,
      votes_for,
      votes_against,
      abstaining: 0,
    }),
  };
}

/** What stands in an account, minor units, debit positive: the last line's balance, as the ledger keeps it. */
export async function balanceOf(group: Group, account: string, member?: MemberId): Promise<bigint> {
  const [row] = await rowsWhere<{ balance: bigint }>(
    group,
    sql`select balance from ledger.line where organisation_id = ${group.organisation} and account = ${account as AccountCode} and member_id = ${member ?? ""}
      order by line_number desc limit 1`,
  );
  return row?.balance ?? 0n;
}

/** Rows of a declared table as they stand, those whose columns equal `where`. */
export async function tableRows<Row extends object>(
  group: Group,
  of: Table<Row>,
  where: Partial<Row> = {},
): Promise<readonly Row[]> {
  const [schema, name] = of.name.split(".") as [string, string];
  const columns = sql.join(Object.keys(of.columns).map(column => sql.identifier(column)));
  const rows = await rowsWhere<Row & Record<string, unknown>>(
    group,
    sql`select ${columns} from ${sql.identifier(schema, name)} where organisation_id = ${group.organisation}`,
  );
  return rows.filter(row => Object.entries(where).every(([column, value]) => row[column] === value));
}

/** Asks the database as the server's role does, with only this group to be seen. */
export const rowsWhere = <Row extends Record<string, unknown>>(
  group: Group,
  statement: ReturnType<typeof sql>,
): Promise<readonly Row[]> => read(group.pool, group.organisation, client => query<Row>(client, statement));

export interface LeafSeen {
  readonly [column: string]: unknown;
  readonly seq: bigint;
  readonly kind: string;
  readonly effective_on: Day;
  readonly member_id: MemberId | null;
  readonly reverses: bigint | null;
  readonly body: string;
}

/** The log of the group, of one kind or all of it, in order. */
export const leavesOf = (group: Group, kind?: string): Promise<readonly LeafSeen[]> =>
  rowsWhere<LeafSeen>(
    group,
    sql`select seq, kind, effective_on, member_id, reverses, body from ledger.leaf
      where organisation_id = ${group.organisation} and ${kind === undefined ? sql`true` : sql`kind = ${kind}`} order by seq`,
  );
