import { assert, type Books, type Change, type Document, type Project, type RecordedFact, type Uuid } from "#base";
import { type LoanRow, type LoanStatus, loanTable } from "./tables.ts";

/** The loan a fact is about. Rooms record no fact on a loan that is not in one of these states. */
export function rowOf(loan: Uuid, states: readonly LoanStatus[], books: Books): LoanRow {
  const row = books.row(loanTable, { loan_id: loan });
  assert(row && states.includes(row.status), `a loan is ${states.join(" or ")} when this is recorded or taken back`);
  return row;
}

/** A ".reversed" projection: it is given the fact that is taken back, its data first. */
export const fromReversed =
  (
    undo: (data: Readonly<Record<string, Document>>, books: Books, original: RecordedFact) => readonly Change[],
  ): Project =>
  (fact, books) => {
    const original = books.leaf(fact.reverses!);
    assert(original?.data, "a reversal takes a recorded fact back");
    return undo(original.data, books, original);
  };
