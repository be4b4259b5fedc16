/** The statement on one sheet, with a code that holds all of it and the group's signature. */
import { assert, isRefusal, type PageProps } from "#base";
import { Act, Page, Papers, StatementPaper } from "#look";
import type { JSX } from "preact";
import type { StatementSeen } from "../questions/statement.ts";
import { statementFrom } from "../statement.ts";
import { dayRange, partsOfStatement } from "./statement-rows.tsx";

/** Words, then three figures. */
const columns = 4;

export function StatementOnPaper({ data, words }: PageProps<StatementSeen>): JSX.Element {
  const { note, fingerprint } = data;
  const statement = statementFrom(note);
  assert(!isRefusal(statement), "what the group signed is a statement");
  const filled = (cells: readonly string[]): readonly string[] => [
    ...cells.slice(0, 1),
    ...Array.from({ length: columns - cells.length }, () => ""),
    ...cells.slice(1),
  ];
  const rows = partsOfStatement(statement, words).flatMap(part => [
    { cells: filled([part.title, ...part.heads]), strong: true },
    ...part.rows.map(row => ({ cells: filled([row.label, ...row.cells]) })),
  ]);
  const title = words.say("meetings.statement.title");
  return (
    <Page
      title={title}
      back={{ href: "/me/statements", label: words.say("meetings.back") }}
      foot={
        <Act icon="print" onClick={() => globalThis.print()}>
          {words.say("meetings.paper.print")}
        </Act>
      }
    >
      <Papers>
        <StatementPaper
          label={title}
          organisation={statement.group.id}
          head={{
            title,
            note: statement.group.name,
            right: `${statement.member.number} · ${statement.member.name}`,
            rightNote: words.say("meetings.statement.for", { to: statement.to }),
          }}
          heads={[dayRange(statement, words), "", "", ""]}
          rows={rows}
          signs={[]}
          code={{
            label: words.say("meetings.statement.key"),
            code: fingerprint,
            isLarge: true,
            check: { text: note, label: words.say("meetings.statement.code"), said: words.say("meetings.statement.how") },
          }}
        />
      </Papers>
    </Page>
  );
}
