/** A purchase as it stands: its rows, its accounts in the ledger, and what each member's part of it will be. */
import {
  type AccountCode,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
  sum,
  unitOf,
  type Uuid,
} from "#base";
import { needsRule, ruleOn } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps } from "#savings";
import { type PurchaseRule, purchaseRule } from "./rules.ts";
import { amountAt, type Goods, type Part, splitPurchase } from "./split.ts";
import {
  allocationTable,
  commitmentTable,
  type ItemRow,
  itemTable,
  type PurchaseRow,
  purchaseTable,
  type PurchaseStatus,
} from "./tables.ts";

/** Kinds of account whose money is a joint purchase's. */
const kinds = ["purchase-clearing", "purchase-receivable", "purchase-advances"] as const;

type Of = Pick<PurchaseRow, "number" | "fund">;

/**
 * The purchase's own accounts. *Advances* is what members paid in and did not use yet, *receivable* what they still owe for
 * goods, *clearing* what the supplier has of theirs (above zero) or is owed (below). When a purchase is closed all are zero.
 */
export const accountsOf = ({ number, fund }: Of) => ({
  advances: `purchase-advances.p${number}/${fund}` as AccountCode,
  receivable: `purchase-receivable.p${number}/${fund}` as AccountCode,
  clearing: `purchase-clearing.p${number}/${fund}` as AccountCode,
});

/** Whether an account holds money of a joint purchase. */
export const isOfPurchase = (code: AccountCode): boolean => kinds.some(kind => code.startsWith(`${kind}.`));

export const needsPurchase = (purchase: Uuid): readonly Need[] => [
  need.row(purchaseTable, { purchase_id: purchase }),
  need.row(itemTable, { purchase_id: purchase }),
  need.row(commitmentTable, { purchase_id: purchase }),
  need.row(allocationTable, { purchase_id: purchase }),
];

/** {@link needsPurchase}, with what its accounts hold in all, the fund's cash, its rule, and her own parts where one is named. */
export const needsMoney = (purchase: Uuid, books: Books, member?: MemberId): readonly Need[] =>
  needsInSteps(
    books,
    [...needsPurchase(purchase), need.all(membershipTable)],
    () => {
      const row = books.row(purchaseTable, { purchase_id: purchase });
      if (!row) return [];
      const { advances, receivable, clearing } = accountsOf(row);
      const { fund, unit } = row;
      return [
        needsRule(purchaseRule, fund),
        need.total(advances, unit),
        need.total(receivable, unit),
        need.balance(clearing, unit),
        need.balance(account.cash(fund), unit),
        ...(member === undefined
          ? []
          : [
              need.balance(advances, unit, member),
              need.balance(receivable, unit, member),
              need.balance(account.payable(fund), unit, member),
            ]),
      ];
    },
  );

/** The purchase, where it is in one of these states; or the refusal that says in which it is. */
export function purchaseIn(
  purchase: Uuid,
  statuses: readonly PurchaseStatus[],
  books: Books,
): PurchaseRow | Refusal {
  const row = books.row(purchaseTable, { purchase_id: purchase });
  if (!row) return refuse("purchasing.no-such-purchase");
  return statuses.includes(row.status) ? row : refuse("purchasing.not-at-this-step", { status: row.status });
}

/** The rule its fund buys by, or the refusal that says there is none on the day. */
export const ruleOfFund = (fund: string, on: Day, books: Books): PurchaseRule | Refusal =>
  ruleOn(purchaseRule, on, books, fund) ?? refuse("purchasing.fund-does-not-buy", { fund });

/** What a purchase holds, all above zero where it is something; minor units. */
export interface Standing {
  readonly advances: Minor;
  readonly receivable: Minor;
  /** Below zero where the supplier is still to be paid. */
  readonly clearing: Minor;
  /** What of the box is the purchase's own. Below zero where the fund laid money out. */
  readonly own: Minor;
}

export function standingOf(row: PurchaseRow, books: Books): Standing {
  const codes = accountsOf(row);
  const advances = -books.total(codes.advances, row.unit);
  const receivable = books.total(codes.receivable, row.unit);
  const clearing = books.balance({ account: codes.clearing, unit: row.unit });
  return { advances, receivable, clearing, own: advances - receivable - clearing };
}

/** What she paid in and did not use, and what she still owes. */
export function standingOfMember(row: PurchaseRow, member: MemberId, books: Books) {
  const codes = accountsOf(row);
  return {
    advances: -books.balance({ account: codes.advances, unit: row.unit, member }),
    owes: books.balance({ account: codes.receivable, unit: row.unit, member }),
  };
}

export const itemsOf = (purchase: Uuid, books: Books): readonly ItemRow[] =>
  [...books.rows(itemTable, { purchase_id: purchase })].sort((a, b) => a.item - b.item);

/** Who ordered something, by member number: a tie of the split goes to the lower. Needs all memberships. */
export function buyersOf(purchase: Uuid, books: Books): readonly MemberId[] {
  const buyers = new Set(
    books
      .rows(commitmentTable, { purchase_id: purchase })
      .filter(row => row.quantity > 0n)
      .map(row => row.member_id),
  );
  const numberOf = (member: MemberId): number => books.row(membershipTable, { member_id: member })?.number ?? 0;
  return [...buyers].sort((a, b) => numberOf(a) - numberOf(b));
}

/** Goods as they were ordered, at the planned prices. */
export function goodsOrdered(purchase: Uuid, books: Books): readonly Goods[] {
  const commitments = books.rows(commitmentTable, { purchase_id: purchase });
  return itemsOf(purchase, books).map(({ item, unit_of_measure, price }) => {
    const quantity = sum(commitments.filter(row => row.item === item).map(row => row.quantity));
    return { item, unit_of_measure, price, quantity, amount: amountAt(price, quantity, unit_of_measure) };
  });
}

/** Everybody's part of these goods and costs. */
export const partsOf = (
  row: PurchaseRow,
  goods: readonly Goods[],
  costs: Minor,
  books: Books,
): readonly Part<MemberId>[] =>
  splitPurchase({
    goods,
    costs,
    split: row.split,
    coin: unitOf(row.unit)?.cashStep ?? 1n,
    buyers: buyersOf(row.purchase_id, books),
    ordered: books
      .rows(commitmentTable, { purchase_id: row.purchase_id })
      .map(({ member_id, item, quantity }) => ({ who: member_id, item, quantity })),
  });

/** Her part as planned, before anything came. */
export function plannedPart(row: PurchaseRow, member: MemberId, books: Books): Minor {
  const parts = partsOf(row, goodsOrdered(row.purchase_id, books), row.planned_costs, books);
  const part = parts.find(one => one.who === member);
  return part ? part.goods + part.costs : 0n;
}

/** Only an active member buys; officials hold no books. */
export function refuseStranger(member: MemberId, books: Books): Refusal | null {
  const membership = books.row(membershipTable, { member_id: member });
  return membership?.kind === "member" && membership.status === "active"
    ? null
    : refuse("purchasing.not-a-member", { member });
}
