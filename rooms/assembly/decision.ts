import {
  type Books,
  type Day,
  type Document,
  entry,
  isMemberId,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { fundTable } from "#ledger";
import { decidedValue, dissolutionAbout } from "./decided.ts";
import { statementFault } from "./statement-decided.ts";
import { membershipTable } from "#members";
import { type DecisionRow, decisionTable, type Question } from "./tables.ts";

const questions = [
  "loan",
  "benefit",
  "rule",
  "share-out",
  "surplus",
  "write-off",
  "reschedule",
  "holiday",
  "exception",
  "pledge",
  "group-loan",
  "expense",
  "statement",
  "office",
  "leaving",
  "purchase",
  "action",
  "dissolution",
  "other",
] as const;

/** A decision by hands at a meeting: what was asked, how many raised theirs. Whatever needs it cites its id. */
export const decisionEntry = entry({
  name: "assembly.decision",
  step: "decisions",
  fields: {
    decision: { is: "uuid" },
    question: { is: "choice", of: questions },
    about: { is: "subject" },
    /** What was decided, exactly, where a thing follows from it: a rule's value, a fund to open, a sum. */
    value: { is: "document", optional: true },
    /** What the group calls a new rule or fund; whom a statement is for; of a dissolution, who receives what is never divided. */
    name: { is: "text", max: 60, optional: true },
    votes_for: { is: "count", max: 100_000 },
    votes_against: { is: "count", max: 100_000 },
    abstaining: { is: "count", max: 100_000 },
    note: { is: "text", max: 500, optional: true },
    /** Whose matter it is: what is noted is about her then, and goes with her when she is erased. */
    concerning: { is: "member", optional: true },
  },
  needs(body) {
    const member = whose(body);
    return [
      need.row(decisionTable, { decision_id: body.decision }),
      need.all(fundTable),
      ...(member === undefined ? [] : [need.row(membershipTable, { member_id: member })]),
    ];
  },
  decide(body, books, { on, meeting, context }) {
    if (books.row(decisionTable, { decision_id: body.decision })) return refuse("assembly.decided-before");
    const member = whose(body);
    const membership = member === undefined ? undefined : books.row(membershipTable, { member_id: member });
    // A new text would make a new key for who was erased.
    if (member !== undefined && (!membership || membership.erased_on !== null))
      return refuse("assembly.concerns-nobody-here");
    if (body.votes_for + body.votes_against + body.abstaining === 0) return refuse("assembly.nobody-voted");
    const exact = decidedValue(body, books, context);
    if ("refused" in exact) return exact;
    const fault = body.question === "statement" ? statementFault(body.value, body.name, on) : null;
    if (fault) return fault;
    if (body.about === dissolutionAbout && body.name === undefined) return refuse("assembly.receiver-unnamed");
    const texts = (["name", "note"] as const).flatMap(field => {
      const text = body[field];
      if (text === undefined) return [];
      // What a new fund or a receiver is called is the group's; what is noted may be hers.
      return [{ about: "assembly.decision", id: body.decision, field, text, ...(field === "note" ? { member } : {}) }];
    });
    return [
      {
        kind: "assembly.decided",
        on,
        lines: [],
        data: {
          decision: body.decision,
          question: body.question,
          about: body.about,
          ...(exact.value === null ? {} : { value: exact.value }),
          for: String(body.votes_for),
          against: String(body.votes_against),
          abstaining: String(body.abstaining),
          ...(meeting === null ? {} : { meeting: meeting.meeting_id, meeting_number: String(meeting.number) }),
        },
        ...(texts.length === 0 ? {} : { texts }),
      },
    ];
  },
});

/** Named, or in what is decided about: "grant/social/m_…". */
const whose = (body: { readonly concerning?: MemberId | undefined; readonly about: string }): MemberId | undefined =>
  body.concerning ?? body.about.split("/").find(isMemberId);

export const decided: Project = fact => {
  const data = fact.data as {
    decision: Uuid;
    question: Question;
    about: string;
    value?: Document;
    for: string;
    against: string;
    abstaining: string;
    meeting?: Uuid;
    meeting_number?: string;
  };
  return [
    put(decisionTable, {
      decision_id: data.decision,
      question: data.question,
      about: data.about,
      decided_on: fact.on,
      meeting_id: data.meeting ?? null,
      meeting_number: data.meeting_number === undefined ? null : Number(data.meeting_number),
      votes_for: Number(data.for),
      votes_against: Number(data.against),
      abstaining: Number(data.abstaining),
      // By hands, the simple majority of those who voted for or against; a tie does not carry.
      is_carried: Number(data.for) > Number(data.against),
      value: data.value ?? null,
      is_used: false,
    }),
  ];
};

export const needsDecision = (decision: Uuid): Need => need.row(decisionTable, { decision_id: decision });

/** The carried decision that allows a thing and was not used yet, or the refusal that says it is missing. */
export function carriedDecision(
  decision: Uuid,
  question: Question,
  about: string,
  books: Books,
  on: Day,
): DecisionRow | Refusal {
  const row = books.row(decisionTable, { decision_id: decision });
  if (!row || row.question !== question || row.about !== about || row.decided_on > on)
    return refuse("assembly.no-decision", { about });
  if (!row.is_carried) return refuse("assembly.not-carried", { for: row.votes_for, against: row.votes_against });
  if (row.is_used) return refuse("assembly.decision-used", { decided_on: row.decided_on });
  return row;
}
