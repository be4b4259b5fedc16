/**
 * A sealed meeting, read only. What the group did is everybody's to see: how much came and went, what was decided, who
 * turned the keys. What one woman paid is hers and the officers' (G39).
 */
import { type Day, isUuid, type MemberId, type RecordedFact, shortCode, type Uuid } from "#base";
import { factOfLeaf, partsOfAccount } from "#ledger";
import { type OfficeHeld, officesHistory, readTexts } from "#members/server";
import type { FundMoved, MeetingSeen, SheetSeen, TotalSeen } from "../screens/seen.ts";
import { attendanceOf, closingOf, decisionsOf, factsOfCommand, meetingOf, refusedAt, sealOf } from "../store.ts";
import type { ClosingRow, RollMark } from "../tables.ts";
import { type Asking, byNumber, mayReadAll, type Names, namesOf, peopleAt } from "./context.ts";
import { decisionsSeen } from "./decisions-seen.ts";
import { isCash, kindOf, movesGroupMoney, seenOf, type Tell, textIn, type ToTell } from "./facts-seen.ts";
import { notesOf } from "./notes.ts";
import { receivedBy, receivedIn } from "./received.ts";
import { shortAt } from "./short.ts";

/** For the screen and both papers: the sheet is in it only for those who may read all. */
export async function askMeeting(asked: Asking): Promise<MeetingSeen | null> {
  const { client, organisation, params, member } = asked;
  const id = params["meeting"] ?? "";
  if (!isUuid(id)) return null;
  const meeting = await meetingOf(client, organisation, id as Uuid);
  if (!meeting || meeting.sealed_seq === null) return null;
  const seal = await sealOf(client, organisation, meeting.sealed_seq);
  if (!seal) return null;
  // Where it was by what the place was called then: a sealed paper says the same for ever.
  const names = await namesOf({ ...asked, today: meeting.held_on });
  const rows = await factsOfCommand(client, organisation, seal.command);
  const facts = rows.map(row => ({ row, fact: factOfLeaf(row.body) }));
  const people = await peopleAt(asked, meeting.held_on);
  const marks = new Map(
    (await attendanceOf(client, organisation, meeting.meeting_id)).map(row => [row.member_id, row.mark]),
  );
  const sealed = factOfLeaf(seal.body).data ?? {};
  const keys = (sealed["keys"] ?? []) as readonly MemberId[];
  const closing = await closingOf(client, organisation, meeting.meeting_id);
  const offices = await officesHistory(client, organisation);
  const master = Buffer.from(asked.masterKey);
  const texts = await readTexts(client, organisation, ["meetings.roll"], master, ["representative"]);
  const representative = (of: MemberId): string | null =>
    texts.get(`meetings.roll/${meeting.meeting_id}/${of}/representative`) ?? null;
  const calledOf = (member: MemberId) =>
    people.filter(one => one.member === member).map(({ number, name }) => ({ number, name }))[0] ?? null;
  const recalled = new Map(
    ((sealed["recalled"] ?? []) as unknown as readonly Recalled[]).map(one => [one.fund, one]),
  );
  const readable = ({ fact }: ToTell): boolean =>
    !asked.isPlain && (mayReadAll(asked) || movesGroupMoney(fact) || fact.member === member);
  const notes = await notesOf(
    asked,
    facts.filter(readable).map(one => one.fact),
  );
  const received = await receivedIn(
    facts.map(one => one.fact),
    asked,
  );
  const tell: Tell = ({ row, fact }) =>
    seenOf(row, fact, { note: notes.get(fact.seq) ?? null, receivedBy: receivedBy(fact, received), calledOf });
  return {
    meeting: meeting.meeting_id,
    number: meeting.number,
    day: meeting.held_on,
    sealedOn: (sealed["sealed_on"] ?? null) as Day | null,
    groupName: names.group,
    place: names.place,
    code: shortCode(seal.chainHash.toString("hex")),
    keys: keys.flatMap(key => {
      const turned = calledOf(key);
      const absent = substitutedOn(meeting.held_on, key, offices);
      return turned ? [{ ...turned, insteadOf: absent && calledOf(absent) }] : [];
    }),
    roll: countMarks([...marks.values()]),
    funds: closing.map(row =>
      movedIn(
        row,
        facts.map(one => one.fact),
        recalled.get(row.fund),
        names,
      ),
    ),
    totals: totalsOf(facts.map(one => one.fact)),
    ofGroup: asked.isPlain ? [] : facts.filter(one => movesGroupMoney(one.fact)).map(tell),
    decisions: await decisionsSeen(
      asked,
      await decisionsOf(client, organisation, meeting.meeting_id),
      facts.map(one => one.fact),
      calledOf,
    ),
    tries: await refusedAt(client, organisation, meeting),
    own: asked.isPlain
      ? { mark: null, representative: null, facts: [] }
      : {
          mark: marks.get(member) ?? null,
          representative: representative(member),
          facts: facts.filter(one => one.fact.member === member).map(tell),
        },
    sheet: mayReadAll(asked) ? sheetOf(representative, facts, tell, marks, people) : null,
    names: ruleNames(
      facts.map(one => one.fact),
      names,
    ),
  };
}

/** For paper: with what was due at the meeting and did not come. */
export async function askSheet(asked: Asking): Promise<MeetingSeen | null> {
  const seen = await askMeeting(asked);
  return seen?.sheet ? { ...seen, sheet: { ...seen.sheet, short: await shortAt(asked, seen) } } : seen;
}

const countMarks = (marks: readonly RollMark[]): Readonly<Record<RollMark, number>> => {
  const of = (wanted: RollMark): number => marks.filter(mark => mark === wanted).length;
  return { present: of("present"), late: of("late"), absent: of("absent"), represented: of("represented") };
};

/** As the seal wrote it into its leaf. */
interface Recalled {
  readonly fund: string;
  readonly said: string;
  readonly counted?: string;
}

/** The key-holder this one stood in for on that day, if she did. */
const substitutedOn = (on: Day, member: MemberId, offices: readonly OfficeHeld[]): MemberId | null =>
  offices.find(
    one =>
      one.member === member && one.role === "key-holder" && one.from <= on && (one.until === null || on <= one.until),
  )?.substituteFor ?? null;

function sheetOf(
  representative: (of: MemberId) => string | null,
  facts: readonly ToTell[],
  tell: Tell,
  marks: ReadonlyMap<MemberId, RollMark>,
  people: Awaited<ReturnType<typeof peopleAt>>,
): SheetSeen {
  const concerned = new Set(facts.flatMap(one => (one.fact.member === undefined ? [] : [one.fact.member])));
  return {
    women: people
      .filter(one => marks.has(one.member) || concerned.has(one.member))
      .map(({ member, number, name, offices }) => ({
        member,
        number,
        name,
        offices,
        mark: marks.get(member) ?? null,
        representative: representative(member),
      }))
      .sort(byNumber),
    facts: facts.filter(one => one.fact.lines.length > 0).map(tell),
    short: [],
  };
}

function movedIn(
  row: ClosingRow,
  facts: readonly RecordedFact[],
  recalled: Recalled | undefined,
  names: Names,
): FundMoved {
  let [came, went] = [0n, 0n];
  for (const fact of facts) {
    if (fact.kind === "meetings.difference-found") continue;
    for (const line of fact.lines) {
      if (line.account !== `cash/${row.fund}`) continue;
      if (line.amount > 0n) came += line.amount;
      else went -= line.amount;
    }
  }
  return {
    fund: row.fund,
    name: names.fund(row.fund),
    unit: row.unit,
    opening: String(row.cash - row.difference - came + went),
    in: String(came),
    out: String(went),
    closing: String(row.cash),
    difference: String(row.difference),
    remembered: recalled?.said ?? null,
    countedFirst: recalled?.counted ?? null,
  };
}

/** What came in and went out by what it was for, all members together. */
function totalsOf(facts: readonly RecordedFact[]): readonly TotalSeen[] {
  const totals = new Map<string, { kind: string; fund: string; unit: string; amount: bigint; entries: number }>();
  for (const fact of facts) {
    const counted = new Set<string>();
    for (const line of fact.lines.filter(one => isCash(one.account))) {
      const fund = partsOfAccount(line.account).fund;
      const key = `${kindOf(fact)} ${fund} ${line.unit}`;
      const total = totals.get(key) ?? { kind: kindOf(fact), fund, unit: line.unit, amount: 0n, entries: 0 };
      total.amount += line.amount;
      if (!counted.has(key)) total.entries += 1;
      counted.add(key);
      totals.set(key, total);
    }
  }
  return [...totals.values()].map(total => ({ ...total, amount: String(total.amount) }));
}

function ruleNames(facts: readonly RecordedFact[], names: Names): MeetingSeen["names"] {
  const collect = (field: string, rule: string): Readonly<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const fact of facts) {
      const code = textIn(fact.data?.[field]);
      const name = code === null ? null : names.rule(`${rule}/${code}`);
      if (code !== null && name !== null) found[code] = name;
    }
    return found;
  };
  return { products: collect("product", "savings.product"), fines: collect("reason", "meetings.fine") };
}
