/**
 * Paper: the A4 meeting sheet, the A6 passbook page and receipt. Black on white with the band in grey, good from a
 * worn inkjet, and to be filled in by hand with the same numbering when there is no phone: an empty cell is a place to
 * write. On the screen it is shown as paper.
 */
import type { ComponentChildren, JSX } from "preact";
import { Band } from "./band.tsx";
import { Bead } from "./bead.tsx";
import { useLook } from "./look.tsx";
import { Qr } from "./qr.tsx";

export type PaperHead = {
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly right?: ComponentChildren;
  readonly rightNote?: ComponentChildren;
  readonly member?: number | undefined;
};

/** The table under the papers, for the screen preview. */
export function Papers({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="papers">{children}</div>;
}

export type PassbookPageProps = {
  label: string;
  organisation?: string | undefined;
  head: PaperHead;
  heads: readonly ComponentChildren[];
  /** As many cells as heads; what is missing is left to write in. */
  rows: readonly (readonly ComponentChildren[])[];
  /** Under the rows: what was corrected, and why. */
  notes?: readonly string[] | undefined;
  totals: readonly { readonly label: ComponentChildren; readonly value: ComponentChildren }[];
  code?: PaperCode | undefined;
};

export type PaperCode = {
  readonly label: ComponentChildren;
  readonly code: string;
  /** Of a code that holds much: as large as a telephone needs to read it. */
  readonly isLarge?: boolean;
  /** Where it can be checked, for a telephone's camera and in words. `text` is null until the address is known. */
  readonly check?: { readonly text: string | null; readonly label: string; readonly said: string } | undefined;
};

export function PassbookPage({
  label,
  organisation,
  head,
  heads,
  rows,
  notes = [],
  totals,
  code,
}: PassbookPageProps): JSX.Element {
  return (
    <section class={notes.length > 0 ? "paper a6 passbook noted" : "paper a6 passbook"} aria-label={label}>
      <Head head={head} organisation={organisation} height={56} />
      <PaperTable heads={heads} rows={rows} />
      {notes.map(note => (
        <p key={note} class="p-note">
          {note}
        </p>
      ))}
      <div class="p-totals">
        {totals.map((total, i) => (
          <p key={i}>
            <span>{total.label}</span>
            <b>{total.value}</b>
          </p>
        ))}
      </div>
      {code && <Code {...code} />}
    </section>
  );
}

export type ReceiptProps = {
  label: string;
  organisation?: string | undefined;
  head: PaperHead;
  lines: readonly { readonly label: ComponentChildren; readonly value: ComponentChildren }[];
  /** On the last slip where there are too many lines for one. */
  total?: { readonly label: ComponentChildren; readonly value: ComponentChildren } | undefined;
  /** In which notes and coins it may be given, a currency a line: an example, which `label` says. */
  cash?: { readonly label: string; readonly sums: readonly (readonly string[])[] } | undefined;
  signs: readonly ComponentChildren[];
  code?: PaperCode | undefined;
};

/** From so many lines on they stand closer. */
const linesPlain = 4;

export function Receipt({ label, organisation, head, lines, total, cash, signs, code }: ReceiptProps): JSX.Element {
  return (
    <section class={lines.length > linesPlain ? "paper a6 receipt many" : "paper a6 receipt"} aria-label={label}>
      <Head head={head} organisation={organisation} height={56} />
      <table>
        <tbody>
          {lines.map((line, i) => (
            <tr key={i}>
              <th scope="row">{line.label}</th>
              <td>{line.value}</td>
            </tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              <th scope="row">{total.label}</th>
              <td>{total.value}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {cash && cash.sums.length > 0 && (
        <div class="p-cash">
          <p>{cash.label}</p>
          {cash.sums.map((pieces, i) => (
            <p key={i}>
              {pieces.map(each => (
                <span key={each}>{each}</span>
              ))}
            </p>
          ))}
        </div>
      )}
      <div class="p-signs">
        {signs.map((sign, i) => (
          <p key={i}>{sign}</p>
        ))}
      </div>
      {code && <Code {...code} />}
    </section>
  );
}

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
            {end.code && <Code {...end.code} />}
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
        {code && <Code {...code} />}
      </div>
    </section>
  );
}

/** Shares in a passbook row: filled for bought, open for one to mark by hand. */
export function PaperStamps({ count, of = 5 }: { count: number; of?: number }): JSX.Element {
  return (
    <svg class="p-stamps" width={of * 11} height="11" viewBox={`0 0 ${of * 12} 12`} aria-hidden="true">
      {Array.from({ length: of }, (_, i) => (
        <path
          key={i}
          d={`M${i * 12 + 6} 1l5 5-5 5-5-5z`}
          fill={i < count ? "#222" : "none"}
          stroke={i < count ? "#222" : "#555"}
          stroke-width=".8"
        />
      ))}
    </svg>
  );
}

export function Head({
  head,
  organisation,
  height,
}: {
  head: PaperHead;
  organisation: string | undefined;
  height: number;
}): JSX.Element {
  return (
    <>
      <Band organisation={organisation} height={height} grey />
      <PracticeMark />
      <div class="p-head">
        {head.member !== undefined && <Bead number={head.member} size={42} grey organisation={organisation} />}
        <p>
          <b>{head.title}</b>
          <span>{head.note}</span>
        </p>
        <p class="right">
          <b>{head.right}</b>
          <span>{head.rightNote}</span>
        </p>
      </div>
    </>
  );
}

/** In words over the band, and large across the figures: a page that was cut or copied still says it. */
function PracticeMark(): JSX.Element | null {
  const { practice } = useLook();
  if (practice === undefined) return null;
  return (
    <>
      <p class="p-practice">{practice}</p>
      <svg class="p-across" viewBox="0 0 100 100" aria-hidden="true">
        <text x="50" y="50" text-anchor="middle" transform="rotate(-40 50 50)">
          {practice}
        </text>
      </svg>
    </>
  );
}

export function PaperTable({
  heads,
  rows,
  foot,
  starts = [],
}: {
  heads: readonly ComponentChildren[];
  rows: readonly (readonly ComponentChildren[])[];
  foot?: readonly ComponentChildren[] | undefined;
  starts?: readonly number[];
}): JSX.Element {
  const side = (i: number) => (starts.includes(i) ? "start" : undefined);
  const cells = (row: readonly ComponentChildren[]) =>
    heads.map((_, i) => (
      <td key={i} class={side(i)}>
        {row[i]}
      </td>
    ));
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head, i) =>
            // Where nothing is said of a column there is no heading to read out.
            head === "" ? (
              <td key={i} />
            ) : (
              <th key={i} scope="col" class={side(i)}>
                {head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={r}>{cells(row)}</tr>
        ))}
      </tbody>
      {foot && (
        <tfoot>
          <tr>{cells(foot)}</tr>
        </tfoot>
      )}
    </table>
  );
}

function Code({ label, code, isLarge, check }: PaperCode): JSX.Element {
  return (
    <div class={`p-code${check ? " checked" : ""}${isLarge ? " large" : ""}`}>
      {check && <Qr text={check.text} label={check.label} isDense={isLarge} />}
      <p>
        <span>{label}</span>
        <b>{code}</b>
        {check && <small>{check.said}</small>}
      </p>
    </div>
  );
}
