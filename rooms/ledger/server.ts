/** What the ledger does on the server: loading books, proving them, and the questions its screens and other rooms ask. */
export { chainHash, chainStart, leafHash } from "./hash.ts";
export { loadBooks, questionsFor, type Wanted } from "./load.ts";
export { questions, statementsOf } from "./questions.ts";
export { deleteRows, selectRows, upsertRows } from "./rows.ts";
export { entriesOfCommand, type EntryRow, linesOfMember, type PostedRow } from "./store.ts";
export { type Fault, type FaultKind, verify, type Verified, type VerifyOptions } from "./verify.ts";
