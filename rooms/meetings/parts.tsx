/** What the meetings lend to screens of rooms above: a statement of the group, on paper, and how it is read. */
export { type GroupStatement, groupStatementIn, type TakenBack, takenBackIn } from "./group-statement.ts";
export { howCounted, partsOfGroupStatement } from "./screens/group-statement-rows.ts";
export { KeyCard } from "./screens/key-card.tsx";
export { dayRange } from "./screens/statement-rows.tsx";
export { StatementSheet } from "./screens/statement-sheet.tsx";
