/**
 * A workbook as it was read from a file, before anybody asks what it means: sheets of rows of cells. Who read it says
 * what stands in each cell and decides nothing; numbers stay the text the file had.
 */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904 on, as old files of one maker do. */
  readonly isFrom1904: boolean;
}

export interface Sheet {
  readonly name: string;
  /** Those with something in them, in their order. */
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** As the spreadsheet numbers it: the first is 1. */
  readonly row: number;
  /** By column, A first; nothing where a cell is empty. */
  readonly cells: readonly (Cell | undefined)[];
}

export type Cell =
  | { readonly text: string }
  /** A number as the file has it: "1250000", "1.25E+6". */
  | { readonly number: string }
  /** True, false, an error value, a formula: nothing that can be taken as it stands. */
  | { readonly other: "formula" | "truth" | "error" };

/** "A" is 0, "AB" is 27. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** As somebody looking for it in the sheet sees it. */
export const cellText = (cell: Cell | undefined): string =>
  cell === undefined ? "" : "text" in cell ? cell.text : "number" in cell ? cell.number : `(${cell.other})`;
