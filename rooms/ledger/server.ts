/** What the ledger does on the server: loading books, proving them, and the questions its screens and other rooms ask. */
export { resultAccounts, statementsOf } from "./ask-statements.ts";
export type { AskedOfLedger } from "./asked.ts";
export { areBooksBlank } from "./blank.ts";
export type { Fault, FaultKind, Verified } from "./fault.ts";
export { chainHash, chainStart, leafHash } from "./hash.ts";
export { fingerprintOfKey, openNote, publicKeyOf, type SigningKey, signNote } from "./note.ts";
export { signingKeyOf } from "./signing-key.ts";
export { headOf } from "./store-verify.ts";
export { loadBooks, questionsFor, type Wanted } from "./load.ts";
export { questions } from "./questions.ts";
export { deleteRows, type Saved, saveRows, selectRows } from "./rows.ts";
export { type AccountAmount, type IncomeStatement, incomeStatements, holdingKinds } from "./statements.ts";
export {
  accountsOf,
  type Between,
  type BookRow,
  bookOf,
  closedThroughOf,
  fundsOf,
  linesUntil,
  type PostedRow,
  resultsBetween,
} from "./store.ts";
export { entriesOfCommand, type EntryRow, leafOfCommand, linesOfMember } from "./store-entries.ts";
export { Replay } from "./replay.ts";
export { verify, type VerifyOptions } from "./verify.ts";
export { rowFaults } from "./verify-rows.ts";
