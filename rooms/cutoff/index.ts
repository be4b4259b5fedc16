/**
 * The cut-off: a group with years of paper begins here in mid-life. Members, what they have, loans that run, places in
 * funds of aid, boxes and what belongs to the group come in as at one day, in one command that balances or is refused; the
 * days through it are closed, and everything goes on from there by the rules of each room.
 *
 * It stands above the others, since it says facts of nearly all of them; each is made and projected by its own room.
 */
import type { Room } from "#base";
import { begun, bringIn } from "./bring-in.ts";
import { cutOffTable } from "./tables.ts";

export { type CutOffBody, cutOffFields, membersMax } from "./body.ts";
export { needsOpening, refusalToBegin } from "./bring-in.ts";
export { type Difference, differencesIn, openingFacts } from "./opening.ts";
export type { FaultKind, SheetFault } from "./faults.ts";
export type { Known } from "./known.ts";
export { readSheets, type SheetsRead } from "./read-sheets.ts";
export type { Cell, Sheet, SheetRow, Workbook } from "./sheets.ts";
export { type CutOffRow, cutOffTable } from "./tables.ts";

export const cutoff: Room = {
  name: "cutoff",
  tables: [cutOffTable],
  commands: [bringIn],
  projections: {
    "cutoff.begun": begun,
    "cutoff.fund-brought-forward": () => [],
  },
  rules: [],
};
