import { BrokenInvariant, compare, ratio, sum } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shareOut, wholeShares } from "./share-out.ts";

describe("shares are bought whole", () => {
  test.each<[bigint, bigint, bigint, bigint]>([
    // paid | price | shares | left over
    [20n, 5n, 4n, 0n],
    [10n, 5n, 2n, 0n],
    [23n, 5n, 4n, 3n],
    [4n, 5n, 0n, 4n],
    [0n, 5n, 0n, 0n],
  ])("%s at %s", (paid, price, shares, leftOver) => {
    expect(wholeShares(paid, price)).toEqual({ shares, leftOver });
  });

  test("a share without a price is a bug", () => {
    expect(() => wholeShares(5n, 0n)).toThrow(BrokenInvariant);
  });
});

describe("share-out", () => {
  test("45 of 900 shares at 5, with 900 of profit, are worth 270", () => {
    const { valuePerShare, payouts, remainder } = shareOut({
      pot: 900n * 5n + 900n,
      shares: [45n, 855n],
      cashStep: 1n,
      policy: "floor",
    });
    expect(valuePerShare).toEqual(ratio(6n));
    expect(payouts).toEqual([270n, 5_130n]);
    expect(remainder).toBe(0n);
  });

  test("rounded down, what no note can pay stays", () => {
    const khr = { pot: 1_000_000n, exclude: [130_000n], shares: [60n, 45n, 75n], cashStep: 100n } as const;
    expect(shareOut({ ...khr, policy: "floor" })).toMatchObject({
      shared: 870_000n,
      valuePerShare: ratio(870_000n, 180n),
      payouts: [290_000n, 217_500n, 362_500n],
      remainder: 0n,
    });
    const uneven = { pot: 100_000n, shares: [1n, 1n, 1n], cashStep: 1_000n } as const;
    expect(shareOut({ ...uneven, policy: "floor" })).toMatchObject({
      payouts: [33_000n, 33_000n, 33_000n],
      remainder: 1_000n,
    });
    expect(shareOut({ ...uneven, policy: "largest-remainder" })).toMatchObject({
      payouts: [34_000n, 33_000n, 33_000n],
      remainder: 0n,
    });
  });

  test("nobody holds a share, or more is kept out than there is: a bug here, refused before", () => {
    expect(() => shareOut({ pot: 1n, shares: [0n], cashStep: 1n, policy: "floor" })).toThrow(BrokenInvariant);
    expect(() => shareOut({ pot: 1n, exclude: [2n], shares: [1n], cashStep: 1n, policy: "floor" })).toThrow(
      BrokenInvariant,
    );
  });

  test.each<[bigint, bigint[], bigint[], bigint[], bigint[], bigint]>([
    // in the box | shares | debts | set off | in hand | left over
    [10_000n, [1n, 1n], [0n, 0n], [0n, 0n], [5_000n, 5_000n], 0n],
    // 10,000 and 3,000 owed: 6,500 each.
    [10_000n, [1n, 1n], [3_000n, 0n], [3_000n, 0n], [3_500n, 6_500n], 0n],
    // She owes exactly what her share is worth.
    [10_000n, [1n, 1n], [10_000n, 0n], [10_000n, 0n], [0n, 10_000n], 0n],
    // One more, and the others bear it.
    [10_000n, [1n, 1n], [10_001n, 0n], [10_000n, 0n], [0n, 10_000n], 0n],
    [10_000n, [1n, 1n], [90_000n, 0n], [10_000n, 0n], [0n, 10_000n], 0n],
    // Without the first debtor a share is worth less, so the second is not covered either.
    [10_000n, [1n, 1n, 1n], [60_000n, 15_000n, 0n], [10_000n, 10_000n, 0n], [0n, 0n, 10_000n], 0n],
    // Who holds no share covers nothing.
    [10_000n, [0n, 2n], [700n, 0n], [0n, 0n], [0n, 10_000n], 0n],
    // Everybody owes, and the box is empty: what they owe each other is even.
    [0n, [2n, 1n], [4_000n, 2_000n], [4_000n, 2_000n], [0n, 0n], 0n],
    // Only what goes into the hand is paid in notes: 5,025 less 1,010 is 4,015, of which 4,000 can be paid.
    [9_040n, [1n, 1n], [1_010n, 0n], [1_010n, 0n], [4_000n, 5_000n], 40n],
  ])("%s in the box for %s shares, and %s owed", (pot, shares, debts, setOff, payouts, remainder) => {
    const shared = shareOut({ pot, shares, debts, cashStep: 100n, policy: "floor" });
    expect(shared).toMatchObject({ setOff, payouts, remainder, shared: pot + sum(setOff) });
  });

  const input = fc
    .record({
      pot: fc.bigInt(0n, 10n ** 13n),
      shares: fc.array(fc.bigInt(0n, 500n), { minLength: 1, maxLength: 30 }),
      cashStep: fc.constantFrom(1n, 25n, 100n, 1_000n),
      policy: fc.constantFrom("floor", "largest-remainder"),
      kept: fc.bigInt(0n, 100n),
    })
    .filter(({ shares }) => sum(shares) > 0n)
    .map(({ kept, ...given }) => ({ ...given, exclude: [(given.pot * kept) / 200n, (given.pot * kept) / 300n] }));

  test("whatever is owed, the box is paid out and nothing else, and who has money in hand owes nothing any more", () => {
    const debts = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(input, debts, (given, owed) => {
        const debts = given.shares.map((_, index) => owed[index]!);
        const { shared, valuePerShare, setOff, payouts, remainder } = shareOut({ ...given, debts });
        expect(sum(payouts) + remainder + sum(given.exclude)).toBe(given.pot);
        expect(sum(setOff) + sum(payouts) + remainder).toBe(shared);
        expect(remainder >= 0n).toBe(true);
        setOff.forEach((covered, index) => {
          if (covered === debts[index]) return;
          expect(payouts[index]).toBe(0n);
          const worth = (given.shares[index]! * valuePerShare.numerator) / valuePerShare.denominator;
          expect(covered).toBe(worth);
          expect(covered < debts[index]!).toBe(true);
        });
      }),
    );
  });

  test("pays exactly the pot less what is excluded and the remainder, in whole cash units", () => {
    fc.assert(
      fc.property(input, given => {
        const { payouts, remainder, shared } = shareOut(given);
        expect(sum(payouts) + remainder + sum(given.exclude)).toBe(given.pot);
        expect(sum(payouts) + remainder).toBe(shared);
        expect(payouts.every(payout => payout >= 0n && payout % given.cashStep === 0n)).toBe(true);
        expect(remainder >= 0n).toBe(true);
      }),
    );
  });

  test("is within one cash unit of what the shares are worth, and less only downwards when rounding down", () => {
    fc.assert(
      fc.property(input, given => {
        const { payouts, valuePerShare } = shareOut(given);
        payouts.forEach((payout, index) => {
          const worth = ratio(valuePerShare.numerator * given.shares[index]!, valuePerShare.denominator);
          expect(compare(ratio(payout + given.cashStep), worth)).toBe(1);
          expect(
            compare(ratio(payout), ratio(worth.numerator + given.cashStep * worth.denominator, worth.denominator)),
          ).toBe(-1);
          if (given.policy === "floor") expect(compare(ratio(payout), worth)).not.toBe(1);
        });
      }),
    );
  });

  test("leaves less than a cash unit a member when rounding down, and less than one in all otherwise", () => {
    fc.assert(
      fc.property(input, given => {
        const { remainder } = shareOut(given);
        const most = given.policy === "floor" ? given.cashStep * BigInt(given.shares.length) : given.cashStep;
        expect(remainder < most).toBe(true);
      }),
    );
  });

  test("gives who holds more no less", () => {
    fc.assert(
      fc.property(input, given => {
        const { payouts } = shareOut(given);
        given.shares.forEach((a, i) => {
          given.shares.forEach((b, j) => {
            if (a > b) expect(payouts[i]! >= payouts[j]!).toBe(true);
          });
        });
      }),
    );
  });
});
