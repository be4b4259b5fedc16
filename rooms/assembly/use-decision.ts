import { assert, type Books, type Change, put, type Uuid } from "#base";
import { decisionTable } from "./tables.ts";

/**
 * What a projection says of the decision its fact cites: it is used, once; where the fact is taken back, it may be used
 * again. The rows of the decision are among what the fact's command or reversal needs.
 */
export function useDecision(decision: Uuid, books: Books, isUsed = true): Change {
  const row = books.row(decisionTable, { decision_id: decision });
  assert(row, "a decision that is used was made");
  return put(decisionTable, { ...row, is_used: isUsed });
}
