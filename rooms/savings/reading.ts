import { type Books, LoadedBooks, type Need } from "#base";

/**
 * Needs that can only be named once others are read: which account a product has stands in its rule, which cycle runs
 * stands in its row. Called again after each load, as every `needs` is, so each step asks for what the last one showed.
 */
export function needsInSteps(books: Books, first: readonly Need[], next: () => readonly Need[]): readonly Need[] {
  return first.every(need => isRead(need, books)) ? [...first, ...next()] : first;
}

/** Whether what this need asks for is there. Books that were not loaded piece by piece have everything. */
export function isRead(need: Need, books: Books): boolean {
  if (!(books instanceof LoadedBooks)) return true;
  if ("rows" in need) return books.isCovered(need.rows, need.where);
  if ("balance" in need) return books.hasStanding(need.balance) || books.hasBalances(need.balance.account);
  if ("balances" in need)
    return books.hasBalances(need.balances.account ?? (need.balances.member === undefined ? "*" : `m:${need.balances.member}`));
  return books.hasLeaf(need.leaf);
}
