import {
  type Books,
  command,
  type Day,
  type Document,
  type Fact,
  isRefusal,
  type MemberId,
  need,
  type Refusal,
  refuse,
  type Text,
} from "#base";
import { needsRule, ruleOn } from "#assembly";
import { account, fundTable } from "#ledger";
import { openOne } from "./open-meeting.ts";
import { methodRule } from "./rules.ts";
import { type DecidedSheet, draftOf, needsOfSheet, readLine, sheetInSteps } from "./sheet.ts";
import { type SheetLine, sheetHash } from "./sheet-hash.ts";
import { draftLineTable, type MeetingRow, meetingTable, type RollMark } from "./tables.ts";

/**
 * Seals the meeting: the whole sheet is posted as one transaction, all or nothing, on the sheet the three keys agreed
 * to. Without `lines` it is the draft kept here; a device that kept the sheet itself sends it along.
 */
export const sealMeeting = command({
  name: "meetings.seal",
  fields: {
    meeting: { is: "uuid" },
    sheet: { is: "hash" },
    lines: {
      is: "list",
      max: 20_000,
      optional: true,
      of: { is: "group", of: { line: { is: "text", max: 120 }, entry: { is: "key" }, body: { is: "document", drafted: true } } },
    },
  },
  sayableBy: ["treasurer", "secretary", "chair"],
  atSitting: true,
  needs(said, books) {
    const { body, on } = said;
    const first = [
      need.row(meetingTable, { meeting_id: body.meeting }),
      need.row(draftLineTable, { meeting_id: body.meeting }),
      needsRule(methodRule),
    ];
    if (body.lines) return [...first, ...needsOfSheet(body.lines, books, on)];
    if (!books.isCovered(draftLineTable, { meeting_id: body.meeting })) return first;
    return [...first, ...needsOfSheet(draftOf(body.meeting, books), books, on)];
  },
  *decide({ body, on }, books, context) {
    const meeting = openOne(body.meeting, books);
    if ("refused" in meeting) return meeting;
    if (on !== meeting.held_on) return refuse("meetings.another-day", { on, held_on: meeting.held_on });
    const drafts = draftOf(body.meeting, books);
    // A sheet brought along never hides one that was written here.
    if (body.lines && drafts.length > 0) return refuse("meetings.two-sheets", { lines: drafts.length });
    const lines = body.lines ?? drafts;
    if (sheetHash(lines) !== body.sheet) return refuse("meetings.sheet-changed");
    const method = ruleOn(methodRule, meeting.held_on, books);
    const keys = method?.keys ?? 3;
    const turned = meeting.keys_seal.filter(key => key.sheet === body.sheet).length;
    if (meeting.keys_open.length < keys)
      return refuse("meetings.box-not-open", { keys, turned: meeting.keys_open.length });
    if (turned < keys) return refuse("meetings.more-keys-needed", { keys, turned });

    const cashBefore = cashOf(books);
    const recalled = recalledOf(lines, books);
    const unopened = refusalForOpening(method?.opening ?? "free", recalled, cashBefore);
    if (unopened) return unopened;
    const read = readUpTo(lines);
    if (meeting.unread_seq !== null && (read === undefined || read < meeting.unread_seq))
      return refuse("meetings.not-read-out", { up_to: meeting.unread_seq });
    const result = yield* sheetInSteps(lines, books, { on, meeting, context });
    if (isRefusal(result)) return result;
    const roll = rollOf(lines);
    if (roll.marks.length === 0) return refuse("meetings.roll-missing");
    const absent = refusalForAbsence(roll.marks, result, method?.absent_percent_max ?? 100);
    if (absent) return absent;
    const closing = closingOf(lines, result.facts, cashBefore, books);
    if (isRefusal(closing)) return closing;
    return {
      facts: [
        sealedFact(meeting, body.sheet, { roll, recalled, read, closing }, { on, sealedOn: context.today }),
      ],
      answer: { number: String(meeting.number) },
    };
  },
});

interface Roll {
  readonly marks: readonly { readonly m: MemberId; readonly mark: RollMark }[];
  readonly texts: readonly Text[];
}

/** Each woman once: where two telephones marked her, the mark that stands later on the sheet holds. */
function rollOf(lines: readonly SheetLine[]): Roll {
  const marks = new Map<MemberId, { readonly mark: RollMark; readonly representative?: string }>();
  for (const line of [...lines].sort((one, other) => (one.line < other.line ? -1 : 1))) {
    if (line.entry !== "meetings.roll") continue;
    const { member, ...said } = line.body as { member: MemberId; mark: RollMark; representative?: string };
    marks.set(member, said);
  }
  const inOrder = [...marks].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    marks: inOrder.map(([m, { mark }]) => ({ m, mark })),
    texts: inOrder.flatMap(([member, { representative: text }]) =>
      text === undefined ? [] : [{ about: "meetings.roll", id: member, field: "representative", text, member }],
    ),
  };
}

const paysOutLoan: ReadonlySet<string> = new Set(["loans.paid-out", "loans.renewed", "loans.part-paid-out"]);

/** Too many absent: no loans are paid out that day, where the group's rule says so (Grameen centres: over 10 %). */
function refusalForAbsence(marks: Roll["marks"], result: DecidedSheet, absentPercentMax: number): Refusal | null {
  if (absentPercentMax >= 100 || !result.facts.some(fact => paysOutLoan.has(fact.kind))) return null;
  const absent = marks.filter(one => one.mark === "absent").length;
  return absent * 100 > marks.length * absentPercentMax
    ? refuse("meetings.too-many-absent", { absent, members: marks.length, percent: absentPercentMax })
    : null;
}

interface Recalled {
  readonly fund: string;
  readonly cur: string;
  readonly said: string;
  readonly counted?: string;
}

/** What was said from memory of each fund, and what was counted when the box was opened. The later line of a fund holds. */
function recalledOf(lines: readonly SheetLine[], books: Books): readonly Recalled[] {
  const said = new Map<string, { readonly amount: bigint; readonly counted?: bigint }>();
  for (const line of [...lines].sort((one, other) => (one.line < other.line ? -1 : 1))) {
    if (line.entry !== "meetings.recall") continue;
    const read = readLine(line);
    if (isRefusal(read)) continue;
    const body = read.body as { fund: string; amount: bigint; counted?: bigint };
    said.set(body.fund, body);
  }
  return books.rows(fundTable).flatMap(({ fund, unit }) => {
    const one = said.get(fund);
    if (!one) return [];
    const counted = one.counted === undefined ? {} : { counted: String(one.counted) };
    return [{ fund, cur: unit, said: String(one.amount), ...counted }];
  });
}

/** Each box that held something when the meeting began was recalled or counted before, as the group's rule asks. */
function refusalForOpening(
  opening: "recalled" | "counted" | "free",
  recalled: readonly Recalled[],
  cashBefore: ReadonlyMap<string, bigint>,
): Refusal | null {
  if (opening === "free") return null;
  for (const [fund, cash] of cashBefore) {
    const one = recalled.find(said => said.fund === fund);
    if (cash !== 0n && !one) return refuse("meetings.box-not-recalled", { fund });
    if (cash !== 0n && opening === "counted" && one?.counted === undefined)
      return refuse("meetings.box-not-counted-first", { fund });
  }
  return null;
}

/** Up to which leaf what was made between meetings was read aloud; the furthest of several. */
const readUpTo = (lines: readonly SheetLine[]): bigint | undefined =>
  lines.reduce<bigint | undefined>((furthest, line) => {
    const read = line.entry === "meetings.read-out" ? readLine(line) : undefined;
    if (read === undefined || isRefusal(read)) return furthest;
    const { up_to } = read.body as { up_to: bigint };
    return furthest === undefined || up_to > furthest ? up_to : furthest;
  }, undefined);

interface Closing {
  readonly fund: string;
  readonly cur: string;
  readonly cash: string;
  readonly difference: string;
}

/** What the box holds of each fund by the books. */
const cashOf = (books: Books): ReadonlyMap<string, bigint> =>
  new Map(books.rows(fundTable).map(({ fund, unit }) => [fund, books.balance({ account: account.cash(fund), unit })]));

/**
 * Every fund that holds or moved cash is counted, and what was counted is what the books say once the difference, if
 * there is one, was written down with its reason and two names.
 */
function closingOf(
  lines: readonly SheetLine[],
  facts: readonly Fact[],
  cashBefore: ReadonlyMap<string, bigint>,
  books: Books,
): readonly Closing[] | Refusal {
  const counts = new Map<string, readonly bigint[]>();
  for (const line of lines) {
    if (line.entry !== "meetings.count") continue;
    const read = readLine(line);
    if (isRefusal(read)) return read as Refusal;
    const body = read.body as { fund: string; counted: bigint };
    counts.set(body.fund, [...(counts.get(body.fund) ?? []), body.counted]);
  }
  const closing: Closing[] = [];
  for (const { fund, unit } of books.rows(fundTable)) {
    const key = { account: account.cash(fund), unit };
    const cash = books.balance(key);
    const counted = counts.get(fund);
    if (counted === undefined) {
      if (cash === 0n && (cashBefore.get(fund) ?? 0n) === 0n) continue;
      return refuse("meetings.count-missing", { fund });
    }
    // Counted by two telephones, all of it agrees or none of it counts.
    const other = counted.find(one => one !== cash);
    if (other !== undefined) return refuse("meetings.count-differs", { fund, unit, expected: cash, counted: other });
    const difference = facts
      .filter(fact => fact.kind === "meetings.difference-found" && fact.data?.["fund"] === fund)
      .reduce((sum, fact) => sum + fact.lines.find(line => line.account === key.account)!.amount, 0n);
    closing.push({ fund, cur: unit, cash: String(cash), difference: String(difference) });
  }
  return closing;
}

function sealedFact(
  meeting: MeetingRow,
  sheet: string,
  {
    roll,
    recalled,
    read,
    closing,
  }: {
    readonly roll: Roll;
    readonly recalled: readonly Recalled[];
    readonly read: bigint | undefined;
    readonly closing: readonly Closing[];
  },
  { on, sealedOn }: { readonly on: Day; readonly sealedOn: Day },
): Fact {
  return {
    kind: "meetings.sealed",
    on,
    lines: [],
    data: {
      meeting: meeting.meeting_id,
      number: String(meeting.number),
      sheet,
      keys: meeting.keys_seal.filter(key => key.sheet === sheet).map(key => key.member),
      present: String(roll.marks.filter(one => one.mark !== "absent").length),
      roll: roll.marks as unknown as Document,
      ...(read === undefined ? {} : { read: String(read) }),
      ...(recalled.length === 0 ? {} : { recalled: recalled as unknown as Document }),
      closing: closing as unknown as Document,
      // On a later day than it was held: it was held on paper, went on past midnight, or waited for a signal.
      ...(sealedOn > on ? { sealed_on: sealedOn } : {}),
    },
    texts: roll.texts.map(text => ({ ...text, id: `${meeting.meeting_id}/${text.id}` })),
  };
}
