import { type Books, command, type Project, put, refuse, type Uuid } from "#base";
import { actionIn, needsMoney, standingOf } from "./action.ts";
import { type ActionRow, actionTable, contributionTable } from "./tables.ts";

/** It is not done after all. Once something came of it, it is closed instead: then what is left goes back. */
export const cancel = command({
  name: "actions.cancel",
  fields: { action: { is: "uuid" }, reason: { is: "text", max: 300 } },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }, books) => needsMoney(body.action, books),
  decide({ body: { action, reason }, on }, books) {
    const row = actionIn(action, ["open", "agreed"], books);
    if ("refused" in row) return row;
    if (hasBegun(row, books)) return refuse("actions.close-it-instead");
    return {
      facts: [
        {
          kind: "actions.cancelled",
          on,
          lines: [],
          data: { action },
          texts: [{ about: "actions.action", id: action, field: "reason", text: reason }],
        },
      ],
    };
  },
});

/** Whether anything came of it or was paid for it, that still stands. */
export function hasBegun(row: ActionRow, books: Books): boolean {
  const { brought, fromFund } = standingOf(row, books);
  return (
    brought > 0n ||
    fromFund > 0n ||
    books.rows(contributionTable, { action_id: row.action_id }).some(one => one.quantity > 0n)
  );
}

export const cancelled: Project = (fact, books) => [
  put(actionTable, { ...rowOf(fact.data as never, books), status: "cancelled" }),
];
export const cancellingTakenBack: Project = (fact, books) => {
  const row = rowOf(books.leaf(fact.reverses!)!.data as never, books);
  return [put(actionTable, { ...row, status: row.from_fund_max === null ? "open" : "agreed" })];
};

const rowOf = ({ action }: { action: Uuid }, books: Books): ActionRow => books.row(actionTable, { action_id: action })!;
