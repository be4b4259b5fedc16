import { type Day, table } from "#base";

/** That the paper books were brought in. At most one row. */
export interface CutOffRow {
  readonly part: "books";
  /** The last day of the paper books; everything since stands here. */
  readonly through_on: Day;
  readonly brought_in_on: Day;
  readonly members: number;
  readonly loans: number;
}

export const cutOffTable = table<CutOffRow>({
  name: "cutoff.cut_off",
  key: ["part"],
  insertOnly: true,
  columns: { part: "text", through_on: "date", brought_in_on: "date", members: "int4", loans: "int4" },
});
