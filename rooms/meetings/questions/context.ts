/** What every question here needs: the names of people, funds and products, and a sheet tried on the books. */
import type { Asked, Context, Day, Need, OrganisationId, Refusal, RuleDefinition } from "#base";
import { actions } from "#actions";
import { aid } from "#aid";
import { assembly } from "#assembly";
import type { PoolClient } from "#db";
import { ledger } from "#ledger";
import { loadBooks } from "#ledger/server";
import { loans } from "#loans";
import { members } from "#members";
import { peopleOf, type Person, placeSaid, readTexts } from "#members/server";
import { pots } from "#pots";
import { purchasing } from "#purchasing";
import { savings } from "#savings";
import type { LoadedBooks } from "#base";
import { meetingProjections } from "../projections.ts";
import { rules } from "../rules.ts";
import { needsOfSheet, type SheetResult, workOut } from "../sheet.ts";
import type { SheetLine } from "../sheet-hash.ts";
import type { DraftLineRow, MeetingRow } from "../tables.ts";

export type Asking = Asked<PoolClient>;

/** Who writes and reads the sheet of all. Everybody else sees the group's totals and her own lines (G39). */
export const officers = ["treasurer", "secretary", "chair", "money-counter", "supervisory-committee"] as const;
/** Who is at the table while the meeting runs. */
export const atTheTable = ["treasurer", "secretary", "chair", "money-counter", "key-holder"] as const;

/** In the plain view, under somebody's eyes, nobody's lines are there: not even her own. */
export const mayReadAll = (asked: Asking): boolean => !asked.isPlain && officers.some(role => asked.roles.has(role));

export interface Names {
  readonly group: string;
  readonly place: string | null;
  fund(code: string): string | null;
  /** A rule of the group: "savings.product/…", "meetings.fine/…". */
  rule(key: string): string | null;
}

export async function namesOf({ client, organisation, masterKey, today }: Asking): Promise<Names> {
  const texts = await readTexts(
    client,
    organisation,
    ["assembly.organisation", "ledger.fund", "assembly.rule"],
    Buffer.from(masterKey),
  );
  return {
    group: texts.get("assembly.organisation/-/name") ?? "",
    // In their own words where they wrote it, else by the list of places.
    place: texts.get("assembly.organisation/-/place") ?? (await placeSaid(client, organisation, today)),
    fund: code => texts.get(`ledger.fund/${code}/name`) ?? null,
    rule: key => texts.get(`assembly.rule/${key}/name`) ?? null,
  };
}

export const peopleAt = ({ client, organisation, masterKey }: Asking, on: Day): Promise<readonly Person[]> =>
  peopleOf(client, organisation, Buffer.from(masterKey), on);

export const textOf = async (
  { client, organisation, masterKey }: Asking,
  about: string,
  id: string,
  field: string,
): Promise<string | null> =>
  (await readTexts(client, organisation, [about], Buffer.from(masterKey), [field], id)).get(
    `${about}/${id}/${field}`,
  ) ?? null;

const below = [ledger, members, assembly, savings, loans, aid, pots, purchasing, actions];

const reversible: ReadonlySet<string> = new Set(
  [
    ...below.flatMap(room => Object.keys(room.projections)),
    ...Object.keys(meetingProjections),
  ]
    .filter(kind => kind.endsWith(".reversed"))
    .map(kind => kind.slice(0, -".reversed".length)),
);

const ruleDefinitions: ReadonlyMap<string, RuleDefinition> = new Map(
  [...below.flatMap(room => room.rules), ...rules].map(rule => [rule.key, rule]),
);

export const canBeReversed = (kind: string): boolean => reversible.has(kind);

/** A sheet tried on the books, as if it were sealed now by whoever asks. Nothing is posted. */
export function tried(
  lines: readonly SheetLine[],
  books: LoadedBooks,
  meeting: MeetingRow,
  asked: Asking,
): SheetResult | Refusal {
  const context: Context = {
    today: asked.today,
    at: `${asked.today}T00:00:00Z` as Context["at"],
    by: asked.member,
    with: [],
    roles: asked.roles,
    ruleDefinitions: asked.rulesKnown?.definitions ?? ruleDefinitions,
    reversible,
  };
  return workOut(lines, books, { on: meeting.held_on, meeting, context });
}

/** The books with all that a sheet on them must see, and whatever else is asked for. */
export const booksFor = (
  { client, organisation }: { readonly client: PoolClient; readonly organisation: OrganisationId },
  on: Day,
  drafts: readonly DraftLineRow[],
  others: (books: Parameters<Parameters<typeof loadBooks>[2]>[0]) => readonly Need[],
): Promise<LoadedBooks> =>
  loadBooks(client, organisation, books => [...needsOfSheet(drafts, books, on), ...others(books)]);

export const byNumber = (a: { readonly number: number }, b: { readonly number: number }): number => a.number - b.number;
