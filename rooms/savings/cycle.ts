import type { Books, Day, MemberId, Minor, Need } from "#base";
import { need } from "#base";
import { type CycleRow, cycleTable, type SharesBoughtRow, sharesBoughtTable } from "./tables.ts";

/** The cycles of a fund; there are few. */
export const needsCycles = (fund: string): Need => need.row(cycleTable, { fund });

/** The last cycle of a fund, open or closed; undefined before the first share was ever bought. */
export function lastCycle(fund: string, books: Books): CycleRow | undefined {
  let last: CycleRow | undefined;
  for (const row of books.rows(cycleTable, { fund })) if (!last || row.cycle > last.cycle) last = row;
  return last;
}

/** The running cycle of a fund. */
export function openCycle(fund: string, books: Books): CycleRow | undefined {
  const last = lastCycle(fund, books);
  return last?.closed_on === null ? last : undefined;
}

/**
 * The cycle the next share is bought in: the running one, or a new one where the last was shared out.
 * The price of a running cycle stands as long as anybody holds a share of it; with none held, the rule's price counts.
 */
export function cycleForPurchase(
  fund: string,
  price: Minor,
  on: Day,
  isAnyHeld: boolean,
  books: Books,
): { readonly cycle: number; readonly price: Minor; readonly opened_on: Day } {
  const last = lastCycle(fund, books);
  if (!last) return { cycle: 1, price, opened_on: on };
  if (last.closed_on !== null) return { cycle: last.cycle + 1, price, opened_on: on };
  return { cycle: last.cycle, price: isAnyHeld ? last.price : price, opened_on: last.opened_on };
}

/** Shares a member bought on a day, less what was taken back. */
export function boughtOn(
  of: { readonly fund: string; readonly cycle: number; readonly member: MemberId; readonly on: Day },
  books: Books,
): number {
  const { fund, cycle, on: bought_on, member: member_id } = of;
  return stamps(books.rows(sharesBoughtTable, { fund, cycle, bought_on, member_id })).reduce(
    (shares, row) => shares + row.shares,
    0,
  );
}

export const needsBoughtOn = (fund: string, cycle: number, on: Day): Need =>
  need.row(sharesBoughtTable, { fund, cycle, bought_on: on });

export const stamps = (rows: readonly SharesBoughtRow[]): readonly SharesBoughtRow[] =>
  rows.filter(row => !row.is_taken_back);
