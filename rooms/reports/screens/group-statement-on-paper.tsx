/** The group's statement on one sheet, or, once it was taken back, the notice that says so. */
import { assert, type PageProps, type Words } from "#base";
import {
  dayRange,
  type GroupStatement,
  groupStatementIn,
  howCounted,
  partsOfGroupStatement,
  StatementSheet,
  type TakenBack,
  takenBackIn,
} from "#meetings/parts";
import type { JSX } from "preact";
import type { GroupStatementSeen } from "../group-statement.ts";

export function GroupStatementOnPaper({ data, words }: PageProps<GroupStatementSeen>): JSX.Element {
  const { note, fingerprint } = data;
  const statement = data.isTakenBack ? takenBackIn(note) : groupStatementIn(note);
  assert(statement, "what the group signed is a statement of it, or that one was taken back");
  return (
    <StatementSheet
      words={words}
      back="/group-statements"
      group={statement.group}
      columns={2}
      note={note}
      fingerprint={fingerprint}
      how={words.say(data.isTakenBack ? "reports.group-statement.notice-how" : "reports.group-statement.how")}
      {...("taken_back_on" in statement ? noticeOf(statement, words) : sheetOf(statement, words))}
    />
  );
}

const sheetOf = (statement: GroupStatement, words: Words) => ({
  title: words.say("reports.group-statement"),
  head: {
    right: words.say("reports.group-statement.for", { to: statement.to }),
    rightNote: words.say("reports.group-statement.of-days", {
      from: words.day(statement.covers_from, "short"),
      until: words.day(statement.issued_on, "short"),
    }),
  },
  days: dayRange(statement, words),
  parts: partsOfGroupStatement(statement, words),
  notes: howCounted(statement, words),
});

const noticeOf = (notice: TakenBack, words: Words) => ({
  title: words.say("reports.group-statement.notice"),
  head: { right: words.say("reports.group-statement.for", { to: notice.to }), rightNote: "" },
  days: "",
  parts: [
    {
      title: words.say("reports.group-statement.no-more"),
      heads: [],
      rows: [
        { label: words.say("reports.group-statement.made-on"), cells: [words.day(notice.issued_on)] },
        { label: words.say("reports.group-statement.taken-back-on"), cells: [words.day(notice.taken_back_on)] },
      ],
    },
  ],
});
