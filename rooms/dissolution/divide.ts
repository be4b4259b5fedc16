/**
 * How what is in a fund is divided when the group ends: creditors before capital, capital before shares of a cycle, and what
 * is left by rule. Pure; all amounts are minor units of one unit, none below zero.
 */
import { type Minor, sum } from "#base";
import { shareOut } from "#savings";

/** What one member has in the fund, and owes it. */
export interface Stake {
  /** What she saved, with interest that is due on it, and what the group owes her: she is a creditor for it. */
  readonly savings: Minor;
  /** Share capital at what she paid. */
  readonly capital: Minor;
  /** Shares of a running cycle at what she paid. */
  readonly shares: Minor;
  /** On loans, those that were written off among them. */
  readonly debt: Minor;
}

export type Residual = "receiver" | "by-capital" | "equally";

export interface Part {
  /** What of her debt is set off. */
  readonly setOff: Minor;
  /** What she is to be handed. */
  readonly payout: Minor;
}

export interface Division {
  /** In the order of the stakes. */
  readonly parts: readonly Part[];
  /** What goes to the body the members named. */
  readonly toReceiver: Minor;
}

/**
 * Divides `money`, all that is in the box and at the bank, among the stakes; ties are decided by their order, the lower
 * member number first. `sum(payouts) + toReceiver` is the money, exactly.
 *
 * 1. Savings are set off one for one against what she owes the fund: between two who owe each other only the rest is owed.
 *    What is left of them is paid before anything else; where the money is short, in proportion.
 * 2. Capital at what was paid, less what she still owes; where the money is short, in proportion, and what a debtor gets is
 *    set off first, up to what her capital is worth.
 * 3. What was given to the group is not divided: of what is left then, so much goes to the body that was named.
 * 4. Shares of a cycle bear what was lost before capital does, and have all the rest: as at a share-out.
 * 5. Where there are none, the rest goes where the rule says.
 *
 * In proportion is rounded down, and the smallest units left go one each to those of whom most was cut off.
 */
export function divide(
  money: Minor,
  stakes: readonly Stake[],
  {
    residual,
    isActive,
    given = 0n,
  }: { readonly residual: Residual; readonly isActive: readonly boolean[]; readonly given?: Minor },
): Division {
  const setOff = stakes.map(({ savings, debt }) => least(savings, debt));
  const payout = stakes.map(() => 0n);
  let left = money;
  const give = (parts: readonly Part[]): void => {
    parts.forEach((part, index) => {
      setOff[index]! += part.setOff;
      payout[index]! += part.payout;
      left -= part.payout;
    });
  };
  const owed = (): readonly Minor[] => stakes.map(({ debt }, index) => debt - setOff[index]!);
  // Who still has savings owes nothing any more, so nothing is set off against their part.
  const nobodyOwes = stakes.map(() => 0n);
  give(inFullOrInProportion(left, stakes.map(({ savings }, index) => savings - setOff[index]!), nobodyOwes));
  give(inFullOrInProportion(left, stakes.map(({ capital }) => capital), owed()));
  const weights = weightsOf(stakes, residual, isActive);
  if (weights !== null) give(inProportion(left - least(given, left), weights, owed()));
  return { parts: stakes.map((_, index) => ({ setOff: setOff[index]!, payout: payout[index]! })), toReceiver: left };
}

/** By what the rest is divided among members; null where none of it is theirs. */
function weightsOf(
  stakes: readonly Stake[],
  residual: Residual,
  isActive: readonly boolean[],
): readonly bigint[] | null {
  const shares = stakes.map(one => one.shares);
  const byRule =
    residual === "by-capital"
      ? stakes.map(one => one.capital)
      : stakes.map((_, index) => (residual === "equally" && isActive[index] ? 1n : 0n));
  return [shares, byRule].find(weights => sum(weights) > 0n) ?? null;
}

function inFullOrInProportion(money: Minor, claims: readonly Minor[], debts: readonly Minor[]): readonly Part[] {
  const inFull = claims.map((claim, index) => {
    const setOff = least(claim, debts[index]!);
    return { setOff, payout: claim - setOff };
  });
  return sum(inFull.map(one => one.payout)) <= money ? inFull : inProportion(money, claims, debts);
}

/** All of the money; a debtor's part is set off first, as at a share-out. */
function inProportion(money: Minor, weights: readonly bigint[], debts: readonly Minor[]): readonly Part[] {
  const shared = shareOut({ pot: money, shares: weights, debts, cashStep: 1n, policy: "largest-remainder" });
  return weights.map((_, index) => ({ setOff: shared.setOff[index]!, payout: shared.payouts[index]! }));
}

const least = (one: Minor, other: Minor): Minor => (one < other ? one : other);
