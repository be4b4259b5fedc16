import { entry, type Fact, isRefusal, need, refuse } from "#base";
import { needsDecision } from "#assembly";
import { reverse } from "#ledger";
import { needsMoney, purchaseIn } from "./purchase.ts";
import { allocationTable, purchaseTable } from "./tables.ts";

/**
 * What was written of the goods and their bill was wrong: it is taken back from all at once, with the reason, and then
 * written anew. Who got her goods by it gives them back first; so does who paid by it or was refunded.
 */
export const takeBackReceiptEntry = entry({
  name: "purchasing.take-back-receipt",
  step: "corrections",
  between: "purchasing.take-back-receipt",
  fields: { purchase: { is: "uuid" }, reason: { is: "text", max: 300 } },
  needs({ purchase }, books) {
    const first = needsMoney(purchase, books);
    if (!books.isCovered(purchaseTable, { purchase_id: purchase })) return first;
    const row = books.row(purchaseTable, { purchase_id: purchase });
    const decision = row?.bill_decision_id ?? null;
    return [
      ...first,
      ...(decision === null ? [] : [needsDecision(decision)]),
      ...leavesOf(purchase, books).flatMap(seq => [
        { leaf: seq },
        ...(books.hasLeaf(seq) ? (books.leaf(seq)?.lines ?? []) : []).map(line =>
          need.balance(line.account, line.unit, line.member),
        ),
      ]),
    ];
  },
  decide({ purchase, reason }, books, { on, context }) {
    const row = purchaseIn(purchase, ["received"], books);
    if ("refused" in row) return row;
    const handed = books.rows(allocationTable, { purchase_id: purchase }).filter(one => one.handed_out_on !== null);
    if (handed.length > 0) return refuse("purchasing.hand-outs-first", { count: handed.length });
    const facts: Fact[] = [];
    for (const seq of leavesOf(purchase, books)) {
      const fact = reverse(seq, on, books, context, reason);
      if (isRefusal(fact)) return fact;
      facts.push(fact);
    }
    return facts;
  },
});

/** What was charged to each, and then the receipt itself. */
function leavesOf(purchase: Parameters<typeof purchaseIn>[0], books: Parameters<typeof purchaseIn>[2]): readonly bigint[] {
  const row = books.row(purchaseTable, { purchase_id: purchase });
  if (!row || row.received_seq === null || !books.isCovered(allocationTable, { purchase_id: purchase })) return [];
  const charges = books
    .rows(allocationTable, { purchase_id: purchase })
    .flatMap(one => (one.charged_seq === null ? [] : [one.charged_seq]));
  return [...charges.sort((a, b) => (a < b ? -1 : 1)), row.received_seq];
}
