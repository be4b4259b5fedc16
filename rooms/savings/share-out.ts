import { assert, type Minor, type Ratio, ratio, sum } from "#base";

/** "floor": everybody is rounded down and the rest stays; "largest-remainder": the rest goes where most was cut off. */
export type ShareOutPolicy = "floor" | "largest-remainder";

export interface ShareOutInput {
  /** All that is in the loan fund, in minor units. */
  readonly pot: Minor;
  /** What is not shared out: the social fund, the indivisible reserve. Taken out of the pot first. */
  readonly exclude?: readonly Minor[];
  /** Shares by member, in the order in which ties are decided: the lower member number first. */
  readonly shares: readonly bigint[];
  /** What each of them owes the fund, set off against her shares; not in the pot. Nothing unless given. */
  readonly debts?: readonly Minor[];
  /** The smallest note or coin, in minor units: each payout is a multiple of it. */
  readonly cashStep: Minor;
  readonly policy: ShareOutPolicy;
}

export interface ShareOut {
  /** The pot less what is excluded, and what is set off. */
  readonly shared: Minor;
  /** Exact, in minor units a share. */
  readonly valuePerShare: Ratio;
  /** What of each debt the shares cover: all of it, or all they are worth. In the order of the shares. */
  readonly setOff: readonly Minor[];
  /** Into the hand, beside what is set off; with it they add up to `shared` less `remainder`, exactly. */
  readonly payouts: readonly Minor[];
  /** What cannot be paid by the rule. It goes where the group decided beforehand. */
  readonly remainder: Minor;
}

/**
 * The share-out at the end of a cycle: what a share is worth is the pot divided by all shares, and a member gets that
 * times her shares, in whole cash units (VSLA programme guide). By the largest remainder, the cash units that rounding
 * down has left go one each to those of whom most was cut off. There is at least one share, and nothing is below zero.
 *
 * A debt is set off before anything is rounded: only what goes into the hand must be payable in cash.
 */
export function shareOut({ pot, exclude = [], shares, debts, cashStep, policy }: ShareOutInput): ShareOut {
  const cash = pot - sum(exclude);
  assert(cash >= 0n, "what is excluded is in the pot");
  assert(sum(shares) > 0n && shares.every(held => held >= 0n), "there is a share");
  const owed = debts ?? shares.map(() => 0n);
  const { worth, of, isCovered } = worthOfShares(cash, shares, owed);
  const setOff = owed.map((debt, index) => (isCovered[index] ? debt : (shares[index]! * worth) / of));
  const unit = of * cashStep;
  // Whose debt is above what her shares are worth has nothing in hand, to the last part of a coin.
  const inHand = shares.map((held, index) => (isCovered[index] ? held * worth - owed[index]! * of : 0n));
  const units = inHand.map(part => part / unit);
  let missing = policy === "floor" ? 0n : cash / cashStep - sum(units);
  const cutOff = inHand.map(part => part % unit);
  const byCutOff = shares
    .map((_, index) => index)
    .sort((a, b) => (cutOff[a] === cutOff[b] ? a - b : cutOff[a]! > cutOff[b]! ? -1 : 1));
  for (const index of byCutOff) {
    if (missing === 0n) break;
    units[index]! += 1n;
    missing -= 1n;
  }
  const payouts = units.map(count => count * cashStep);
  return {
    shared: cash + sum(setOff),
    valuePerShare: ratio(worth, of),
    setOff,
    payouts,
    remainder: cash - sum(payouts),
  };
}

/**
 * What `of` shares are worth, exactly. A debt makes the pot larger, but by no more than the debtor's own shares are worth:
 * the rest of it nobody gets. So each debtor whose shares do not cover her debt is left out, with her shares, until all
 * that are left are covered; leaving one out lowers what a share is worth, so she would not be covered later either. Some
 * are always left: were nobody covered, there would be less than nothing in the box.
 */
function worthOfShares(
  cash: Minor,
  shares: readonly bigint[],
  debts: readonly Minor[],
): { readonly worth: Minor; readonly of: bigint; readonly isCovered: readonly boolean[] } {
  let isCovered = shares.map(() => true);
  for (;;) {
    const worth = cash + sum(debts.filter((_, index) => isCovered[index]));
    const of = sum(shares.filter((_, index) => isCovered[index]));
    const after = isCovered.map((was, index) => was && debts[index]! * of <= shares[index]! * worth);
    if (after.every((is, index) => is === isCovered[index])) return { worth, of, isCovered };
    isCovered = after;
  }
}

/**
 * Shares are bought whole: 23 at 5 is 4 shares and 3 left over, never 4.6 shares.
 * What is left over is handed back or goes to a fund, by the group's rule. Minor units; the price is above zero.
 */
export function wholeShares(paid: Minor, price: Minor): { readonly shares: bigint; readonly leftOver: Minor } {
  assert(paid >= 0n && price > 0n, "a share has a price and nobody pays less than nothing");
  return { shares: paid / price, leftOver: paid % price };
}
