/** A report on A4: small tables share a sheet, and an empty one is a form to be filled in by hand. */
import type { ComponentChildren, JSX } from "preact";
import { Head, type PaperHead, PaperTable } from "./paper.tsx";

export type ReportPaperProps = {
  label: string;
  organisation?: string | undefined;
  head: PaperHead;
  parts: readonly {
    readonly title: ComponentChildren;
    readonly heads: readonly ComponentChildren[];
    /** Which columns hold words: they begin at the left, figures end at the right. The first always does. */
    readonly starts: readonly number[];
    readonly rows: readonly (readonly ComponentChildren[])[];
    readonly foot?: readonly ComponentChildren[] | undefined;
    /** In place of the table, where there is none. */
    readonly nothing?: ComponentChildren;
  }[];
  signs: readonly ComponentChildren[];
  /** At the very bottom: which sheet it is of how many. */
  note?: ComponentChildren;
};

/** From so many columns on, the figures of a report are written smaller. */
const reportColumnsPlain = 7;

/** An A4 sheet with one table or several, each under its title. */
export function ReportPaper({ label, organisation, head, parts, signs, note }: ReportPaperProps): JSX.Element {
  const isDense = parts.some(part => part.heads.length > reportColumnsPlain);
  return (
    <section class={isDense ? "paper a4 report dense" : "paper a4 report"} aria-label={label}>
      <Head head={head} organisation={organisation} height={74} />
      {parts.map((part, i) => (
        <div key={i} class="p-part">
          <h2>{part.title}</h2>
          {part.nothing && <p>{part.nothing}</p>}
          {part.heads.length > 0 && (
            <PaperTable heads={part.heads} rows={part.rows} foot={part.foot} starts={part.starts} />
          )}
        </div>
      ))}
      <div class="p-signs">
        {signs.map((sign, i) => (
          <p key={i}>{sign}</p>
        ))}
      </div>
      {note && <p class="p-page">{note}</p>}
    </section>
  );
}
