import {
  assert,
  type Books,
  decodeBody,
  type Document,
  type EntryRule,
  encodeBody,
  type Fact,
  forkOf,
  isRefusal,
  type LoadedBooks,
  meetingSteps,
  type Need,
  need,
  type Occasion,
  type Project,
  type Day,
  type RecordedFact,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { actions } from "#actions";
import { aid } from "#aid";
import { assembly, needsRules } from "#assembly";
import { accountTable, fundTable, ledger, periodTable, post, refusalToPost } from "#ledger";
import { loans } from "#loans";
import { members, membershipTable } from "#members";
import { pots } from "#pots";
import { purchasing } from "#purchasing";
import { savings } from "#savings";
import { meetingEntries } from "./entries.ts";
import { meetingProjections } from "./projections.ts";
import type { SheetLine } from "./sheet-hash.ts";
import { type DraftLineRow, draftLineTable } from "./tables.ts";

const below = [ledger, members, assembly, savings, loans, aid, pots, purchasing, actions];

/** Everything that can be written on a sheet, by name. */
export const entryRules: ReadonlyMap<string, EntryRule> = new Map(
  [...below.flatMap(room => room.entries ?? []), ...meetingEntries].map(one => [one.name, one as EntryRule]),
);

const projections: ReadonlyMap<string, Project> = new Map<string, Project>([
  ...below.flatMap(room => Object.entries(room.projections)),
  ...Object.entries(meetingProjections),
]);

type ReadLine = { readonly rule: EntryRule; readonly body: Readonly<Record<string, unknown>> } | Refusal;

/** A line never changes once it was said, and it is read again for every round of loading and when it is decided. */
const readBefore = new WeakMap<SheetLine, ReadLine>();

/** A line read by its rule, or the refusal that names it. */
export function readLine(line: SheetLine): ReadLine {
  const before = readBefore.get(line);
  if (before) return before;
  const read = readAnew(line);
  readBefore.set(line, read);
  return read;
}

function readAnew(line: SheetLine): ReadLine {
  const rule = entryRules.get(line.entry);
  if (!rule) return refuse("meetings.no-such-entry", { line: line.line, entry: line.entry });
  const body = decodeBody(rule.fields, line.body);
  return body ? { rule, body } : refuse("meetings.line-of-another-shape", { line: line.line, entry: line.entry });
}

/** What must be loaded before a sheet can be worked out. Asked again after each load, as a command's needs are. */
export function needsOfSheet(lines: readonly SheetLine[], books: Books, on: Day): readonly Need[] {
  return [
    need.all(fundTable),
    need.all(accountTable),
    need.all(periodTable),
    need.all(membershipTable),
    needsRules,
    ...cashNeeds(books),
    ...lines.flatMap(line => {
      const read = readLine(line);
      return isRefusal(read) ? [] : read.rule.needs(read.body as never, books, on);
    }),
  ];
}

/** Once the funds are known, the cash of each is wanted too: it is counted and remembered. */
function cashNeeds(books: Books): readonly Need[] {
  if (!books.isCovered(fundTable, {})) return [];
  return books.rows(fundTable).map(fund => need.balance(`cash/${fund.fund}`, fund.unit));
}

export interface DecidedSheet {
  /** Facts of the sheet in the order of the method; the seal's own comes after them. */
  readonly facts: readonly Fact[];
  /** Which facts each line became. */
  readonly byLine: ReadonlyMap<string, readonly Fact[]>;
}

export interface SheetResult extends DecidedSheet {
  /** The books as they will stand when the sheet is posted. */
  readonly after: LoadedBooks;
}

type RefusalAtLine = Refusal & { readonly because: { readonly line: string } };

/**
 * Decides a sheet line by line in the order of the method, each on the books the lines before it made: whoever goes
 * through the steps posts them. The first line that cannot be is the answer, with its place on the sheet.
 */
export function* sheetInSteps(
  lines: readonly SheetLine[],
  books: Books,
  occasion: Occasion,
): Generator<readonly Fact[], DecidedSheet | RefusalAtLine, Refusal | null> {
  const facts: Fact[] = [];
  const byLine = new Map<string, readonly Fact[]>();
  const inOrder = lines
    .map((line, place) => ({ line, place, step: stepOf(line) }))
    .sort((a, b) => a.step - b.step || a.place - b.place);
  for (const { line } of inOrder) {
    const read = readLine(line);
    if (isRefusal(read)) return atLine(read, line);
    const decided = read.rule.decide(read.body as never, books, occasion);
    if (isRefusal(decided)) return atLine(decided as Refusal, line);
    const made = decided as readonly Fact[];
    const cannot = yield made;
    if (cannot) return atLine(cannot, line);
    facts.push(...made);
    byLine.set(line.line, made);
  }
  return { facts, byLine };
}

/** Works a sheet out on top of the ledger, on a copy of the books. Nothing is posted. */
export function workOut(lines: readonly SheetLine[], books: Books, occasion: Occasion): SheetResult | RefusalAtLine {
  const after = forkOf(books);
  const steps = sheetInSteps(lines, after, occasion);
  let seq = 0n;
  for (let step = steps.next(null); ; ) {
    if (step.done) return isRefusal(step.value) ? (step.value as RefusalAtLine) : { ...(step.value as DecidedSheet), after };
    const cannot = refusalToPost(step.value, after);
    for (const fact of cannot ? [] : step.value) {
      // What is only tried has no place in the log; a place below zero cannot be taken for one.
      seq -= 1n;
      tryOut({ ...fact, seq } as unknown as RecordedFact, after);
    }
    step = steps.next(cannot);
  }
}

function tryOut(recorded: RecordedFact, after: LoadedBooks): void {
  post(recorded, after);
  const kind = recorded.kind === "ledger.reversal" ? `${String(recorded.data!["kind"])}.reversed` : recorded.kind;
  const project = projections.get(kind);
  assert(project, `every kind of fact has a projection: ${kind}`);
  after.apply(project(recorded, after));
  // Taken back once: a second line that takes the same entry back meets this.
  const original = recorded.reverses === undefined ? undefined : after.leaf(recorded.reverses);
  if (original) after.fillLeaf(original.seq, { ...original, reversedBy: recorded.seq });
}

const steps: ReadonlyMap<string, number> = new Map(meetingSteps.map((step, index) => [step, index]));
const stepOf = (line: SheetLine): number => steps.get(entryRules.get(line.entry)?.step ?? "count")!;

const atLine = (refusal: Refusal, line: SheetLine): RefusalAtLine => ({
  refused: refusal.refused,
  because: { ...refusal.because, line: line.line },
});

/** An entry as a line of the sheet. */
export function lineOf(place: string, entry: string, body: Readonly<Record<string, unknown>>): SheetLine {
  const rule = entryRules.get(entry);
  assert(rule, `an entry has a rule: ${entry}`);
  return { line: place, entry, body: encodeBody(rule.fields, body) as Document };
}

/** The draft of a meeting by the lines' places, which the device names so that they fall in order: rows have none of their own. */
export const draftOf = (meeting: Uuid, books: Books): readonly DraftLineRow[] =>
  [...books.rows(draftLineTable, { meeting_id: meeting })].sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
