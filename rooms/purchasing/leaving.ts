/** What keeps a member from leaving, or a fund from being shared out, while a purchase is under way. */
import { type Books, type MemberId, type Need, need, type Refusal, refuse } from "#base";
import { accountTable } from "#ledger";
import { isOfPurchase } from "./purchase.ts";
import { commitmentTable, purchaseTable } from "./tables.ts";

/** What {@link refusalToLeave} must see, beside all her balances. */
export const needsOrdersOf = (member: MemberId): readonly Need[] => [
  need.row(commitmentTable, { member_id: member }),
  need.all(purchaseTable),
];

/** She has money in a purchase, owes for one, or ordered of one that the members agreed on and that did not come yet. */
export function refusalToLeave(member: MemberId, number: number, books: Books): Refusal | null {
  const held = books.balances({ member }).some(one => one.balance !== 0n && isOfPurchase(one.account));
  const awaits = books
    .rows(commitmentTable, { member_id: member })
    .some(
      one => one.quantity > 0n && books.row(purchaseTable, { purchase_id: one.purchase_id })?.status === "agreed",
    );
  return held || awaits ? refuse("purchasing.leaves-with-purchase", { number }) : null;
}

/** Money of a purchase is in the fund: it is no part of what is shared out. Sees what the share-out must see. */
export function refusalToShareOut(fund: string, books: Books): Refusal | null {
  const open = books
    .rows(accountTable, { fund })
    .some(({ account }) => isOfPurchase(account) && books.balances({ account }).some(one => one.balance !== 0n));
  return open ? refuse("purchasing.fund-is-buying", { fund }) : null;
}
