/** Lists of an export: each as a file of text, and all of them as one workbook, in which figures are figures and days are days. */
import { csvOf, type Sheet, type SheetCell, xlsxOf } from "../../sheets/write.ts";

export interface List {
  /** In the ZIP, with "/" between folders. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

export const listOf = (name: string, columns: List["columns"], rows: List["rows"]): List => ({ file: `${name}.csv`, columns, rows });

/** A text, or an empty cell where there is none. */
export const filled = (text: string): SheetCell => (text === "" ? null : { text });

export const csvOfList = (list: List): Buffer => Buffer.from(csvOf([sheetOf(list)]));

/**
 * A sheet a list, after one that says what is in which. A list of more than `rowsMost` rows is in its own file alone: a
 * spreadsheet has 1,048,576 rows, and an old laptop opens no workbook of a million.
 */
export async function workbookOf(lists: readonly List[], rowsMost = 100_000): Promise<Buffer> {
  const isIn = (list: List): boolean => list.rows.length <= rowsMost;
  const contents: Sheet = {
    name: "contents",
    rows: [
      headOf(["list", "rows", "file"]),
      ...lists.map(list => [
        isIn(list) ? { text: nameOf(list) } : null,
        { number: BigInt(list.rows.length), places: 0 },
        { text: list.file },
      ]),
    ],
  };
  return xlsxOf([contents, ...lists.filter(isIn).map(sheetOf)]);
}

const nameOf = ({ file }: List): string => file.replace(/^tables\/|\.csv$/g, "");

const sheetOf = (list: List): Sheet => ({ name: nameOf(list), rows: [headOf(list.columns), ...list.rows] });

const headOf = (columns: readonly string[]): readonly SheetCell[] => columns.map(text => ({ text, isHead: true }));
