/** A report on A4: for the assembly, the office for koperasi and the auditor's file. Small tables share a sheet. */
import { lastOf, type PageProps, type Words } from "#base";
import { Act, Page, Papers, ReportPaper } from "#look";
import type { JSX } from "preact";
import { type CellSent, cellSaid, daysSaid, titleOf } from "../cell-words.ts";
import { bookEmpty } from "../report.ts";
import type { ReportSeen } from "../server.ts";
import { pageOf, type TableSeen } from "./report.tsx";

/** What an A4 sheet holds between its head and the signatures: rows, a title counting as so many. */
const rowsASheet = 34;
const rowsOfTitle = 3;

/** What is written by hand into a book that is still empty. */
const handwritten = ["day", "who", "what", "done", "signature"] as const;
/** How much of a line all columns of words have between them, in letters: what is longer takes another line. */
const lettersALine = 90;

interface Part {
  readonly title: string;
  readonly heads: readonly string[];
  readonly starts: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** How many lines of the sheet its rows take. */
  readonly lines: number;
  readonly foot: readonly string[] | undefined;
  readonly nothing?: string;
}

export function ReportPrintView({ data, words, session }: PageProps<ReportSeen>): JSX.Element {
  const title = words.say(`reports.report.${data.report}`);
  const days = daysSaid(words, data);
  const query = data.from === null ? `until=${data.until}` : `from=${data.from}&until=${data.until}`;
  const sheets = sheetsOf(data.tables.flatMap(table => partsOf(table, words)));
  return (
    <Page
      paper
      title={words.say("reports.print.title")}
      subtitle={days}
      back={{ href: `${pageOf(data)}?${query}`, label: title }}
      foot={
        <Act icon="print" onClick={() => globalThis.print()}>
          {words.say("reports.print")}
        </Act>
      }
    >
      {sheets.map((parts, place) => (
        <Papers key={place}>
          <ReportPaper
            label={`${title} · ${parts.map(part => part.title).join(", ")}`}
            organisation={session?.organisation}
            head={{ title: data.organisationName ?? session?.organisationName, note: days, right: title }}
            parts={parts}
            signs={["secretary", "treasurer", "supervisory-committee"].map(role => words.say(`reports.sign.${role}`))}
            note={sheets.length === 1 ? undefined : words.say("reports.page", { page: place + 1, pages: sheets.length })}
          />
        </Papers>
      ))}
    </Page>
  );
}

/** A table, in as many parts as its rows need, each with its heads again; the sum stands under the last. */
function partsOf(table: TableSeen, words: Words): readonly Part[] {
  // How a figure is counted stands on the screen and in the file; a sheet of paper has no room for it.
  const shown = table.columns.map((_, at) => at).filter(at => table.columns[at]!.key !== "definition");
  const cells = (row: readonly CellSent[]): readonly string[] => shown.map(at => cellSaid(words, row[at] ?? null));
  const title = titleOf(words, table);
  if (table.nothing !== undefined) {
    // What is empty is a place to write.
    const heads = table.nothing === bookEmpty ? handwritten.map(head => words.say(`reports.head.${head}`)) : [];
    const rows = heads.length === 0 ? [] : Array.from({ length: rowsASheet - rowsOfTitle - 2 }, () => []);
    const starts = heads.map((_, place) => place);
    return [{ title, heads, starts, rows, lines: rows.length, foot: undefined, nothing: words.say(table.nothing) }];
  }
  const starts = shown.flatMap((at, place) => (table.columns[at]!.is === "text" ? [place] : []));
  const linesOf = (row: readonly CellSent[]): number => linesOfTexts(row, starts.length);
  const pages = inPages(table.rows, linesOf);
  return pages.map((rows, page) => ({
    title,
    heads: shown.map(at => words.say(`reports.head.${table.columns[at]!.key}`)),
    starts,
    rows: rows.map(cells),
    lines: rows.reduce((lines, row) => lines + linesOf(row), 0),
    foot: table.total && page === pages.length - 1 ? cells(table.total) : undefined,
  }));
}

/** Our own words fit their column; what somebody wrote may take many lines of it. */
function linesOfTexts(row: readonly CellSent[], columnsOfWords: number): number {
  const letters = Math.max(0, ...row.map(cell => (cell !== null && "text" in cell ? cell.text.length : 0)));
  return Math.max(1, Math.ceil((letters * columnsOfWords) / lettersALine));
}

/** As many rows on a sheet as it has lines for; a longer one has a sheet to itself. */
function inPages<Row>(rows: readonly Row[], linesOf: (row: Row) => number): readonly (readonly Row[])[] {
  const room = rowsASheet - rowsOfTitle - 1;
  const pages: Row[][] = [[]];
  let left = room;
  for (const row of rows) {
    const lines = linesOf(row);
    if (lines > left && lastOf(pages)!.length > 0) {
      pages.push([]);
      left = room;
    }
    lastOf(pages)!.push(row);
    left -= lines;
  }
  return pages;
}

/** In their order, as many on a sheet as it holds. */
function sheetsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const sheets: Part[][] = [];
  let left = 0;
  for (const part of parts) {
    const needed = rowsOfTitle + part.lines + (part.foot ? 1 : 0);
    if (needed > left) {
      sheets.push([]);
      left = rowsASheet;
    }
    lastOf(sheets)!.push(part);
    left -= needed;
  }
  return sheets;
}
