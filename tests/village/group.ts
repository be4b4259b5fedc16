/** A group for a test: founded from a template by real commands, with a mouth for each of its women. */
import { type Day, encodeBody, type MemberId, type OrganisationId, type Uuid } from "#base";
import { connect, type Pool } from "#db";
import { entryRules, sheetHash, type SheetLine, type TemplateCode, templateOf } from "#meetings";
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

export const names = ["Halimah", "Rohani", "Wulan", "Aminah", "Sahnim", "Parti", "Kartini", "Lestari", "Maryam", "Nurhayati"];
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
      funds: template.funds.map(({ name, ...fund }) => ({ ...fund, unit: of.unit, name })),
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
export function line(entry: string, body: Readonly<Record<string, unknown>>, place = `${entry}/${Object.values(body).slice(0, 2).join("/")}`): SheetLine {
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
  for (const key of group.keyHolders) await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key, on: day }));
  return meeting;
}

/** Turns the keys on this sheet and seals it, the sheet brought along. */
export async function seal(group: Group, meeting: Uuid, lines: readonly SheetLine[], on?: Day): Promise<Answer> {
  const day = on ?? group.edge.today;
  const sheet = sheetHash(lines);
  for (const key of group.keyHolders) await accepted(group.say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by: key, on: day }));
  return group.say("meetings.seal", { meeting, sheet, lines }, { by: group.treasurer, on: day });
}

/** A whole meeting, with everybody on the roll and each fund counted as `counts` says. */
export async function holdMeeting(group: Group, lines: readonly SheetLine[], counts: Readonly<Record<string, bigint>>, on?: Day): Promise<Held> {
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
