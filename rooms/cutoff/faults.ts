/** What in a sheet cannot be taken, with its place: as many as one can mend in an evening are told, and how many there are. */
import type { CellFault } from "./cells.ts";
import { type Cell, cellText, columnName, type Sheet } from "./sheets.ts";

export type FaultKind =
  | CellFault
  | "sheet-missing"
  | "sheet-unknown"
  | "sheet-twice"
  | "column-missing"
  | "column-unknown"
  | "column-twice"
  | "product-unknown"
  | "fund-unknown"
  | "fund-twice"
  | "cell-missing"
  | "cell-beside"
  | "rows-too-many"
  | "number-twice"
  | "number-of-another"
  | "number-unknown"
  | "name-of-another"
  | "day-after-cut-off"
  | "day-to-come"
  | "paid-before-lent"
  | "owed-above-lent"
  | "owed-nothing"
  | "place-without-day"
  | "nothing-paid-ahead"
  | "one-day-only";

export interface SheetFault {
  readonly fault: FaultKind;
  readonly sheet: string;
  readonly row: number | null;
  /** "C", and what its heading says. */
  readonly column: string | null;
  readonly heading: string | null;
  /** As it stands in the cell; a long one is cut. */
  readonly found: string;
  /** What is wanted, where the sentence needs more than its kind: a name, a day, what there is to choose from. */
  readonly wanted: string;
}

export const faultsShown = 100;
const foundMax = 60;

export interface Place {
  readonly sheet: Sheet;
  readonly row?: number;
  readonly column?: number;
  readonly heading?: string;
}

export class Faults {
  readonly #list: SheetFault[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }
  get list(): readonly SheetFault[] {
    return this.#list;
  }

  add(fault: FaultKind, { sheet, row, column, heading }: Place, found: Cell | string | undefined = "", wanted = ""): void {
    this.#count += 1;
    if (this.#list.length >= faultsShown) return;
    // Of a formula nothing is repeated: its sentence says what it is.
    const text = typeof found === "string" ? found : found !== undefined && "other" in found ? "" : cellText(found);
    this.#list.push({
      fault,
      sheet: cut(sheet.name),
      row: row ?? null,
      column: column === undefined ? null : columnName(column),
      heading: heading === undefined ? null : cut(heading),
      found: cut(text),
      wanted: cut(wanted, 300),
    });
  }
}

/** Without what would steer a screen, and no longer than is read. */
function cut(text: string, max = foundMax): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ");
  const letters = [...plain];
  return letters.length <= max ? plain : `${letters.slice(0, max).join("")}…`;
}
