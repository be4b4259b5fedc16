/**
 * Sheets on their way out, as CSV and XLSX. What somebody wrote stays text, whatever it begins with: a name like "=cmd()"
 * is never a formula. Money is a number with its unit's decimals, a day is a date.
 */
import { type Day, decimalText, partsOf } from "#base";
import writeXlsxFile, { type CellObject } from "write-excel-file/node";

export type SheetCell =
  | null
  | { readonly text: string; readonly isHead?: true }
  | { readonly day: Day; readonly isHead?: true }
  /** `number` units of 10^-places; a percent is of one hundred. */
  | { readonly number: bigint; readonly places: number; readonly isPercent?: true; readonly isHead?: true };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

/** Beyond these a spreadsheet's own numbers are not exact any more: such an amount is written as text. */
const exactMost = 10n ** 15n;

/** All sheets under each other, with a line between; RFC 4180, and a mark that says it is UTF-8. */
export function csvOf(sheets: readonly Sheet[]): string {
  const lines = sheets.flatMap(({ rows }, place) => [
    ...(place === 0 ? [] : [""]),
    ...rows.map(row => row.map(cell => csvCell(cell)).join(",")),
  ]);
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function csvCell(cell: SheetCell): string {
  if (cell === null) return "";
  if ("day" in cell) return cell.day;
  if ("number" in cell) return decimalText(cell.number, cell.places);
  const text = plain(cell.text);
  // A spreadsheet that opens the file would work such a text out.
  const guarded = /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Each on a sheet of its own, the first row kept in view. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const names = sheetNames(sheets.map(sheet => sheet.name));
  return writeXlsxFile(
    sheets.map(({ rows }, place) => ({
      sheet: names[place]!,
      data: rows.map(row => row.map(cell => xlsxCell(cell))),
      columns: widthsOf(rows),
      stickyRowsCount: 1,
    })),
  ).toBuffer();
}

function xlsxCell(cell: SheetCell): CellObject | null {
  if (cell === null) return null;
  const bold = cell.isHead ? ({ fontWeight: "bold" } as const) : {};
  if ("day" in cell) {
    const { year, month, date } = partsOf(cell.day);
    return { value: new Date(Date.UTC(year, month - 1, date)), type: Date, format: "yyyy-mm-dd", ...bold };
  }
  if ("text" in cell) return { value: plain(cell.text), type: String, ...bold };
  const { number, places, isPercent } = cell;
  if (number >= exactMost || number <= -exactMost) return { value: decimalText(number, places), type: String, ...bold };
  const decimals = places === 0 ? "" : `.${"0".repeat(places)}`;
  return isPercent
    ? { value: Number(decimalText(number, places + 2)), type: Number, format: `0${decimals}%`, ...bold }
    : { value: Number(decimalText(number, places)), type: Number, format: `#,##0${decimals}`, ...bold };
}

/** Without what XML has no sign for, and no longer than a cell may be. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .slice(0, 32_767);

/** At most 31 letters, none of []:*?/\ , and each once whatever its case. */
function sheetNames(wanted: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wanted.map((name, place) => {
    const clean = plain(name).replace(/[[\]:*?/\\]/g, " ").replace(/^'+|'+$/g, "").trim() || String(place + 1);
    let found = clean.slice(0, 31);
    for (let again = 2; taken.has(found.toLowerCase()); again += 1) found = `${clean.slice(0, 28)} ${again}`;
    taken.add(found.toLowerCase());
    return found;
  });
}

const widthMost = 60;

function widthsOf(rows: Sheet["rows"]): { width: number }[] {
  const count = Math.max(0, ...rows.map(row => row.length));
  // The first row is the title, which may run over the columns beside it.
  return Array.from({ length: count }, (_, column) => ({
    width: Math.min(widthMost, Math.max(10, ...rows.slice(1).map(row => lengthOf(row[column] ?? null) + 2))),
  }));
}

const lengthOf = (cell: SheetCell): number =>
  cell === null ? 0 : "text" in cell ? cell.text.length : "day" in cell ? 10 : decimalText(cell.number, cell.places).length + 4;
