/** What the ways out of the house borrow: how a report's cells, titles and days are said. */
export { cellSaid, daysSaid, noteOf, titleOf } from "./cell-words.ts";
