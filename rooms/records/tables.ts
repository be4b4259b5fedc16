import { type Day, type MemberId, table, type Uuid } from "#base";
import type { Cause, PartnerKind, PlainBook } from "./kinds.ts";

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

/** What was learned where a loan was written off. Only ever added; of one loan the last holds. Its words are a text. */
export interface LessonRow {
  readonly loan_id: Uuid;
  /** 1, 2, 3 … for each loan. */
  readonly place: number;
  readonly cause: Cause;
  readonly written_on: Day;
  readonly written_by: MemberId;
}

export const lessonTable = table<LessonRow>({
  name: "records.lesson",
  key: ["loan_id", "place"],
  insertOnly: true,
  columns: { loan_id: "uuid", place: "int4", cause: "text", written_on: "date", written_by: "text" },
});

/** Something members were taught. Its title and by whom are texts of the group. */
export interface TrainingRow {
  readonly training_id: Uuid;
  readonly held_on: Day;
  readonly hours: number;
  readonly recorded_on: Day;
  /** Entered by mistake: it counts for nobody. */
  readonly is_taken_back: boolean;
}

/** That she was there. Only ever added. */
export interface AttendanceRow {
  readonly training_id: Uuid;
  readonly member_id: MemberId;
}

/** A public scheme she is in, and lets the group know of. What it is called is a text of hers. */
export interface SchemeRow {
  readonly enrolment_id: Uuid;
  readonly member_id: MemberId;
  readonly since_on: Day;
  /** The day by which it must be renewed; null where none is known. */
  readonly renew_on: Day | null;
  /** Her last day in it, or null while it lasts. */
  readonly ended_on: Day | null;
  /** From this day on it counts for nothing and is shown to nobody. */
  readonly taken_back_on: Day | null;
}

export const trainingTable = table<TrainingRow>({
  name: "records.training",
  key: ["training_id"],
  columns: { training_id: "uuid", held_on: "date", hours: "int4", recorded_on: "date", is_taken_back: "bool" },
});

export const attendanceTable = table<AttendanceRow>({
  name: "records.attendance",
  key: ["training_id", "member_id"],
  insertOnly: true,
  columns: { training_id: "uuid", member_id: "text" },
});

export const schemeTable = table<SchemeRow>({
  name: "records.scheme",
  key: ["enrolment_id"],
  columns: { enrolment_id: "uuid", member_id: "text", since_on: "date", renew_on: "date?", ended_on: "date?", taken_back_on: "date?" },
});
