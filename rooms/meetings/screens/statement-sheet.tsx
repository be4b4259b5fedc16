/** One sheet with what a group signed, and a code that holds all of it and the signature: of one member, or of the group. */
import type { Words } from "#base";
import { Act, Page, Papers, StatementPaper } from "#look";
import type { ComponentChildren, JSX } from "preact";
import type { StatedPart } from "./statement-rows.tsx";

export function StatementSheet({
  words,
  title,
  back,
  group,
  head,
  days,
  columns,
  parts,
  notes = [],
  note,
  fingerprint,
  how,
}: {
  readonly words: Words;
  readonly title: string;
  /** Where its list is. */
  readonly back: string;
  readonly group: { readonly id: string; readonly name: string };
  readonly head: { readonly right: ComponentChildren; readonly rightNote: ComponentChildren };
  /** When it was made and until when it counts. */
  readonly days: string;
  /** Words, then figures. */
  readonly columns: number;
  readonly parts: readonly StatedPart[];
  /** How figures are counted. */
  readonly notes?: readonly string[];
  readonly note: string;
  readonly fingerprint: string;
  /** How it is checked. */
  readonly how: string;
}): JSX.Element {
  const filled = (cells: readonly string[]): readonly string[] => [
    ...cells.slice(0, 1),
    ...Array.from({ length: columns - cells.length }, () => ""),
    ...cells.slice(1),
  ];
  const rows = parts.flatMap(part => [
    { cells: filled([part.title, ...part.heads]), strong: true },
    ...part.rows.map(row => ({ cells: filled([row.label, ...row.cells]) })),
  ]);
  return (
    <Page
      title={title}
      back={{ href: back, label: words.say("meetings.back") }}
      foot={
        <Act icon="print" onClick={() => globalThis.print()}>
          {words.say("meetings.paper.print")}
        </Act>
      }
    >
      <Papers>
        <StatementPaper
          label={title}
          organisation={group.id}
          head={{ title, note: group.name, ...head }}
          heads={filled([days])}
          rows={rows}
          signs={[]}
          code={{
            label: words.say("meetings.statement.key"),
            code: fingerprint,
            isLarge: true,
            check: { text: note, label: words.say("meetings.statement.code"), said: [...notes, how].join(" ") },
          }}
        />
      </Papers>
    </Page>
  );
}
