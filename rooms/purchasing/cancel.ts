import { command, type Project, put, refuse, type Uuid } from "#base";
import { needsMoney, purchaseIn, standingOf } from "./purchase.ts";
import { purchaseTable } from "./tables.ts";

/** Nothing is bought: what members paid in is refunded. Not while the supplier has money of theirs. */
export const cancel = command({
  name: "purchasing.cancel",
  fields: { purchase: { is: "uuid" }, reason: { is: "text", max: 300 } },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }, books) => needsMoney(body.purchase, books),
  decide({ body: { purchase, reason }, on }, books) {
    const row = purchaseIn(purchase, ["open", "agreed"], books);
    if ("refused" in row) return row;
    const { clearing } = standingOf(row, books);
    if (clearing !== 0n) return refuse("purchasing.supplier-has-money", { unit: row.unit, there: clearing });
    return {
      facts: [
        {
          kind: "purchasing.cancelled",
          on,
          lines: [],
          data: { purchase },
          texts: [{ about: "purchasing.purchase", id: purchase, field: "reason", text: reason }],
        },
      ],
    };
  },
});

export const cancelled: Project = (fact, books) => [
  put(purchaseTable, { ...rowOf(fact.data as never, books), status: "cancelled" }),
];
export const cancellingTakenBack: Project = (fact, books) => {
  const row = rowOf(books.leaf(fact.reverses!)!.data as never, books);
  return [put(purchaseTable, { ...row, status: row.agreed === null ? "open" : "agreed" })];
};

const rowOf = ({ purchase }: { purchase: Uuid }, books: Parameters<Project>[1]) =>
  books.row(purchaseTable, { purchase_id: purchase })!;
