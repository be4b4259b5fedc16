/** What the ways out of the house borrow: how a report's cells, titles and days are said. */
export { cellSaid, daysSaid, noteOf, titleOf } from "./cell-words.ts";
/** A report's page and paper, for a room above that has one to show. */
export { ReportPrintView } from "./screens/print.tsx";
export { ReportView } from "./screens/report.tsx";
