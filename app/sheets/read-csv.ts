/**
 * Sheets as lines of text with commas, semicolons or tabs between (RFC 4180). A file has one table, so in ours each sheet
 * begins with a line that has its name alone behind a #.
 */
import { refuse } from "#base";
import type { Cell, Sheet, SheetRow, Workbook } from "#cutoff";
import { limits } from "./limits.ts";
import { FileRefused, tooMuch } from "./refused.ts";

export function readCsv(file: Buffer): Workbook {
  const text = textOf(file);
  const sheets: { readonly name: string; readonly rows: SheetRow[] }[] = [];
  for (const { row, cells } of rowsOf(text, markOf(text))) {
    const first = cells[0] !== undefined && "text" in cells[0] ? cells[0].text.trim() : "";
    const isName = /^#/.test(first) && cells.slice(1).every(cell => cell === undefined);
    if (isName) sheets.push({ name: first.replace(/^#\s*/, ""), rows: [] });
    else if (cells.some(cell => cell !== undefined)) {
      const sheet = sheets.at(-1);
      if (!sheet) throw new FileRefused(refuse("cutoff.file-without-sheets"));
      sheet.rows.push({ row, cells });
    }
    if (sheets.length > limits.sheets) throw tooMuch();
  }
  if (sheets.length === 0) throw new FileRefused(refuse("cutoff.file-without-sheets"));
  return { sheets: sheets satisfies Sheet[], isFrom1904: false };
}

function textOf(file: Buffer): string {
  try {
    const isWide = file.length >= 2 && ((file[0] === 0xff && file[1] === 0xfe) || (file[0] === 0xfe && file[1] === 0xff));
    const encoding = isWide ? (file[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
    const text = new TextDecoder(encoding, { fatal: true }).decode(file);
    if (text.includes("\0")) throw new FileRefused(refuse("cutoff.file-other-kind"));
    return text;
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused(refuse("cutoff.file-not-utf8"));
  }
}

/** What stands between cells most often in the first lines that have any: those that name a sheet may have none. */
function markOf(text: string): string {
  const lines = text.slice(0, 20_000).replace(/"[^"]*"/g, "").split(/\r?\n/);
  const count = (mark: string): number => lines.reduce((sum, line) => sum + line.split(mark).length - 1, 0);
  return [";", "\t", ","].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function* rowsOf(text: string, mark: string): Generator<SheetRow> {
  let cells: (Cell | undefined)[] = [];
  let cell = "";
  let line = 1;
  let row = 1;
  let rows = 0;
  let count = 0;
  let isQuoted = false;
  let wasQuoted = false;
  const endCell = (): void => {
    const written = cell.trim();
    if (cell.length > limits.cellLetters || cells.length >= limits.columns) throw tooMuch();
    count += written === "" ? 0 : 1;
    if (count > limits.cells) throw tooMuch();
    // What begins so is run by a spreadsheet that opens the file; a sum below zero is none of it.
    const isFormula = written.length > 1 && /^[=@]|^[+](?!\s*[\d(])|^-(?!\s*[\d(.,])/.test(written);
    cells.push(written === "" ? undefined : isFormula ? { other: "formula" } : { text: written });
    cell = "";
    wasQuoted = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (letter === "\n") line += 1;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
      if (cell.length > limits.cellLetters) throw tooMuch();
    } else if (letter === '"' && cell.trim() === "" && !wasQuoted) {
      isQuoted = true;
      wasQuoted = true;
    } else if (letter === mark) endCell();
    else if (letter === "\n") {
      endCell();
      rows += 1;
      if (rows > limits.rows * 4) throw tooMuch();
      yield { row, cells };
      cells = [];
      row = line;
    } else if (letter !== "\r" && letter !== "\uFEFF") cell += letter;
  }
  if (isQuoted) throw new FileRefused(refuse("cutoff.file-damaged"));
  endCell();
  yield { row, cells };
}
