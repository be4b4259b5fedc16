import { type Books, type Need, need, type RecordedFact, type Refusal, refuse } from "#base";
import { lastCycle, needsCycles } from "./cycle.ts";
import { interestCreditTable } from "./tables.ts";

/** The rows that taking back a fact of this room must see, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = {
  "savings.shares-bought": original => [needsCycles(String(original.data!["fund"]))],
  "savings.interest-credited": ({ seq }) => [need.row(interestCreditTable, { seq })],
};

/**
 * Why a fact of this room cannot be taken back as things stand, or null. Asked before the reversal is made. Shares of a
 * cycle that was shared out are gone; savings taken out since are seen by the ledger, which keeps no account below zero.
 */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  if (original.kind !== "savings.shares-bought") return null;
  const cycle = Number(original.data!["cycle"]);
  const last = lastCycle(String(original.data!["fund"]), books);
  return last && last.cycle === cycle && last.closed_on === null ? null : refuse("savings.cycle-is-closed", { cycle });
}
