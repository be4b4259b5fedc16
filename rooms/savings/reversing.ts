import { type Books, type Need, need, type RecordedFact, type Refusal, refuse, type Uuid } from "#base";
import { exceptionTable, needsException } from "#assembly";
import { lastCycle, needsCycles } from "./cycle.ts";
import { interestCreditTable, type TermDepositRow, termDepositTable } from "./tables.ts";

/** The rows that taking back a fact of this room must see, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = {
  "savings.shares-bought": original => [needsCycles(String(original.data!["fund"])), ...exceptionNeeded(original)],
  "savings.interest-credited": ({ seq }) => [need.row(interestCreditTable, { seq })],
  "savings.exception-asked": exceptionNeeded,
  "savings.withdrawn": exceptionNeeded,
  "savings.term-opened": termsNeeded,
  "savings.term-part-withdrawn": termsNeeded,
  "savings.term-interest-posted": termsNeeded,
  "savings.term-paid-out": termsNeeded,
  "savings.term-rolled-over": termsNeeded,
};

const exceptionIn = ({ data }: RecordedFact): Uuid | undefined => data!["exception"] as Uuid | undefined;

function exceptionNeeded(original: RecordedFact): readonly Need[] {
  const exception = exceptionIn(original);
  return exception === undefined ? [] : [needsException(exception)];
}

/** The deposits a fact is of: the one it names, and the one that became. */
function depositsOf({ data }: RecordedFact): readonly Uuid[] {
  const { deposit, next } = data as { readonly deposit: Uuid; readonly next?: { readonly deposit: Uuid } };
  return [deposit, ...(next ? [next.deposit] : [])];
}

function termsNeeded(original: RecordedFact): readonly Need[] {
  return depositsOf(original).map(deposit_id => need.row(termDepositTable, { deposit_id }));
}

/**
 * Why a fact of this room cannot be taken back as things stand, or null. Asked before the reversal is made. Shares of a
 * cycle that was shared out are gone; savings taken out since are seen by the ledger, which keeps no account below zero.
 */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  if (original.kind.startsWith("savings.term-")) return refusalForTerm(original, books);
  if (original.kind === "savings.exception-asked") {
    const asked = books.row(exceptionTable, { exception_id: exceptionIn(original)! });
    return asked!.status === "asked" ? null : refuse("assembly.exception-was-used");
  }
  if (original.kind !== "savings.shares-bought") return null;
  const cycle = Number(original.data!["cycle"]);
  const last = lastCycle(String(original.data!["fund"]), books);
  return last && last.cycle === cycle && last.closed_on === null ? null : refuse("savings.cycle-is-closed", { cycle });
}

/** What came after is taken back first: a part taken out, interest that was posted, an end, a deposit that it became. */
function refusalForTerm(original: RecordedFact, books: Books): Refusal | null {
  const [row, next] = depositsOf(original).map(deposit_id => books.row(termDepositTable, { deposit_id })!) as [
    TermDepositRow,
    TermDepositRow | undefined,
  ];
  const runs = (one: TermDepositRow): boolean => one.status === "open" && one.interest_on === null;
  const laidDown = original.kind === "savings.term-opened" ? row : next;
  if (laidDown && runs(laidDown) && laidDown.withdrawn > 0n)
    return refuse("savings.term-part-was-taken", { unit: laidDown.unit, withdrawn: laidDown.withdrawn });
  const stands =
    original.kind === "savings.term-opened" || original.kind === "savings.term-part-withdrawn"
      ? runs(row)
      : original.kind === "savings.term-interest-posted"
        ? row.status === "open"
        : next === undefined || runs(next);
  return stands ? null : refuse("savings.deposit-went-on", { on: (next ?? row).closed_on ?? (next ?? row).interest_on! });
}
