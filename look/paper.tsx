/**
 * Paper: what every sheet, page and slip is made of. Black on white with the band in grey, good from a worn inkjet, and to
 * be filled in by hand with the same numbering when there is no phone: an empty cell is a place to write. On the screen it
 * is shown as paper.
 */
import type { ComponentChildren, JSX } from "preact";
import { Band } from "./band.tsx";
import { Bead } from "./bead.tsx";
import { useLook } from "./look.tsx";
import { Qr } from "./qr.tsx";

/** The table under the papers, for the screen preview. */
export function Papers({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="papers">{children}</div>;
}

export type PaperHead = {
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly right?: ComponentChildren;
  readonly rightNote?: ComponentChildren;
  readonly member?: number | undefined;
};

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

export type PaperCode = {
  readonly label: ComponentChildren;
  readonly code: string;
  /** Of a code that holds much: as large as a telephone needs to read it. */
  readonly isLarge?: boolean;
  /** Where it can be checked, for a telephone's camera and in words. `text` is null until the address is known. */
  readonly check?: { readonly text: string | null; readonly label: string; readonly said: string } | undefined;
};

export function CodeOnPaper({ label, code, isLarge, check }: PaperCode): JSX.Element {
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
