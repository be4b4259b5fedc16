/** What the ledger does on the server: loading books, and the questions its screens and other rooms ask. */
export { loadBooks, questionsFor, type Wanted } from "./load.ts";
export { deleteRows, selectRows, upsertRows } from "./rows.ts";
