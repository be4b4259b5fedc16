import { type Day, type Document, type MemberId, type Minor, table, type Uuid } from "#base";
import type { LimitPassed } from "./exceptable.ts";

/** What the members decided by hands: loans, pay-outs, share-outs and changes of rules cite its id. */
export interface DecisionRow {
  readonly decision_id: Uuid;
  readonly question: Question;
  /** The thing the question is about: a loan's id, a rule's key, a claim's id. */
  readonly about: string;
  readonly decided_on: Day;
  readonly meeting_id: Uuid | null;
  /** What that meeting is called by. Kept here, since the meetings stand in a room above. */
  readonly meeting_number: number | null;
  readonly votes_for: number;
  readonly votes_against: number;
  readonly abstaining: number;
  readonly is_carried: boolean;
  /** What was decided, exactly, where a thing follows from it: a rule's value, a fund to open, a sum to spend. */
  readonly value: Document | null;
  /** Whether what it allows was done. */
  readonly is_used: boolean;
}

export type Question =
  | "loan"
  | "benefit"
  | "rule"
  | "share-out"
  | "surplus"
  | "write-off"
  | "reschedule"
  | "holiday"
  | "exception"
  | "pledge"
  | "group-loan"
  | "expense"
  | "statement"
  | "office"
  | "leaving"
  | "purchase"
  | "action"
  | "dissolution"
  | "other";

/** A rule's value from a day on. The one in force on a day is the latest that began on or before it. */
export interface RuleRow {
  /** "room.rule" or "room.rule/code". */
  readonly rule: string;
  readonly from_on: Day;
  /** Orders two values from the same day: the later one holds. */
  readonly version: number;
  readonly value: Document;
  /** The decision behind it; null for what the founders agreed at the start. */
  readonly decision_id: Uuid | null;
}

export const decisionTable = table<DecisionRow>({
  name: "assembly.decision",
  key: ["decision_id"],
  columns: {
    decision_id: "uuid",
    question: "text",
    about: "text",
    decided_on: "date",
    meeting_id: "uuid?",
    meeting_number: "int4?",
    votes_for: "int4",
    votes_against: "int4",
    abstaining: "int4",
    is_carried: "bool",
    value: "jsonb?",
    is_used: "bool",
  },
});

/** A statement of the whole group that was made for a bank or an agency. Whom it is for is the name of its decision. */
export interface GroupStatementRow {
  readonly statement_id: Uuid;
  readonly decision_id: Uuid;
  /** The first day that is told of; the last is the day it was made. */
  readonly from_on: Day;
  readonly issued_on: Day;
  /** The last day it counts. */
  readonly until_on: Day;
  /** How many belonged when it was made. */
  readonly members: number;
  /** The leaf that made it: its figures are those of the log up to here, however often it is opened. */
  readonly issued_seq: bigint;
  readonly taken_back_on: Day | null;
}

export const groupStatementTable = table<GroupStatementRow>({
  name: "assembly.group_statement",
  key: ["statement_id"],
  columns: {
    statement_id: "uuid",
    decision_id: "uuid",
    from_on: "date",
    issued_on: "date",
    until_on: "date",
    members: "int4",
    issued_seq: "int8",
    taken_back_on: "date?",
  },
});

/**
 * Something beyond a limit of the rules: asked for with a reason, which is a text, and allowed by a vote of its own. Amounts are
 * minor units of `unit`.
 */
export interface ExceptionRow {
  /** Of a loan, the loan's; of a claim, the claim's. */
  readonly exception_id: Uuid;
  readonly member_id: MemberId;
  readonly thing: "loan" | "withdrawal" | "shares" | "claim";
  /** Which kind of loan, or of savings; of shares and of a claim, the fund. */
  readonly product: string;
  readonly unit: string;
  readonly amount: Minor;
  readonly limits: readonly LimitPassed[];
  /** Dropped: what it was for was let go, or came to be without it. */
  readonly status: "asked" | "granted" | "used" | "turned-down" | "dropped";
  readonly asked_on: Day;
  /** These three once it is granted: up to how much, when, which officer answers for it. */
  readonly granted_amount: Minor | null;
  readonly granted_on: Day | null;
  readonly approved_by: MemberId | null;
  /** The vote that answered it, either way. */
  readonly decision_id: Uuid | null;
  readonly used_on: Day | null;
}

export const exceptionTable = table<ExceptionRow>({
  name: "assembly.exception",
  key: ["exception_id"],
  columns: {
    exception_id: "uuid",
    member_id: "text",
    thing: "text",
    product: "text",
    unit: "text",
    amount: "int8",
    limits: "jsonb",
    status: "text",
    asked_on: "date",
    granted_amount: "int8?",
    granted_on: "date?",
    approved_by: "text?",
    decision_id: "uuid?",
    used_on: "date?",
  },
});

/** What was tried and refused, where the members are told of it. */
export interface RefusedTryRow {
  /** The id of the command that was refused. */
  readonly try_id: Uuid;
  /** By its name: what was in the way. */
  readonly refusal: string;
  readonly command: string;
  readonly tried_on: Day;
  readonly tried_by: MemberId;
  /** The member it was for, where there is one. */
  readonly about: MemberId | null;
  /** The leaf that noted it. */
  readonly noted_seq: bigint;
}

export const refusedTryTable = table<RefusedTryRow>({
  name: "assembly.refused_try",
  key: ["try_id"],
  insertOnly: true,
  columns: {
    try_id: "uuid",
    refusal: "text",
    command: "text",
    tried_on: "date",
    tried_by: "text",
    about: "text?",
    noted_seq: "int8",
  },
});

/** The meeting that was sealed last: no rule begins on its day or before. The meetings stand in a room above. */
export interface SealedThroughRow {
  readonly part: "meetings";
  readonly held_on: Day;
  /** The leaf of its seal. */
  readonly sealed_seq: bigint;
}

export const sealedThroughTable = table<SealedThroughRow>({
  name: "assembly.sealed_through",
  key: ["part"],
  columns: { part: "text", held_on: "date", sealed_seq: "int8" },
});

export const ruleTable = table<RuleRow>({
  name: "assembly.rule",
  key: ["rule", "version"],
  insertOnly: true,
  columns: { rule: "text", from_on: "date", version: "int4", value: "jsonb", decision_id: "uuid?" },
});

/** What an organisation said of itself when it began. One row. Its name is a text. */
export interface OrganisationRow {
  readonly part: "organisation";
  readonly template: string;
  readonly unit: string;
  readonly language: string;
  readonly is_practice: boolean;
  readonly founded_on: Day;
}

export const organisationTable = table<OrganisationRow>({
  name: "assembly.organisation",
  key: ["part"],
  columns: { part: "text", template: "text", unit: "text", language: "text", is_practice: "bool", founded_on: "date" },
});
