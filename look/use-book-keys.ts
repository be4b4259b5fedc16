/**
 * Moving about a sheet with the keyboard: arrows from cell to cell, Home and End along a row, Page Up and Down by ten
 * rows, Enter to do what the cell is for (or straight on to the next row). One cell at a time is in the tab order, so
 * Tab leaves the sheet in one press.
 */
import { useCallback, useRef } from "preact/hooks";

export type BookPlace = { readonly row: number; readonly column: number };

export type BookKeys = {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** For each cell: its name in the sheet, and whether Tab reaches it. */
  readonly cell: (row: number, column: number) => { readonly "data-cell": string; readonly tabIndex: 0 | -1 };
};

export type BookKeysProps = {
  rows: number;
  columns: number;
  at: BookPlace;
  onMove: (at: BookPlace) => void;
  onEnter?: ((at: BookPlace) => void) | undefined;
};

const pageRows = 10;

export function useBookKeys({ rows, columns, at, onMove, onEnter }: BookKeysProps): BookKeys {
  const latest = useRef({ rows, columns, at, onMove, onEnter });
  latest.current = { rows, columns, at, onMove, onEnter };
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const { rows, columns, at, onMove, onEnter } = latest.current;
    if ((event.target as Element).closest("input,select,textarea") || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onEnter?.(at);
      return;
    }
    const next = placeAfter(event.key, at, rows, columns);
    if (!next) return;
    event.preventDefault();
    onMove(next);
    const sheet = event.currentTarget as Element;
    // After the next paint the cell has its place in the tab order and may be scrolled to.
    requestAnimationFrame(() => sheet.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus());
  }, []);
  return {
    onKeyDown,
    cell: (row, column) => ({
      "data-cell": `${row}:${column}`,
      tabIndex: row === at.row && column === at.column ? 0 : -1,
    }),
  };
}

/** Where a key leads from a place, kept inside the sheet; undefined for a key that does not move. */
export function placeAfter(
  key: string,
  { row, column }: BookPlace,
  rows: number,
  columns: number,
): BookPlace | undefined {
  const to = (r: number, c: number) => ({
    row: Math.min(Math.max(r, 0), rows - 1),
    column: Math.min(Math.max(c, 0), columns - 1),
  });
  switch (key) {
    case "ArrowUp":
      return to(row - 1, column);
    case "ArrowDown":
      return to(row + 1, column);
    case "ArrowLeft":
      return to(row, column - 1);
    case "ArrowRight":
      return to(row, column + 1);
    case "Home":
      return to(row, 0);
    case "End":
      return to(row, columns - 1);
    case "PageUp":
      return to(row - pageRows, column);
    case "PageDown":
      return to(row + pageRows, column);
  }
}
