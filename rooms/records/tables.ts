import { type Day, type MemberId, table, type Uuid } from "#base";
import type { PlainBook } from "./kinds.ts";

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
