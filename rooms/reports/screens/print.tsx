/** A report on A4: for the assembly, the office for koperasi and the auditor's file. Small tables share a sheet. */
import { lastOf, type PageProps, type Words } from "#base";
import { Act, Page, Papers, ReportPaper } from "#look";
import type { JSX } from "preact";
import { type CellSent, cellSaid, daysSaid, titleOf } from "../cell-words.ts";
import type { ReportSeen } from "../server.ts";
import type { TableSeen } from "./report.tsx";

/** What an A4 sheet holds between its head and the signatures: rows, a title counting as so many. */
const rowsASheet = 34;
const rowsOfTitle = 3;

/** What is written by hand into a book for which nothing is kept. */
const notKept = "reports.book-not-kept";
const handwritten = ["day", "who", "what", "signature"] as const;

interface Part {
  readonly title: string;
  readonly heads: readonly string[];
  readonly starts: readonly number[];
  readonly rows: readonly (readonly string[])[];
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
      back={{ href: `/reports/${data.report}?${query}`, label: title }}
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
    // A book that is still kept on paper is a form to go on with.
    const heads = table.nothing === notKept ? handwritten.map(head => words.say(`reports.head.${head}`)) : [];
    const rows = heads.length === 0 ? [] : Array.from({ length: rowsASheet - rowsOfTitle - 2 }, () => []);
    return [{ title, heads, starts: [1, 2], rows, foot: undefined, nothing: words.say(table.nothing) }];
  }
  const room = rowsASheet - rowsOfTitle - 1;
  const pages = Math.max(1, Math.ceil(table.rows.length / room));
  return Array.from({ length: pages }, (_, page) => ({
    title,
    heads: shown.map(at => words.say(`reports.head.${table.columns[at]!.key}`)),
    starts: shown.flatMap((at, place) => (table.columns[at]!.is === "text" ? [place] : [])),
    rows: table.rows.slice(page * room, (page + 1) * room).map(cells),
    foot: table.total && page === pages - 1 ? cells(table.total) : undefined,
  }));
}

/** In their order, as many on a sheet as it holds. */
function sheetsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const sheets: Part[][] = [];
  let left = 0;
  for (const part of parts) {
    const needed = rowsOfTitle + part.rows.length + (part.foot ? 1 : 0);
    if (needed > left) {
      sheets.push([]);
      left = rowsASheet;
    }
    lastOf(sheets)!.push(part);
    left -= needed;
  }
  return sheets;
}
