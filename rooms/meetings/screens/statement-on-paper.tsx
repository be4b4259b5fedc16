/** A member's statement on one sheet. */
import { assert, isRefusal, type PageProps } from "#base";
import type { JSX } from "preact";
import type { StatementSeen } from "../questions/statement.ts";
import { statementFrom } from "../statement.ts";
import { dayRange, partsOfStatement } from "./statement-rows.tsx";
import { StatementSheet } from "./statement-sheet.tsx";

export function StatementOnPaper({ data, words }: PageProps<StatementSeen>): JSX.Element {
  const statement = statementFrom(data.note);
  assert(!isRefusal(statement), "what the group signed is a statement");
  return (
    <StatementSheet
      words={words}
      title={words.say("meetings.statement.title")}
      back="/me/statements"
      group={statement.group}
      head={{
        right: `${statement.member.number} · ${statement.member.name}`,
        rightNote: words.say("meetings.statement.for", { to: statement.to }),
      }}
      days={dayRange(statement, words)}
      columns={4}
      parts={partsOfStatement(statement, words)}
      {...data}
      how={words.say("meetings.statement.how")}
    />
  );
}
