/** Finds the columns of a sheet by its first row, and hands out the rows under it cell by cell. */
import type { Taken } from "./cells.ts";
import type { Faults, Place } from "./faults.ts";
import { type Cell, cellText, type Sheet, type SheetRow } from "./sheets.ts";

/** A column that was found, and how its heading is written. */
export interface Column<K> {
  readonly key: K;
  readonly column: number;
  readonly heading: string;
}

export interface TableRead<K> {
  readonly columns: readonly Column<K>[];
  readonly rows: readonly SheetRow[];
}

const isFilled = (row: SheetRow): boolean => row.cells.some(cell => cell !== undefined && cellText(cell).trim() !== "");

/**
 * `keyOf` tells what a heading is, undefined where it is none, a fault where it is one of ours that names nothing there is.
 * Columns without a heading must be empty.
 */
export function columnsOf<K extends { readonly key: string }>(
  sheet: Sheet,
  keyOf: (heading: string) => K | "column-unknown" | "product-unknown" | "fund-unknown",
  needed: readonly { readonly key: string; readonly heading: string }[],
  faults: Faults,
  choices: string,
): TableRead<K> {
  const [head, ...rows] = sheet.rows.filter(isFilled);
  const columns: Column<K>[] = [];
  const seen = new Set<string>();
  const headed = new Set<number>();
  for (const [column, cell] of (head?.cells ?? []).entries()) {
    const heading = cellText(cell).trim();
    if (heading === "") continue;
    headed.add(column);
    const key = keyOf(heading);
    const place: Place = { sheet, row: head!.row, column, heading };
    if (typeof key === "string") faults.add(key, place, heading, choices);
    else if (seen.has(textOf(key))) faults.add("column-twice", place, heading);
    else columns.push({ key, column, heading });
    if (typeof key !== "string") seen.add(textOf(key));
  }
  for (const { key, heading } of needed)
    if (!columns.some(one => one.key.key === key)) faults.add("column-missing", { sheet }, "", heading);
  for (const row of rows)
    for (const [column, cell] of row.cells.entries())
      if (cell !== undefined && !headed.has(column) && cellText(cell).trim() !== "")
        faults.add("cell-beside", { sheet, row: row.row, column }, cell);
  return { columns, rows };
}

const textOf = (key: object): string => JSON.stringify(key);

/** One row under these columns: each cell is taken by its kind, or told as a fault in its place. */
export class RowOf<K extends { readonly key: string }> {
  readonly row: SheetRow;
  readonly #table: TableRead<K>;
  readonly #sheet: Sheet;
  readonly #faults: Faults;

  constructor(row: SheetRow, table: TableRead<K>, sheet: Sheet, faults: Faults) {
    this.row = row;
    this.#table = table;
    this.#sheet = sheet;
    this.#faults = faults;
  }

  columnsOf(key: string): readonly Column<K>[] {
    return this.#table.columns.filter(one => one.key.key === key);
  }

  /**
   * Undefined where the column is not there, the cell is empty or has the dash one writes for nothing, or what stands in it
   * was told as a fault.
   */
  take<T>(of: string | Column<K>, taking: (cell: Cell) => Taken<T>, isNeeded = false): T | undefined {
    const column = typeof of === "string" ? this.columnsOf(of)[0] : of;
    if (!column) return undefined;
    const cell = this.row.cells[column.column];
    if (cell === undefined || ("text" in cell && /^\s*[-–—]?\s*$/.test(cell.text))) {
      if (isNeeded) this.fault("cell-missing", column);
      return undefined;
    }
    const taken = taking(cell);
    if ("value" in taken) return taken.value;
    this.fault(taken.fault, column);
    return undefined;
  }

  fault(kind: Parameters<Faults["add"]>[0], of: string | Column<K>, wanted = ""): void {
    const column = typeof of === "string" ? this.columnsOf(of)[0] : of;
    this.#faults.add(
      kind,
      { sheet: this.#sheet, row: this.row.row, ...(column && { column: column.column, heading: column.heading }) },
      column && this.row.cells[column.column],
      wanted,
    );
  }
}
