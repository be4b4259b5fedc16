import {
  type Books,
  type Day,
  entry,
  isRefusal,
  type Line,
  type Minor,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, sumIn, useDecision } from "#assembly";
import { account } from "#ledger";
import { accountsOf, needsMoney, purchaseIn, standingOf } from "./purchase.ts";
import { allocationTable, type PurchaseRow, purchaseTable } from "./tables.ts";
import { restAbout } from "./write-off.ts";

/**
 * The purchase is over: all goods are handed out, everybody has paid and was refunded, and its accounts are at zero. What is
 * left with the supplier, or was never asked for, becomes the group's loss or gain by a decision.
 */
export const closeEntry = entry({
  name: "purchasing.close",
  step: "pay-outs",
  between: "purchasing.close",
  fields: { purchase: { is: "uuid" }, decision: { is: "uuid", optional: true } },
  needs({ purchase, decision }, books) {
    const first = [...needsMoney(purchase, books), ...(decision === undefined ? [] : [needsDecision(decision)])];
    const row = books.isCovered(purchaseTable, { purchase_id: purchase })
      ? books.row(purchaseTable, { purchase_id: purchase })
      : undefined;
    if (!row) return first;
    return [...first, ...[account.expense(row.fund), account.otherIncome(row.fund)].map(code => need.balance(code, row.unit))];
  },
  decide({ purchase, decision }, books, { on }) {
    const row = purchaseIn(purchase, ["received"], books);
    if ("refused" in row) return row;
    const { unit } = row;
    const waiting = books
      .rows(allocationTable, { purchase_id: purchase })
      .filter(one => one.charged_seq !== null && one.allotted.length > 0 && one.handed_out_on === null);
    if (waiting.length > 0) return refuse("purchasing.not-all-handed-out", { count: waiting.length });
    const { advances, receivable, clearing } = standingOf(row, books);
    if (receivable > 0n) return refuse("purchasing.still-owed", { unit, owed: receivable });
    if (advances > 0n) return refuse("purchasing.still-to-refund", { unit, over: advances });
    const refusal = refusalOfRest(row, clearing, decision, on, books);
    if (refusal) return refusal;
    return [
      {
        kind: "purchasing.closed",
        on,
        lines: clearing === 0n ? [] : restLines(row, clearing),
        data: { purchase, ...(decision === undefined ? {} : { decision }) },
      },
    ];
  },
});

function refusalOfRest(
  { purchase_id, unit }: PurchaseRow,
  clearing: Minor,
  decision: Uuid | undefined,
  on: Day,
  books: Books,
): Refusal | null {
  const rest = clearing < 0n ? -clearing : clearing;
  if (rest === 0n) return decision === undefined ? null : refuse("purchasing.nothing-left-to-decide");
  if (decision === undefined) return refuse("purchasing.rest-undecided", { unit, rest });
  const carried = carriedDecision(decision, "purchase", restAbout(purchase_id), books, on);
  if (isRefusal(carried)) return carried;
  const agreed = sumIn(carried);
  return rest > agreed ? refuse("purchasing.rest-above-agreed", { unit, rest, agreed }) : null;
}

const restLines = (row: PurchaseRow, clearing: Minor): readonly Line[] => [
  {
    account: clearing > 0n ? account.expense(row.fund) : account.otherIncome(row.fund),
    unit: row.unit,
    amount: clearing,
  },
  { account: accountsOf(row).clearing, unit: row.unit, amount: -clearing },
];

export const closed: Project = (fact, books) => {
  const data = fact.data as { purchase: Uuid; decision?: Uuid };
  const row = books.row(purchaseTable, { purchase_id: data.purchase })!;
  return [
    put(purchaseTable, { ...row, status: "closed", closed_on: fact.on }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books)]),
  ];
};

export const closingTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { purchase: Uuid; decision?: Uuid };
  const row = books.row(purchaseTable, { purchase_id: data.purchase })!;
  return [
    put(purchaseTable, { ...row, status: "received", closed_on: null }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books, false)]),
  ];
};
