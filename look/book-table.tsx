/**
 * The whole sheet of a meeting on a wide screen: one row a member, columns in the order of the meeting. What is
 * received is bold, what is only due is light; two foot rows say the same, *received so far* and *when all have paid*.
 * Head and foot stay in view while the rows scroll; arrow keys and Enter do all of it.
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Bead } from "./bead.tsx";
import { type BookPlace, useBookKeys } from "./use-book-keys.ts";

export type BookColumn<Row> = {
  readonly key: string;
  readonly head: ComponentChildren;
  /** Figures stand at the end; a tick or a word in the middle. */
  readonly align?: "end" | "middle" | "start";
  /** Falsy shows the quiet dot of "nothing here". */
  readonly cell: (row: Row) => ComponentChildren;
  /** The sum column: bold throughout. */
  readonly total?: boolean;
};

export type BookRow = {
  readonly key: string | number;
  readonly number?: number | undefined;
  readonly name: string;
  readonly state: "done" | "todo" | "absent";
};

export type BookFoot = {
  readonly key: string;
  readonly head: ComponentChildren;
  readonly cells: Readonly<Record<string, ComponentChildren>>;
  readonly strong?: boolean;
};

export type BookTableProps<Row extends BookRow> = {
  caption: string;
  rowHead: ComponentChildren;
  columns: readonly BookColumn<Row>[];
  rows: readonly Row[];
  /** Received so far, and when all have paid: in this order, from above. */
  feet?: readonly BookFoot[] | undefined;
  /** Where she is: the row is on indigo, the cell is ringed. */
  at: BookPlace;
  onMove: (at: BookPlace) => void;
  /** Enter, or a second press on the cell. */
  onEnter?: ((at: BookPlace) => void) | undefined;
  organisation?: string | undefined;
};

export function BookTable<Row extends BookRow>({
  caption,
  rowHead,
  columns,
  rows,
  feet,
  at,
  onMove,
  onEnter,
  organisation,
}: BookTableProps<Row>): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  // The held row is always in view between head and feet, also when the frame appears or shrinks; the page itself stays.
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    bringIntoView(box);
    const observer = new ResizeObserver(() => bringIntoView(box));
    observer.observe(box);
    return () => observer.disconnect();
  }, [at.row]);
  const keys = useBookKeys({ rows: rows.length, columns: columns.length, at, onMove, onEnter });
  return (
    <div class="scroll" ref={frame}>
      {/* A table worked with the arrow keys is a grid. */}
      <table class="book" role="grid" aria-label={caption} onKeyDown={keys.onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{rowHead}</th>
            {columns.map(column => (
              <th key={column.key} scope="col" class={column.align}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.key} class={r === at.row ? `${row.state} now` : row.state} aria-selected={r === at.row}>
              <th scope="row">
                {row.number !== undefined && (
                  <>
                    <span class="no">{row.number}</span>
                    <Bead number={row.number} size={28} organisation={organisation} />
                  </>
                )}
                <span>{row.name}</span>
              </th>
              {columns.map((column, c) => {
                const here = r === at.row && c === at.column;
                return (
                  // The keys are handled once, on the grid.
                  <td
                    key={column.key}
                    class={`${column.align ?? ""}${column.total ? " total" : ""}`}
                    {...keys.cell(r, c)}
                    onClick={() => (here ? onEnter?.({ row: r, column: c }) : onMove({ row: r, column: c }))}
                  >
                    <span class={here ? "here" : undefined}>{column.cell(row) || <span class="nil">·</span>}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {feet && (
          <tfoot>
            {feet.map((foot, f) => (
              <tr key={foot.key} class={`foot-${feet.length - 1 - f}${foot.strong ? " strong" : ""}`}>
                <th scope="row">{foot.head}</th>
                {columns.map(column => (
                  <td key={column.key} class={`${column.align ?? ""}${column.total ? " total" : ""}`}>
                    {foot.cells[column.key]}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Only as far as the row needs to be seen whole, and to the middle where it was out of view. */
function bringIntoView(box: HTMLElement): void {
  const row = box.querySelector<HTMLElement>("tr.now");
  if (!row) return;
  const above = box.querySelector("thead")?.offsetHeight ?? 0;
  const below = box.querySelector("tfoot")?.offsetHeight ?? 0;
  const top = row.offsetTop - box.scrollTop;
  if (top >= above && top + row.offsetHeight <= box.clientHeight - below) return;
  box.scrollTop = row.offsetTop - (above + box.clientHeight - below - row.offsetHeight) / 2;
}

/** A plain table for statements and lists: first column starts, the others end; scrolls in its own frame when narrow. */
export function PlainTable({
  caption,
  heads,
  rows,
  foot,
  starts = [],
}: {
  caption: string;
  heads: readonly ComponentChildren[];
  rows: readonly (readonly ComponentChildren[])[];
  foot?: readonly ComponentChildren[] | undefined;
  /** Columns of words beside the first: they begin at the left, figures end at the right. */
  starts?: readonly number[];
}): JSX.Element {
  const side = (i: number) => (starts.includes(i) ? "start" : undefined);
  return (
    // A frame that scrolls must be reachable by keyboard.
    <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table class="plain-table">
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={i} scope="col" class={side(i)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={i} class={side(i)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {foot.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={i}>{cell}</td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
