import { type Books, type Refusal, refuse } from "#base";
import { type WindingUpRow, windingUpTable } from "./tables.ts";

/** The group as it is wound up, or why it is not. */
export function windingUp(books: Books): WindingUpRow | Refusal {
  const row = books.row(windingUpTable, { part: "group" });
  if (row?.status === "closed") return refuse("dissolution.group-is-closed", { on: row.closed_on! });
  return row?.status === "winding-up" ? row : refuse("dissolution.not-wound-up");
}
