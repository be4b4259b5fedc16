import {
  assert,
  type Books,
  type Day,
  entry,
  type Fact,
  isRefusal,
  type Line,
  type MemberId,
  type Minor,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, sumIn, useDecision } from "#assembly";
import { purchaseAbout } from "./agree.ts";
import { itemsMax } from "./plan.ts";
import { accountsOf, goodsOrdered, needsMoney, partsOf, purchaseIn, standingOfMember } from "./purchase.ts";
import type { Goods, Part } from "./split.ts";
import { allocationTable, type Allotted, type ItemRow, itemTable, type PurchaseRow, purchaseTable } from "./tables.ts";

/**
 * The goods came, with their bill: how much of each item, what it cost, and what the other costs were. Each one's part is
 * taken from what she paid in; what is missing of it she owes, what is left over is given back to her.
 */
export const receiveEntry = entry({
  name: "purchasing.receive",
  step: "pay-outs",
  between: "purchasing.receive",
  fields: {
    purchase: { is: "uuid" },
    /** Each item of the purchase once; nothing came of it where the quantity is zero. */
    items: {
      is: "list",
      max: itemsMax,
      of: {
        is: "group",
        of: { item: { is: "count", max: itemsMax }, quantity: { is: "amount" }, amount: { is: "amount" } },
      },
    },
    costs: { is: "amount" },
    /** Wanted where the bill is above what had been agreed. */
    decision: { is: "uuid", optional: true },
  },
  needs({ purchase, decision }, books) {
    const first = [...needsMoney(purchase, books), ...(decision === undefined ? [] : [needsDecision(decision)])];
    const row = books.isCovered(purchaseTable, { purchase_id: purchase })
      ? books.row(purchaseTable, { purchase_id: purchase })
      : undefined;
    if (!row) return first;
    const { advances, receivable } = accountsOf(row);
    return [...first, { balances: { account: advances } }, { balances: { account: receivable } }];
  },
  decide({ purchase, items, costs, decision }, books, { on }) {
    const row = purchaseIn(purchase, ["agreed"], books);
    if ("refused" in row) return row;
    const goods = goodsReceived(row, items, books);
    if ("refused" in goods) return goods;
    const bill = sum(goods.map(one => one.amount)) + costs;
    const refusal = refusalOfBill(row, bill, decision, on, books);
    if (refusal) return refusal;
    const received: Fact = {
      kind: "purchasing.received",
      on,
      lines: [],
      data: {
        purchase,
        items: goods.map(({ item, quantity, amount }) => ({
          item: String(item),
          quantity: String(quantity),
          amount: String(amount),
        })),
        costs: String(costs),
        bill: String(bill),
        ...(decision === undefined ? {} : { decision }),
      },
    };
    const parts = partsOf(row, goods, costs, books);
    assert(sum(parts.map(part => part.goods + part.costs)) === bill, "the parts of a purchase pay its bill");
    return [
      received,
      ...parts
        .filter(part => part.goods + part.costs > 0n || part.allotted.length > 0)
        .map(part => charged(row, part, on, books)),
    ];
  },
});

function goodsReceived(
  row: PurchaseRow,
  said: readonly { readonly item: number; readonly quantity: bigint; readonly amount: Minor }[],
  books: Books,
): readonly Goods[] | Refusal {
  const ordered = goodsOrdered(row.purchase_id, books);
  if (said.length !== ordered.length || ordered.some(({ item }) => said.every(one => one.item !== item)))
    return refuse("purchasing.items-differ");
  const goods = ordered.map(one => ({ ...one, ...said.find(came => came.item === one.item)! }));
  const unwanted = goods.find(
    ({ quantity, amount }, at) => ordered[at]!.quantity === 0n && (quantity > 0n || amount > 0n),
  );
  return unwanted ? refuse("purchasing.nobody-ordered", { item: unwanted.item }) : goods;
}

function refusalOfBill(
  row: PurchaseRow,
  bill: Minor,
  decision: Uuid | undefined,
  on: Day,
  books: Books,
): Refusal | null {
  if (decision === undefined)
    return bill > row.agreed!
      ? refuse("purchasing.bill-above-agreed", { unit: row.unit, bill, agreed: row.agreed! })
      : null;
  const carried = carriedDecision(decision, "purchase", purchaseAbout(row.purchase_id), books, on);
  if (isRefusal(carried)) return carried;
  const agreed = sumIn(carried);
  return bill > agreed ? refuse("purchasing.bill-above-agreed", { unit: row.unit, bill, agreed }) : null;
}

function charged(row: PurchaseRow, part: Part<MemberId>, on: Day, books: Books): Fact {
  const { unit } = row;
  const member = part.who;
  const codes = accountsOf(row);
  const cost = part.goods + part.costs;
  const { advances } = standingOfMember(row, member, books);
  const used = cost < advances ? cost : advances;
  const lines: readonly Line[] = [
    { account: codes.advances, member, unit, amount: used },
    { account: codes.receivable, member, unit, amount: cost - used },
    { account: codes.clearing, unit, amount: -cost },
  ];
  return {
    kind: "purchasing.charged",
    on,
    member,
    lines: lines.filter(line => line.amount !== 0n),
    data: {
      purchase: row.purchase_id,
      goods: String(part.goods),
      costs: String(part.costs),
      allotted: part.allotted.map(({ item, quantity }) => ({ item: String(item), quantity: String(quantity) })),
    },
  };
}

export const received: Project = (fact, books) => {
  const data = fact.data as {
    purchase: Uuid;
    items: readonly { item: string; quantity: string; amount: string }[];
    costs: string;
    bill: string;
    decision?: Uuid;
  };
  const row = books.row(purchaseTable, { purchase_id: data.purchase })!;
  return [
    put(purchaseTable, {
      ...row,
      status: "received",
      actual_costs: BigInt(data.costs),
      bill: BigInt(data.bill),
      bill_decision_id: data.decision ?? null,
      received_on: fact.on,
      received_seq: fact.seq,
    }),
    ...data.items.map(({ item, quantity, amount }) => {
      const of = books.row(itemTable, { purchase_id: data.purchase, item: Number(item) })!;
      return put(itemTable, { ...of, received: BigInt(quantity), amount: BigInt(amount) });
    }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books)]),
  ];
};

export const receiptTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { purchase: Uuid; decision?: Uuid };
  const row = books.row(purchaseTable, { purchase_id: data.purchase })!;
  const items: readonly ItemRow[] = books.rows(itemTable, { purchase_id: data.purchase });
  const nothing = { actual_costs: null, bill: null, bill_decision_id: null, received_on: null, received_seq: null };
  return [
    put(purchaseTable, { ...row, ...nothing, status: "agreed" }),
    ...items.map(item => put(itemTable, { ...item, received: null, amount: null })),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books, false)]),
  ];
};

export const chargedToHer: Project = fact => {
  const data = fact.data as unknown as {
    purchase: Uuid;
    goods: string;
    costs: string;
    allotted: readonly Allotted[];
  };
  return [
    put(allocationTable, {
      purchase_id: data.purchase,
      member_id: fact.member!,
      allotted: data.allotted,
      goods: BigInt(data.goods),
      costs: BigInt(data.costs),
      charged_seq: fact.seq,
      handed_out_on: null,
    }),
  ];
};

export const chargeTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { purchase: Uuid };
  const row = books.row(allocationTable, { purchase_id: data.purchase, member_id: fact.member! })!;
  return [put(allocationTable, { ...row, charged_seq: null })];
};
