import { BrokenInvariant, ratio } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BenefitTable, levyOf, tieredBenefit, tierOf } from "./benefit.ts";

const peso = (amount: number) => BigInt(amount) * 100n;
const fund: BenefitTable = {
  tiers: [
    { from: peso(1_000), perMember: ratio(975n) },
    { from: peso(5_000), perMember: ratio(1_125n) },
    { from: peso(15_000), perMember: ratio(1_500n) },
  ],
  tenureByMonths: [5n, 8n, 17n, 25n, 33n, 42n, 50n, 58n, 66n, 74n, 83n, 92n, 100n].map(part => ratio(part, 100n)),
  accident: ratio(1n),
  adminFee: ratio(5n, 100n),
};

describe("a benefit by tier and time in the fund", () => {
  test.each<[number, number, boolean, bigint, bigint, bigint]>([
    // capital | months | accident | gross | after tenure | net
    [6_000, 7, false, 1_125_000n, 652_500n, 619_875n],
    [15_000, 12, false, 1_500_000n, 1_500_000n, 1_425_000n],
    [2_000, 0, false, 975_000n, 48_750n, 46_313n],
    [15_000, 3, true, 1_500_000n, 1_500_000n, 1_425_000n],
    [15_000, 240, false, 1_500_000n, 1_500_000n, 1_425_000n],
  ])("capital %d, %d months, accident: %s", (capital, completedMonths, accident, gross, afterTenure, net) => {
    const death = { shareCapital: peso(capital), completedMonths, payingMembers: 1_000, accident };
    expect(tieredBenefit(fund, death)).toEqual({ gross, afterTenure, fee: afterTenure - net, net });
  });

  test("an accident changes nothing where the fund says nothing of it", () => {
    const { accident: _, ...plain } = fund;
    const death = { shareCapital: peso(6_000), completedMonths: 7, payingMembers: 1_000, accident: true };
    expect(tieredBenefit(plain, death)?.afterTenure).toBe(652_500n);
  });

  test("capital below the lowest tier, or above the last one that ends, is in none", () => {
    const death = { shareCapital: peso(999), completedMonths: 12, payingMembers: 10, accident: false };
    expect(tieredBenefit(fund, death)).toBeUndefined();
    const tiers = [{ from: peso(1_000), to: peso(2_999), perMember: ratio(975n) }];
    expect(tierOf(tiers, peso(2_999))).toBe(tiers[0]);
    expect(tierOf(tiers, peso(3_000))).toBeUndefined();
    expect(tierOf([], peso(3_000))).toBeUndefined();
  });

  test("fee and net are what tenure leaves, and nothing is below zero", () => {
    fc.assert(
      fc.property(
        fc.record({
          shareCapital: fc.bigInt(peso(1_000), peso(1_000_000)),
          completedMonths: fc.nat({ max: 400 }),
          payingMembers: fc.nat({ max: 100_000 }),
          accident: fc.boolean(),
        }),
        death => {
          const { gross, afterTenure, fee, net } = tieredBenefit(fund, death)!;
          expect(fee + net).toBe(afterTenure);
          expect(fee >= 0n && net >= 0n && afterTenure <= gross).toBe(true);
        },
      ),
    );
  });
});

describe("a flat levy", () => {
  test.each<[boolean, bigint, number, bigint, bigint]>([
    // bereaved pays | benefit | payers | collected | surplus
    [true, 15_000n, 750, 22_500n, 7_500n],
    [false, 15_000n, 749, 22_470n, 7_470n],
    [true, 30_000n, 750, 22_500n, -7_500n],
  ])("the bereaved family pays: %s, benefit %s", (bereavedPays, benefit, payers, collected, surplus) => {
    expect(levyOf({ memberFamilies: 750, contributionPerDeath: 30n, bereavedPays, benefit })).toEqual({
      payers,
      collected,
      benefit,
      surplus,
    });
  });

  test("a fund without families is a bug", () => {
    expect(() => levyOf({ memberFamilies: 0, contributionPerDeath: 30n, bereavedPays: true, benefit: 0n })).toThrow(
      BrokenInvariant,
    );
  });
});
