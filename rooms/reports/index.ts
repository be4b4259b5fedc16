/**
 * Reports: what the books of all rooms say, put together. Indicators with fixed definitions, statements of a time, who owes
 * what and since when, and the books a koperasi keeps by its law.
 *
 * Nothing is kept here: every figure is worked out from what the rooms below recorded, for the days that are asked for. What
 * differs by country and year, as the rates of an allowance or the bands of a rating, is a rule of the group.
 */
import type { Room } from "#base";
import { rules } from "./rules.ts";

export type { Cell, Column, ColumnKind, Report, ReportTable } from "./report.ts";
export { columns, count, dayCell, money, percent, said, text } from "./report.ts";

export const reports: Room = {
  name: "reports",
  tables: [],
  commands: [],
  projections: {},
  rules,
};
