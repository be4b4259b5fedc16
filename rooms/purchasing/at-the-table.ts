/** The purchases under way, as the forms of a meeting and the counter must know them. Pure; amounts are minor units. */
import { type Books, type Day, type MemberId, type Minor, type Need, need, sum } from "#base";
import { needsRules, ruleOn } from "#assembly";
import { membershipTable } from "#members";
import { needsInSteps } from "#savings";
import {
  accountsOf,
  buyersOf,
  goodsOrdered,
  needsPurchase,
  partsOf,
  standingOf,
  standingOfMember,
} from "./purchase.ts";
import { purchaseRule } from "./rules.ts";
import type { Goods } from "./split.ts";
import { allocationTable, type AllocationRow, type PurchaseRow, purchaseTable } from "./tables.ts";

export interface Buyer {
  readonly member: MemberId;
  /** Her part: as planned, or once the goods came as they were charged. */
  readonly part: Minor;
  readonly quantities: readonly { readonly item: number; readonly quantity: bigint }[];
  /** Paid in and not used yet. */
  readonly advances: Minor;
  /** What she still pays: in advance up to her part as planned, afterwards what she owes. */
  readonly toPay: Minor;
  /** What is to be given back to her. */
  readonly over: Minor;
  readonly handedOutOn: Day | null;
  readonly isWaiting: boolean;
}

export interface UnderWay {
  readonly row: PurchaseRow;
  readonly goods: readonly Goods[];
  readonly planned: Minor;
  readonly payLater: boolean;
  readonly fromSavings: string | null;
  readonly clearing: Minor;
  /** What of the box is its own. */
  readonly own: Minor;
  readonly buyers: readonly Buyer[];
}

/** Whether anything can still be written of it. */
const isLive = ({ status, agreed }: PurchaseRow): boolean =>
  status !== "closed" && (status !== "cancelled" || agreed !== null);

/** What {@link underWay} must see. Call it again after each load. */
export const needsUnderWay = (books: Books): readonly Need[] =>
  needsInSteps(books, [need.all(purchaseTable), need.all(membershipTable), needsRules], () =>
    books.rows(purchaseTable).filter(isLive).flatMap(needsUnderWayOf),
  );

/** The same of one purchase, whatever its state. */
export const needsUnderWayOf = (row: PurchaseRow): readonly Need[] => [
  ...needsPurchase(row.purchase_id),
  ...(row.agreed === null ? [] : needsAccountsOf(row)),
];

function needsAccountsOf(row: PurchaseRow): readonly Need[] {
  const { advances, receivable, clearing } = accountsOf(row);
  return [
    { balances: { account: advances } },
    { balances: { account: receivable } },
    need.total(advances, row.unit),
    need.total(receivable, row.unit),
    need.balance(clearing, row.unit),
  ];
}

/** Purchases of which something can be written, by their number. */
export const underWay = (books: Books, on: Day): readonly UnderWay[] =>
  books
    .rows(purchaseTable)
    .filter(isLive)
    .sort((a, b) => a.number - b.number)
    .map(row => underWayOf(row, books, on));

export function underWayOf(row: PurchaseRow, books: Books, on: Day): UnderWay {
  const id = row.purchase_id;
  const goods = goodsOrdered(id, books);
  const rule = ruleOn(purchaseRule, on, books, row.fund);
  const standing = row.agreed === null ? { clearing: 0n, own: 0n } : standingOf(row, books);
  const charged = new Map(
    books
      .rows(allocationTable, { purchase_id: id })
      .filter(one => one.charged_seq !== null)
      .map(one => [one.member_id, one]),
  );
  const planned = new Map(partsOf(row, goods, row.planned_costs, books).map(part => [part.who, part]));
  return {
    row,
    goods,
    planned: sum(goods.map(one => one.amount)) + row.planned_costs,
    payLater: rule?.pay_later ?? false,
    fromSavings: rule?.from_savings ?? null,
    clearing: standing.clearing,
    own: standing.own,
    buyers: buyersOf(id, books).map(member => {
      const hers = charged.get(member);
      const part = row.bill === null ? planned.get(member)! : null;
      const money = row.agreed === null ? { advances: 0n, owes: 0n } : standingOfMember(row, member, books);
      const due = part ? part.goods + part.costs : hers ? hers.goods + hers.costs : 0n;
      return {
        member,
        part: due,
        quantities: part ? part.allotted : allottedOf(hers),
        advances: money.advances,
        ...(row.status === "agreed"
          ? { toPay: above(due, money.advances), over: above(money.advances, due) }
          : { toPay: money.owes, over: money.advances }),
        handedOutOn: hers?.handed_out_on ?? null,
        isWaiting: row.status === "received" && (hers?.allotted.length ?? 0) > 0 && hers?.handed_out_on === null,
      };
    }),
  };
}

const above = (one: Minor, other: Minor): Minor => (one > other ? one - other : 0n);

const allottedOf = (hers: AllocationRow | undefined) =>
  (hers?.allotted ?? []).map(({ item, quantity }) => ({ item: Number(item), quantity: BigInt(quantity) }));

