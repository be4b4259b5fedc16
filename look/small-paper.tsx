/** Paper in A6: the page of a passbook, and the receipt. */
import type { ComponentChildren, JSX } from "preact";
import { CodeOnPaper, Head, type PaperCode, type PaperHead, PaperTable } from "./paper.tsx";

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
      {code && <CodeOnPaper {...code} />}
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
      {code && <CodeOnPaper {...code} />}
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
