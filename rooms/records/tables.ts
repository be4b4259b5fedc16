import { type Day, type MemberId, table, type Uuid } from "#base";
import type { PartnerKind, PlainBook } from "./kinds.ts";

/** One line of a plain book. What it says, and from whom it is where that is no member, are texts of the group. */
export interface EntryRow {
  readonly entry_id: Uuid;
  readonly book: PlainBook;
  readonly happened_on: Day;
  readonly written_on: Day;
  readonly written_by: MemberId;
  /** Whose suggestion it is; null where she stays unnamed, and in every other book. */
  readonly given_by: MemberId | null;
  /** The line this one was written in place of. */
  readonly corrects: Uuid | null;
  readonly corrected_by: Uuid | null;
  /** How often it was answered: the place of its last answer. */
  readonly answers: number;
}

/** What was done about a line. Only ever added; what it was is a text of the group. */
export interface AnswerRow {
  readonly entry_id: Uuid;
  /** 1, 2, 3 … for each line. */
  readonly place: number;
  readonly answered_on: Day;
  /** Who did it, and who wrote it down. */
  readonly done_by: MemberId;
  readonly written_by: MemberId;
}

export const entryTable = table<EntryRow>({
  name: "records.entry",
  key: ["entry_id"],
  columns: {
    entry_id: "uuid",
    book: "text",
    happened_on: "date",
    written_on: "date",
    written_by: "text",
    given_by: "text?",
    corrects: "uuid?",
    corrected_by: "uuid?",
    answers: "int4",
  },
});

export const answerTable = table<AnswerRow>({
  name: "records.answer",
  key: ["entry_id", "place"],
  insertOnly: true,
  columns: { entry_id: "uuid", place: "int4", answered_on: "date", done_by: "text", written_by: "text" },
});

/** Somebody the group works with. What it is called, and who is to be asked for there, are texts of the group. */
export interface PartnerRow {
  readonly partner_id: Uuid;
  readonly kind: PartnerKind;
  readonly added_on: Day;
}

/** What the group and a partner agreed on, from a day. What for is a text. */
export interface AgreementRow {
  readonly agreement_id: Uuid;
  readonly partner_id: Uuid;
  readonly made_on: Day;
  readonly from_on: Day;
  /** The last day that was agreed on; null where none was. */
  readonly until_on: Day | null;
  /** The last day it really held, where one side ended it. */
  readonly ended_on: Day | null;
  readonly renews: Uuid | null;
  readonly renewed_by: Uuid | null;
}

export const partnerTable = table<PartnerRow>({
  name: "records.partner",
  key: ["partner_id"],
  insertOnly: true,
  columns: { partner_id: "uuid", kind: "text", added_on: "date" },
});

export const agreementTable = table<AgreementRow>({
  name: "records.agreement",
  key: ["agreement_id"],
  columns: {
    agreement_id: "uuid",
    partner_id: "uuid",
    made_on: "date",
    from_on: "date",
    until_on: "date?",
    ended_on: "date?",
    renews: "uuid?",
    renewed_by: "uuid?",
  },
});
