/**
 * What a restricted fund has for its purpose, and a reserve for losses: what was brought to it, and what was given to it, which
 * stays told apart for as long as it is there. What is spent is taken from what was brought first, from gifts last. Pure.
 */
import { type AccountCode, type Books, type Line, type Minor, type Need, need } from "#base";
import { account } from "./chart.ts";
import type { FundNature } from "./tables.ts";

interface Kept {
  readonly fund: string;
  readonly unit: string;
  /** Restricted, where it is not said. */
  readonly nature?: FundNature;
}

const equityOf = ({ fund, nature = "restricted" }: Kept): AccountCode => account.equity(fund, nature);

/** What {@link ownWealth} and {@link spentOfOwn} must see. */
export const needsOwnWealth = (of: Kept): readonly Need[] => [
  need.balance(equityOf(of), of.unit),
  need.balance(account.donated(of.fund), of.unit),
];

const held = (of: Kept, books: Books): { readonly brought: Minor; readonly given: Minor } => ({
  brought: -books.balance({ account: equityOf(of), unit: of.unit }),
  given: -books.balance({ account: account.donated(of.fund), unit: of.unit }),
});

/** Minor units of the fund. */
export function ownWealth(of: Kept, books: Books): Minor {
  const { brought, given } = held(of, books);
  return brought + given;
}

/** The debits of what is spent of it. Where there is not so much, the limit of the account refuses it. */
export function spentOfOwn(of: Kept, amount: Minor, books: Books): readonly Line[] {
  const { brought, given } = held(of, books);
  const short = amount > brought ? amount - brought : 0n;
  const fromGifts = short < given ? short : given;
  return [
    { account: equityOf(of), unit: of.unit, amount: amount - fromGifts },
    { account: account.donated(of.fund), unit: of.unit, amount: fromGifts },
  ].filter(line => line.amount !== 0n);
}
