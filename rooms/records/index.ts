/**
 * Records: what a group writes down beside its money. The plain books a koperasi keeps by its law, each line with what was
 * done about it.
 *
 * A line is never changed: another is written in its place, and both stay. What is written is a text of the group, so the
 * log knows that there is a line and nothing of what it says.
 */
import { type Room } from "#base";
import { answerEntry, entryAnswered } from "./answer-entry.ts";
import { readingRule } from "./reading-rule.ts";
import { answerTable, entryTable } from "./tables.ts";
import { entryWritten, writeEntry } from "./write-entry.ts";

export { type PlainBook, plainBooks } from "./kinds.ts";
export { answerTable, entryTable } from "./tables.ts";

export const records: Room = {
  name: "records",
  tables: [entryTable, answerTable],
  commands: [writeEntry, answerEntry],
  projections: {
    "records.entry-written": entryWritten,
    "records.entry-answered": entryAnswered,
  },
  rules: [readingRule],
};
