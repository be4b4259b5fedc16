import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "#base";
import { divide, type Residual, type Stake } from "./divide.ts";

const stake = (of: Partial<Stake> = {}): Stake => ({ savings: 0n, capital: 0n, shares: 0n, debt: 0n, ...of });
const among = (
  money: bigint,
  stakes: readonly Stake[],
  residual: Residual = "receiver",
  isActive = stakes.map(() => true),
) => divide(money, stakes, { residual, isActive });
const payouts = (...of: Parameters<typeof among>) => among(...of).parts.map(one => one.payout);

describe("what is in a fund, divided at its end", () => {
  it("gives everybody what is hers, and what is left to the body that was named", () => {
    const found = among(500n, [stake({ savings: 100n, capital: 50n }), stake({ capital: 50n })]);
    expect(found.parts.map(one => one.payout)).toEqual([150n, 50n]);
    expect(found.toReceiver).toBe(300n);
  });

  it("keeps what was given to the group for the body that was named, and no saving or capital short for it", () => {
    const kept = (money: bigint, given: bigint, of: readonly Stake[], residual: Residual = "equally") =>
      divide(money, of, { residual, isActive: of.map(() => true), given });
    const savers = [stake({ savings: 100n, capital: 50n }), stake({ capital: 50n })];
    expect(kept(500n, 120n, savers)).toMatchObject({ toReceiver: 120n, parts: [{ payout: 240n }, { payout: 140n }] });
    expect(kept(260n, 120n, savers)).toMatchObject({ toReceiver: 60n, parts: [{ payout: 150n }, { payout: 50n }] });
    expect(kept(150n, 120n, savers)).toMatchObject({ toReceiver: 0n });
    // As at a share-out: shares have what there is without it.
    expect(kept(500n, 100n, [stake({ shares: 100n }), stake({ shares: 100n })])).toMatchObject({
      toReceiver: 100n,
      parts: [{ payout: 200n }, { payout: 200n }],
    });
  });

  it("gives what is left by capital, or to each the same, where the rule says so", () => {
    const three = [stake({ capital: 100n }), stake({ capital: 200n }), stake({ savings: 10n })];
    expect(among(371n, three, "by-capital")).toMatchObject({ toReceiver: 0n });
    // 61 is left: 20⅓ and 40⅔, and the smallest unit goes where most was cut off.
    expect(payouts(371n, three, "by-capital")).toEqual([120n, 241n, 10n]);
    // 61 is 20⅓ for each: the lower number first.
    expect(payouts(371n, three, "equally")).toEqual([121n, 220n, 30n]);
    expect(payouts(371n, three, "equally", [false, true, true])).toEqual([100n, 231n, 40n]);
  });

  it("pays what was saved before capital where there is too little, and capital in proportion", () => {
    const two = [stake({ savings: 100n, capital: 300n }), stake({ savings: 50n, capital: 100n })];
    expect(payouts(251n, two)).toEqual([176n, 75n]);
    expect(payouts(150n, two)).toEqual([100n, 50n]);
    // 100 for 150: 66⅔ and 33⅓.
    expect(payouts(100n, two)).toEqual([67n, 33n]);
    expect(payouts(0n, two)).toEqual([0n, 0n]);
  });

  it("lets shares of a cycle bear the loss first, and have all that was earned", () => {
    const two = [stake({ savings: 40n, shares: 200n }), stake({ shares: 100n })];
    expect(payouts(400n, two)).toEqual([280n, 120n]);
    expect(payouts(100n, two, "equally")).toEqual([80n, 20n]);
    expect(among(400n, two).toReceiver).toBe(0n);
  });

  it("sets off one for one what a saver owes, and of a loss no more than her capital is worth", () => {
    expect(among(70n, [stake({ savings: 100n, debt: 30n })]).parts).toEqual([{ setOff: 30n, payout: 70n }]);
    // In full: 100 of capital covers 60, and 40 is handed to her.
    expect(among(140n, [stake({ capital: 100n, debt: 60n }), stake({ capital: 100n })]).parts).toEqual([
      { setOff: 60n, payout: 40n },
      { setOff: 0n, payout: 100n },
    ]);
    // There are 50 for the other and for what the debtor's capital is worth: half of what was paid, and no more is set off.
    const { parts } = among(50n, [stake({ capital: 100n, debt: 80n }), stake({ capital: 100n })]);
    expect(parts).toEqual([
      { setOff: 50n, payout: 0n },
      { setOff: 0n, payout: 50n },
    ]);
  });

  const amount = fc.oneof(fc.bigInt({ min: 0n, max: 30n }), fc.bigInt({ min: 0n, max: 10n ** 15n }));
  const anyStake = fc.record({ savings: amount, capital: amount, shares: amount, debt: amount });
  const anyFund = fc.tuple(
    amount,
    fc.array(fc.tuple(anyStake, fc.boolean()), { maxLength: 12 }),
    fc.constantFrom<Residual>("receiver", "by-capital", "equally"),
  );

  it("loses nothing and makes nothing, whatever the books: members and receiver have all of the money", () => {
    fc.assert(
      fc.property(anyFund, ([money, members, residual]) => {
        const stakes = members.map(([one]) => one);
        const { parts, toReceiver } = among(money, stakes, residual, members.map(([, isActive]) => isActive));
        expect(sum(parts.map(one => one.payout)) + toReceiver).toBe(money);
        expect(toReceiver >= 0n).toBe(true);
        parts.forEach(({ setOff, payout }, index) => {
          const { debt, savings, capital, shares } = stakes[index]!;
          expect(payout >= 0n && setOff >= 0n && setOff <= debt).toBe(true);
          // Money goes into no hand that still owes.
          if (setOff < debt) expect(payout).toBe(0n);
          if (residual === "receiver" && shares === 0n) expect(setOff + payout <= savings + capital).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("pays no capital while a saver waits for hers, and nothing by rule while capital waits", () => {
    fc.assert(
      fc.property(anyFund, ([money, members]) => {
        const stakes = members.map(([one]) => ({ ...one, debt: 0n, shares: 0n }));
        const found = payouts(money, stakes, "equally");
        stakes.forEach(({ savings }, index) => {
          if (found[index]! < savings)
            found.forEach((got, other) => expect(got <= stakes[other]!.savings).toBe(true));
        });
        const isShort = stakes.some(({ savings, capital }, index) => found[index]! < savings + capital);
        if (isShort)
          found.forEach((got, index) => expect(got <= stakes[index]!.savings + stakes[index]!.capital).toBe(true));
      }),
      { numRuns: 500 },
    );
  });
});
