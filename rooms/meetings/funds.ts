import { type Books, type MemberId, type Need, need } from "#base";
import { accountTable, type FundRow, fundTable } from "#ledger";
import { membershipTable } from "#members";

export const isActive = (member: MemberId, books: Books): boolean =>
  books.row(membershipTable, { member_id: member })?.status === "active";

export const fundOf = (fund: string, books: Books): FundRow | undefined => books.row(fundTable, { fund });

/** The funds, and once they are known the balances of these kinds of account in one of them. */
export function fundNeeds(fund: string, kinds: readonly string[], books: Books): readonly Need[] {
  const all = [need.all(fundTable), need.all(accountTable)];
  if (!books.isCovered(fundTable, {})) return all;
  const unit = fundOf(fund, books)?.unit;
  return unit === undefined ? all : [...all, ...kinds.map(kind => need.balance(`${kind}/${fund}`, unit))];
}
