/** What of a meeting's paper stands on which A4 sheet, so that nothing is cut. Heights are those of `look.css`. Pure. */
import type { PaperSection, SheetOnPaper } from "./sheet-on-paper.ts";

export interface SheetPage {
  readonly rows: SheetOnPaper["rows"];
  /** The sums of the columns stand under the last row. */
  readonly hasFoot: boolean;
  readonly sections: readonly PaperSection[];
  /** Boxes, keys and code. */
  readonly hasEnd: boolean;
}

/** Millimetres between the head of a sheet and the line with its number. */
const roomMm = 222;
const headsMm = 10;
const rowMm = 6.7;
const titleMm = 9;
const endMm = 42;
/** A line of a section: its first line of text, and each further one. Letters are counted wider than they are. */
const lineMm = 5.1;
const furtherMm = 4.2;
const lettersALine = 92;

type Filling<Of> = { -readonly [Key in keyof Of]: Of[Key] extends readonly (infer Item)[] ? Item[] : Of[Key] };

export function pagesOfSheet({ rows, sections, boxes }: SheetOnPaper): readonly SheetPage[] {
  const pages: Filling<SheetPage>[] = [];
  let left = 0;
  let page = turn();
  left -= headsMm;

  rows.forEach((row, place) => {
    // The sums never stand alone on a sheet: the last row goes with them.
    const isLast = place === rows.length - 1;
    if ((isLast ? 2 * rowMm : rowMm) > left) {
      page = turn();
      left -= headsMm;
    }
    left -= rowMm;
    page.rows.push(row);
  });
  take(rowMm);
  page.hasFoot = true;

  for (const { key, title, lines, sum } of sections) {
    let part: Filling<PaperSection> | null = null;
    const place = (height: number): Filling<PaperSection> => {
      if (part && height <= left) {
        left -= height;
        return part;
      }
      take(titleMm + height);
      part = { key, title, lines: [], sum: null };
      page.sections.push(part);
      return part;
    };
    for (const line of lines) place(heightOf(line)).lines.push(line);
    if (sum !== null && lines.length > 1) place(lineMm).sum = sum;
  }

  take(endMm + (boxes.rows.length + 1) * rowMm);
  page.hasEnd = true;
  return pages;

  function turn(): Filling<SheetPage> {
    const blank: Filling<SheetPage> = { rows: [], hasFoot: false, sections: [], hasEnd: false };
    pages.push(blank);
    left = roomMm;
    return blank;
  }
  /** Room for this, on a new sheet where it does not fit on the one before. */
  function take(height: number): void {
    if (height > left) page = turn();
    left -= height;
  }
}

const heightOf = ({ text }: PaperSection["lines"][number]): number =>
  lineMm + furtherMm * Math.max(0, Math.ceil(text.length / lettersALine) - 1);
