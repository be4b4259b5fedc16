/**
 * What a restricted fund has for its purpose: what was brought to it, and what was given to it, which stays told apart for as
 * long as it is there. What is spent is taken from what was brought first, from gifts last. Pure.
 */
import { type Books, type Line, type Minor, type Need, need } from "#base";
import { account } from "./chart.ts";

interface Restricted {
  readonly fund: string;
  readonly unit: string;
}

/** What {@link ownWealth} and {@link spentOfOwn} must see. */
export const needsOwnWealth = ({ fund, unit }: Restricted): readonly Need[] => [
  need.balance(account.equity(fund, "restricted"), unit),
  need.balance(account.donated(fund), unit),
];

const held = (of: Restricted, books: Books): { readonly brought: Minor; readonly given: Minor } => ({
  brought: -books.balance({ account: account.equity(of.fund, "restricted"), unit: of.unit }),
  given: -books.balance({ account: account.donated(of.fund), unit: of.unit }),
});

/** Minor units of the fund. */
export function ownWealth(of: Restricted, books: Books): Minor {
  const { brought, given } = held(of, books);
  return brought + given;
}

/** The debits of what is spent of it. Where there is not so much, the limit of the account refuses it. */
export function spentOfOwn(of: Restricted, amount: Minor, books: Books): readonly Line[] {
  const { brought, given } = held(of, books);
  const short = amount > brought ? amount - brought : 0n;
  const fromGifts = short < given ? short : given;
  return [
    { account: account.equity(of.fund, "restricted"), unit: of.unit, amount: amount - fromGifts },
    { account: account.donated(of.fund), unit: of.unit, amount: fromGifts },
  ].filter(line => line.amount !== 0n);
}
