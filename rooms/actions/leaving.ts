/** What keeps a member from leaving, or a fund from being shared out, while members work together. */
import { type Books, type MemberId, type Refusal, refuse } from "#base";
import { accountTable } from "#ledger";
import { isOfAction } from "./action.ts";

/** Her money is in it. What she promised keeps nobody: it ends with her membership. Sees all her balances. */
export function refusalToLeave(member: MemberId, number: number, books: Books): Refusal | null {
  const held = books.balances({ member }).some(one => one.balance !== 0n && isOfAction(one.account));
  return held ? refuse("actions.leaves-with-money", { number }) : null;
}

/** Money of an action is in the fund: it is no part of what is shared out. Sees what the share-out must see. */
export function refusalToShareOut(fund: string, books: Books): Refusal | null {
  const open = books
    .rows(accountTable, { fund })
    .some(({ account }) => isOfAction(account) && books.balances({ account }).some(one => one.balance !== 0n));
  return open ? refuse("actions.fund-is-used", { fund }) : null;
}
