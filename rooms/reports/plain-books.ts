/** Books of day, person and text: what the group wrote down, and what was done about it. */
import type { PlainBook } from "#records";
import { booksRead, entriesOf } from "#records/server";
import type { Known } from "./known.ts";
import { bookEmpty, type Cell, columns, dayCell, type ReportTable, said, text } from "./report.ts";

type Make = (known: Known) => Promise<readonly ReportTable[]>;

export function plain(key: string, book: PlainBook): Make {
  return async known => [await linesOf(known, key, book)];
}

export const letters: Make = async known => [
  await linesOf(known, "letters-in", "letters-in"),
  await linesOf(known, "letters-out", "letters-out"),
];

/** The lines of a plain book, a row for each time something was done about one; closed to whom the members did not open it. */
export async function linesOf(known: Known, key: string, book: PlainBook): Promise<ReportTable> {
  const { client, organisation, masterKey, from, until, who, isOpen } = known;
  if (!(await booksRead(known)).has(book)) return { key, columns: [], rows: [], nothing: "reports.book-for-officers" };
  const found = [...(await entriesOf(client, organisation, masterKey, { book, from, until }))].reverse();
  return {
    key,
    columns: columns(
      ["day", "day"],
      ["what", "text"],
      ["who", "text"],
      ["done", "text"],
      ["done-on", "day"],
      ["by", "text"],
    ),
    rows: found.flatMap((one): readonly (readonly Cell[])[] => {
      const giver = book === "suggestions" ? (one.givenBy && isOpen ? who(one.givenBy) : said("reports.unnamed")) : null;
      const line = [dayCell(one.on), text(one.what), text(one.who) ?? giver];
      if (one.isCorrected) return [[...line, said("reports.replaced"), null, null]];
      if (one.answers.length === 0) return [[...line, null, null, null]];
      return one.answers.map(({ done, on, doneBy }) => [...line, text(done), dayCell(on), who(doneBy)]);
    }),
    ...(found.length === 0 && { nothing: bookEmpty }),
  };
}
