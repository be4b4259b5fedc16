import { type Day, type Document, type MemberId, table, type Uuid } from "#base";
import type { Answered, Found, GrantKind } from "./kinds.ts";

/** In the federation's books: who of it is the leader of this chapter, and since when. */
export interface ChargeRow {
  readonly chapter_id: Uuid;
  /** Null while nobody is. */
  readonly member_id: MemberId | null;
  readonly from_on: Day;
}

/** In the federation's books: what a leader looks at, from a day on. */
export interface ChecklistRow {
  readonly from_on: Day;
  /** In their order: one of `standardItems`, or the id of a question of the federation's own, which is a text. */
  readonly items: readonly string[] & Document;
}

/** In the federation's books: the day a leader means to come in this month. */
export interface PlannedRow {
  readonly chapter_id: Uuid;
  /** Its first day. */
  readonly month: Day;
  readonly planned_on: Day;
}

/** In the federation's books: a visit as its leader wrote it down. What is said freely are texts. */
export interface VisitRow {
  readonly visit_id: Uuid;
  readonly chapter_id: Uuid;
  readonly member_id: MemberId;
  /** Who she is in any group: the chapter holds it against the officer who confirms. */
  readonly person_id: Uuid;
  readonly held_on: Day;
  /** 1, and one more each time it was written anew. The chapter confirms one of them. */
  readonly revision: number;
  readonly answers: readonly AnswerKept[] & Document;
  readonly sample: readonly SampleKept[] & Document;
}

/** A question of the checklist and what was seen. */
export type AnswerKept = { readonly item: string; readonly answer: Answered };

/** A passbook that was held against the books; the number is the member's in her chapter, as text. */
export type SampleKept = { readonly number: string; readonly found: Found };

/** In the federation's books: what was agreed on at a visit. What, and who does it, are texts. */
export interface ActionRow {
  readonly action_id: Uuid;
  readonly chapter_id: Uuid;
  readonly visit_id: Uuid;
  readonly due_on: Day;
  /** The visit at which it was found done. */
  readonly done_at: Uuid | null;
  /** Written anew without it, before the chapter confirmed. */
  readonly is_withdrawn: boolean;
}

/** In the chapter's books: what it lets a federation see. Without a row, or once taken back, nothing. */
export interface GrantRow {
  readonly federation_id: Uuid;
  readonly what: GrantKind;
  readonly given_on: Day;
  readonly revoked_on: Day | null;
}

/** In the chapter's books: that a visit was as it is written down. */
export interface ConfirmationRow {
  readonly visit_id: Uuid;
  readonly federation_id: Uuid;
  readonly revision: number;
  readonly member_id: MemberId;
  readonly confirmed_on: Day;
}

export const chargeTable = table<ChargeRow>({
  name: "network.charge",
  key: ["chapter_id"],
  columns: { chapter_id: "uuid", member_id: "text?", from_on: "date" },
});

export const checklistTable = table<ChecklistRow>({
  name: "network.checklist",
  key: ["from_on"],
  columns: { from_on: "date", items: "jsonb" },
});

export const plannedTable = table<PlannedRow>({
  name: "network.planned",
  key: ["chapter_id", "month"],
  columns: { chapter_id: "uuid", month: "date", planned_on: "date" },
});

const visitColumns = {
  visit_id: "uuid",
  chapter_id: "uuid",
  member_id: "text",
  person_id: "uuid",
  held_on: "date",
  revision: "int4",
  answers: "jsonb",
  sample: "jsonb",
} as const;

export const visitTable = table<VisitRow>({ name: "network.visit", key: ["visit_id"], columns: visitColumns });

export const actionTable = table<ActionRow>({
  name: "network.action",
  key: ["action_id"],
  columns: {
    action_id: "uuid",
    chapter_id: "uuid",
    visit_id: "uuid",
    due_on: "date",
    done_at: "uuid?",
    is_withdrawn: "bool",
  },
});

const grantColumns = { federation_id: "uuid", what: "text", given_on: "date", revoked_on: "date?" } as const;

export const grantTable = table<GrantRow>({
  name: "network.grant",
  key: ["federation_id", "what"],
  columns: grantColumns,
});

const confirmationColumns = {
  visit_id: "uuid",
  federation_id: "uuid",
  revision: "int4",
  member_id: "text",
  confirmed_on: "date",
} as const;

export const confirmationTable = table<ConfirmationRow>({
  name: "network.confirmation",
  key: ["visit_id"],
  columns: confirmationColumns,
});

/** Visits to us, as the federation that was here shows them. */
export const receivedTable = table<VisitRow & { readonly federation_id: Uuid }>({
  name: "network.received",
  key: ["federation_id", "visit_id"],
  isShared: true,
  columns: { federation_id: "uuid", ...visitColumns },
});

/** What chapters let us see. */
export const grantedTable = table<GrantRow & { readonly chapter_id: Uuid }>({
  name: "network.granted",
  key: ["chapter_id", "federation_id", "what"],
  isShared: true,
  columns: { chapter_id: "uuid", ...grantColumns },
});

/** What chapters confirmed of our visits. */
export const confirmedTable = table<ConfirmationRow & { readonly chapter_id: Uuid }>({
  name: "network.confirmed",
  key: ["chapter_id", "visit_id"],
  isShared: true,
  columns: { chapter_id: "uuid", ...confirmationColumns },
});
