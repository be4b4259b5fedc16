/** Paper in A4: the sheet of a meeting, and any other that is hung up or handed out. */
import type { ComponentChildren, JSX } from "preact";
import { Bead } from "./bead.tsx";
import { CodeOnPaper, Head, type PaperCode, type PaperHead, PaperTable } from "./paper.tsx";

export type MeetingPaperProps = {
  label: string;
  organisation?: string | undefined;
  head: PaperHead;
  /** Number, member, then the columns of the meeting, the mark last. */
  heads: readonly ComponentChildren[];
  rows: readonly {
    readonly number: number;
    readonly name?: ComponentChildren;
    readonly cells: readonly ComponentChildren[];
  }[];
  foot?: readonly ComponentChildren[] | undefined;
  /** What came and went besides, what was decided. */
  sections?: readonly MeetingPaperSection[];
  /** On the last sheet: the boxes, a row each, the keys and the code. */
  end?: {
    readonly boxes: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
    readonly signs: readonly { readonly number?: number | undefined; readonly name: ComponentChildren }[];
    readonly code?: PaperCode | undefined;
  };
  /** At the very bottom of each sheet: which one it is of how many. */
  note?: ComponentChildren;
};

export type MeetingPaperSection = {
  readonly title: string;
  readonly lines: readonly { readonly text: string; readonly value: string }[];
  readonly sum?: { readonly label: string; readonly value: string } | null;
};

/** From so many columns on, the figures are written smaller: A4 is no wider for a chapter with three funds. */
const columnsPlain = 10;

export function MeetingPaper({
  label,
  organisation,
  head,
  heads,
  rows,
  foot,
  sections = [],
  end,
  note,
}: MeetingPaperProps): JSX.Element {
  const full = rows.map(row => [
    row.number,
    <span class="p-name">
      <Bead number={row.number} size={17} grey organisation={organisation} />
      <span>{row.name}</span>
    </span>,
    ...row.cells,
  ]);
  return (
    <section class={`paper a4 meeting${heads.length > columnsPlain ? " dense" : ""}`} aria-label={label}>
      <Head head={head} organisation={organisation} height={74} />
      {(rows.length > 0 || foot) && <PaperTable heads={heads} rows={full} foot={foot} />}
      {sections.map((section, i) => (
        <PaperLines key={i} {...section} />
      ))}
      {end && (
        <div class="p-end">
          <div class="p-boxes">
            <PaperTable heads={end.boxes.heads} rows={end.boxes.rows} />
          </div>
          <div class="p-signs">
            {end.signs.map((sign, i) => (
              <p key={i}>
                {sign.number !== undefined && <Bead number={sign.number} size={19} grey organisation={organisation} />}
                {sign.name}
              </p>
            ))}
            {end.code && <CodeOnPaper {...end.code} />}
          </div>
        </div>
      )}
      {note && <p class="p-page">{note}</p>}
    </section>
  );
}

function PaperLines({ title, lines, sum }: MeetingPaperSection): JSX.Element {
  return (
    <div class="p-lines">
      <h2>{title}</h2>
      {lines.map((line, i) => (
        <p key={i}>
          <span>{line.text}</span>
          <b>{line.value}</b>
        </p>
      ))}
      {sum && (
        <p class="strong">
          <span>{sum.label}</span>
          <b>{sum.value}</b>
        </p>
      )}
    </div>
  );
}

export type StatementPaperProps = {
  label: string;
  organisation?: string | undefined;
  head: PaperHead;
  heads: readonly ComponentChildren[];
  rows: readonly {
    readonly cells: readonly ComponentChildren[] /** A heading or a sum. */;
    readonly strong?: boolean;
  }[];
  foot?: readonly ComponentChildren[] | undefined;
  signs: readonly ComponentChildren[];
  code?: PaperCode | undefined;
};

/** Any other A4 sheet: the balance sheet on the notice board, minutes with their figures. First column words, then sums. */
export function StatementPaper({
  label,
  organisation,
  head,
  heads,
  rows,
  foot,
  signs,
  code,
}: StatementPaperProps): JSX.Element {
  return (
    <section class="paper a4 statement" aria-label={label}>
      <Head head={head} organisation={organisation} height={74} />
      <PaperTable
        heads={heads}
        rows={rows.map(({ cells, strong }) => (strong ? cells.map((cell, i) => <b key={i}>{cell}</b>) : cells))}
        foot={foot}
      />
      <div class="p-signs">
        {signs.map((sign, i) => (
          <p key={i}>{sign}</p>
        ))}
        {code && <CodeOnPaper {...code} />}
      </div>
    </section>
  );
}
