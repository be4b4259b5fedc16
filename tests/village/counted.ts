/** Counts the box: what the sheet leaves in each fund. What is only due and cannot be (a limit was reached) is left out. */
import type { Day, Instant, LoadedBooks, MemberId } from "#base";
import { fundTable } from "#ledger";
import { lineOf, type SheetLine, workOut } from "#meetings";

interface Counting {
  /** With all that the whole sheet must see, which is enough for a shorter one. */
  readonly books: LoadedBooks;
  readonly meeting: { readonly meeting_id: string; readonly number: number };
  readonly on: Day;
  readonly at: Instant;
  readonly by: MemberId;
  readonly ruleDefinitions: unknown;
  readonly reversible: unknown;
}

/** What the lines of a turn of the story begin with: they have to be. */
export const ofTurn = "turn.";

export function counted(lines: readonly SheetLine[], of: Counting): readonly SheetLine[] {
  const { books, meeting, on, at, by, ruleDefinitions, reversible } = of;
  let sheet = [...lines];
  const context = { today: on, at, by, with: [], roles: new Set(), ruleDefinitions, reversible };
  const occasion = { on, meeting, context } as never;
  for (const { fund, unit } of books.rows(fundTable)) {
    const amount = books.balance({ account: `cash/${fund}`, unit });
    if (amount !== 0n) sheet.push(lineOf(`recall.${fund}`, "meetings.recall", { fund, amount, counted: amount }));
  }
  for (;;) {
    const result = workOut(sheet, books, occasion);
    if (!("refused" in result)) {
      // Also of a fund that was opened today.
      const counts = result.after
        .rows(fundTable)
        .map(({ fund, unit }) => ({ fund, counted: result.after.balance({ account: `cash/${fund}`, unit }) }));
      return [...sheet, ...counts.map(one => lineOf(`count.${one.fund}`, "meetings.count", one))];
    }
    const { line } = result.because;
    const stem = line.replace(/\.(request|decision|pay-out)$/, "");
    const isLoan = stem !== line;
    const kept = sheet.filter(
      one => one.line !== line && !(isLoan && [".request", ".decision", ".pay-out"].some(end => one.line === stem + end)),
    );
    const hasToBe = line === "share-out" || line.startsWith(ofTurn);
    if (hasToBe || kept.length === sheet.length || sheet.length - kept.length > lines.length)
      throw new Error(`the sheet cannot be: ${result.refused} ${shown(result.because)}`);
    sheet = kept;
  }
}

export const shown = (because: unknown): string =>
  JSON.stringify(because, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
