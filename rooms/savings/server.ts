/** What the savings' room answers on the server. `client` is inside a `read` of the organisation; amounts are bigint. */
import type { AccountCode, Day, Entry, MemberId, Minor, OrganisationId } from "#base";
import type { PoolClient } from "#db";
import { account, kindOfAccount, partsOfAccount } from "#ledger";
import { loadBooks } from "#ledger/server";
import { needsCycles, openCycle } from "./cycle.ts";
import { dues } from "./dues.ts";
import { selectCycles, selectSharesBought } from "./store.ts";
import type { CycleRow, SharesBoughtRow } from "./tables.ts";

/** What a member has in one account: a product, or the shares of a fund. */
export interface Saved {
  readonly account: AccountCode;
  readonly fund: string;
  /** Empty for shares. */
  readonly product: string;
  readonly unit: string;
  /** Share capital and shares are the group's own wealth while she is a member; savings are what it owes her. */
  readonly isCapital: boolean;
  /** Minor units, not below zero. */
  readonly saved: Minor;
}

/** Everything a member saved, account by account. What she took out again in full is not among it. */
export async function savingsOf(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly Saved[]> {
  const books = await loadBooks(client, organisation, () => [{ balances: { member } }]);
  return books
    .balances({ member })
    .flatMap(({ account: code, unit, balance }): readonly Saved[] => {
      const { kind } = kindOfAccount(code);
      if ((kind !== "member-savings" && kind !== "member-shares") || balance === 0n) return [];
      const { product, fund } = partsOfAccount(code);
      return [{ account: code, fund, product, unit, isCapital: kind === "member-shares", saved: -balance }];
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

/** The stamps in a member's passbook, oldest first; what was taken back is among them and says so. */
export const sharesOf = (
  client: PoolClient,
  organisation: OrganisationId,
  of: { readonly member: MemberId; readonly fund?: string; readonly cycle?: number },
): Promise<readonly SharesBoughtRow[]> => selectSharesBought(client, organisation, of);

/** All cycles of all funds, the newest of each fund first. The running one has no day on which it closed. */
export const cyclesOf = (client: PoolClient, organisation: OrganisationId): Promise<readonly CycleRow[]> =>
  selectCycles(client, organisation);

export interface Holding {
  readonly member: MemberId;
  readonly shares: bigint;
  /** What she paid for them, minor units. */
  readonly cost: Minor;
}

/** Who holds how many shares of the running cycle of a fund; nobody where none is running. */
export async function shareholdersOf(
  client: PoolClient,
  organisation: OrganisationId,
  fund: string,
): Promise<readonly Holding[]> {
  const books = await loadBooks(client, organisation, () => [
    needsCycles(fund),
    { balances: { account: account.shares(fund) } },
  ]);
  const cycle = openCycle(fund, books);
  if (!cycle) return [];
  return books
    .balances({ account: account.shares(fund) })
    .flatMap(({ member, balance }) =>
      balance === 0n ? [] : [{ member: member!, shares: -balance / cycle.price, cost: -balance }],
    );
}

/** What is proposed for a sheet of this day: see `dues`. */
export async function savingsDueOn(
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
): Promise<readonly Entry[]> {
  return dues.due(await loadBooks(client, organisation, books => dues.needs(books, day)), day);
}
export { questions } from "./page-questions.ts";
