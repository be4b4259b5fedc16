import { assert, gone, type MemberId, type Minor, type Need, type Project, put, type RecordedFact, type Uuid } from "#base";
import { needsDecision, sealedThroughTable, useDecision } from "#assembly";
import { attendanceTable, closingTable, draftLineTable, meetingTable, type RollMark } from "./tables.ts";

/** Kinds that only move money, or are told by their own room's rows: nothing more to make true. */
const onlyLines: Project = () => [];

const opened: Project = fact => {
  const data = fact.data as { meeting: Uuid; number: string; seen: string; unread?: string };
  return [
    put(meetingTable, {
      meeting_id: data.meeting,
      number: Number(data.number),
      held_on: fact.on,
      status: "open",
      opened_by: fact.by,
      keys_open: [],
      keys_seal: [],
      revision: 0,
      sealed_seq: null,
      read_seq: BigInt(data.seen),
      unread_seq: data.unread === undefined ? null : BigInt(data.unread),
      present: 0,
    }),
  ];
};

const keyTurned: Project = (fact, books) => {
  const data = fact.data as { meeting: Uuid; purpose: "open" | "seal"; sheet?: string };
  const meeting = books.row(meetingTable, { meeting_id: data.meeting });
  assert(meeting, "a key is turned at a meeting");
  if (data.purpose === "open") return [put(meetingTable, { ...meeting, keys_open: [...meeting.keys_open, fact.by] })];
  const others = meeting.keys_seal.filter(key => key.member !== fact.by && key.sheet === data.sheet);
  return [put(meetingTable, { ...meeting, keys_seal: [...others, { member: fact.by, sheet: data.sheet! }] })];
};

const abandoned: Project = (fact, books) => {
  const data = fact.data as { meeting: Uuid };
  const meeting = books.row(meetingTable, { meeting_id: data.meeting });
  assert(meeting, "what is abandoned was opened");
  return [gone(draftLineTable, { meeting_id: data.meeting }), put(meetingTable, { ...meeting, status: "abandoned" })];
};

const sealed: Project = (fact, books) => {
  const data = fact.data as {
    meeting: Uuid;
    present: string;
    read?: string;
    roll: readonly { m: MemberId; mark: RollMark }[];
    closing: readonly { fund: string; cur: string; cash: string; difference: string }[];
  };
  const meeting = books.row(meetingTable, { meeting_id: data.meeting });
  assert(meeting, "what is sealed was opened");
  return [
    gone(draftLineTable, { meeting_id: data.meeting }),
    put(sealedThroughTable, { part: "meetings", held_on: fact.on, sealed_seq: fact.seq }),
    put(meetingTable, {
      ...meeting,
      status: "sealed",
      sealed_seq: fact.seq,
      read_seq: data.read === undefined ? meeting.read_seq : laterOf(BigInt(data.read), meeting.read_seq),
      present: Number(data.present),
    }),
    ...data.roll.map(({ m, mark }) => put(attendanceTable, { meeting_id: data.meeting, member_id: m, mark })),
    ...data.closing.map(({ fund, cur, cash, difference }) =>
      put(closingTable, {
        meeting_id: data.meeting,
        fund,
        unit: cur,
        cash: BigInt(cash) as Minor,
        difference: BigInt(difference) as Minor,
      }),
    ),
  ];
};

/** What a decision allowed was done, or taken back: then the same decision allows it again. */
const byDecision: Project = (fact, books) => decisionOf(fact).map(decision => useDecision(decision, books));
const byDecisionReversed: Project = (fact, books) =>
  decisionOf(books.leaf(fact.reverses!)!).map(decision => useDecision(decision, books, false));

const decisionOf = (fact: RecordedFact): readonly Uuid[] => {
  const decision = fact.data?.["decision"];
  return decision === undefined ? [] : [decision as Uuid];
};

/** What taking one back must see. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = Object.fromEntries(
  ["meetings.transferred", "meetings.spent"].map(kind => [kind, original => decisionOf(original).map(needsDecision)]),
);
const laterOf = (one: bigint, other: bigint): bigint => (one > other ? one : other);

export const meetingProjections: Readonly<Record<string, Project>> = {
  "meetings.opened": opened,
  "meetings.key-turned": keyTurned,
  "meetings.abandoned": abandoned,
  "meetings.sealed": sealed,
  "meetings.fined": onlyLines,
  "meetings.fined.reversed": onlyLines,
  "meetings.spent": byDecision,
  "meetings.spent.reversed": byDecisionReversed,
  "meetings.shared-out": byDecision,
  "meetings.left-by-decision": byDecision,
  "meetings.received": onlyLines,
  "meetings.received.reversed": onlyLines,
  "meetings.banked": onlyLines,
  "meetings.banked.reversed": onlyLines,
  "meetings.transferred": byDecision,
  "meetings.transferred.reversed": byDecisionReversed,
  "meetings.difference-found": onlyLines,
  "meetings.difference-found.reversed": onlyLines,
  "meetings.paid-out": onlyLines,
  "meetings.paid-out.reversed": onlyLines,
};
