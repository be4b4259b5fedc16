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
  /** The smallest note or coin, in minor units: each payout is a multiple of it. */
  readonly cashStep: Minor;
  readonly policy: ShareOutPolicy;
}

export interface ShareOut {
  /** The pot less what is excluded. */
  readonly shared: Minor;
  /** Exact, in minor units a share. */
  readonly valuePerShare: Ratio;
  /** In the order of the shares; they add up to `shared` less `remainder`, exactly. */
  readonly payouts: readonly Minor[];
  /** What cannot be paid by the rule. It goes where the group decided beforehand. */
  readonly remainder: Minor;
}

/**
 * The share-out at the end of a cycle: what a share is worth is the pot divided by all shares, and a member gets that
 * times her shares, in whole cash units (VSLA programme guide). By the largest remainder, the cash units that rounding
 * down has left go one each to those of whom most was cut off. There is at least one share, and nothing is below zero.
 */
export function shareOut({ pot, exclude = [], shares, cashStep, policy }: ShareOutInput): ShareOut {
  const shared = pot - sum(exclude);
  const total = sum(shares);
  assert(shared >= 0n, "what is excluded is in the pot");
  assert(total > 0n && shares.every(held => held >= 0n), "there is a share");
  const unit = total * cashStep;
  const units = shares.map(held => (shared * held) / unit);
  const cutOff = shares.map(held => (shared * held) % unit);
  let missing = policy === "floor" ? 0n : shared / cashStep - sum(units);
  const byCutOff = shares
    .map((_, index) => index)
    .sort((a, b) => (cutOff[a] === cutOff[b] ? a - b : cutOff[a]! > cutOff[b]! ? -1 : 1));
  for (const index of byCutOff) {
    if (missing === 0n) break;
    units[index]! += 1n;
    missing -= 1n;
  }
  const payouts = units.map(count => count * cashStep);
  return { shared, valuePerShare: ratio(shared, total), payouts, remainder: shared - sum(payouts) };
}

/**
 * Shares are bought whole: 23 at 5 is 4 shares and 3 left over, never 4.6 shares.
 * What is left over is handed back or goes to a fund, by the group's rule. Minor units; the price is above zero.
 */
export function wholeShares(paid: Minor, price: Minor): { readonly shares: bigint; readonly leftOver: Minor } {
  assert(paid >= 0n && price > 0n, "a share has a price and nobody pays less than nothing");
  return { shares: paid / price, leftOver: paid % price };
}
