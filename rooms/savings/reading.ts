import type { Books, Need } from "#base";

/**
 * Needs that can only be named once others are read: which account a product has stands in its rule, which cycle runs
 * stands in its row. Called again after each load, as every `needs` is; what comes next waits for the first rows.
 */
export function needsInSteps(books: Books, first: readonly Need[], next: () => readonly Need[]): readonly Need[] {
  const isRead = first.every(need => !("rows" in need) || books.isCovered(need.rows, need.where));
  return isRead ? [...first, ...next()] : first;
}
