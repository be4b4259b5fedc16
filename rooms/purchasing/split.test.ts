import { sum } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountAt, type Goods, splitPurchase } from "./split.ts";
import { type Split, splits } from "./tables.ts";

const yarn = (of: Partial<Goods>): Goods => ({
  item: 1,
  unit_of_measure: "kg",
  price: 45_000n,
  quantity: 0n,
  amount: 0n,
  ...of,
});
const split = (
  by: Split,
  goods: readonly Goods[],
  wanted: readonly (readonly bigint[])[],
  costs: bigint,
  coin = 1n,
) =>
  splitPurchase({
    goods,
    costs,
    coin,
    split: by,
    buyers: wanted[0]!.map((_, who) => who),
    ordered: wanted.flatMap((row, at) => row.map((quantity, who) => ({ who, item: goods[at]!.item, quantity }))),
  });

describe("what each gets and pays", () => {
  test("goods by quantity, transport by quantity: the coin that is left goes to the largest remainder", () => {
    const parts = split("quantity", [yarn({ quantity: 6_000n, amount: 270_000n })], [[1_000n, 2_000n, 3_000n]], 10_000n);
    expect(parts.map(part => part.goods)).toEqual([45_000n, 90_000n, 135_000n]);
    // 1,666.67, 3,333.33 and 5,000.
    expect(parts.map(part => part.costs)).toEqual([1_667n, 3_333n, 5_000n]);
  });

  test("transport equally is borne by each who gets something, however little", () => {
    const parts = split("equally", [yarn({ quantity: 4_000n, amount: 180_000n })], [[1_000n, 0n, 3_000n]], 10_001n);
    expect(parts.map(part => part.costs)).toEqual([5_001n, 0n, 5_000n]);
  });

  test("transport by value weighs what is dear, whatever it is measured in", () => {
    const goods = [
      yarn({ quantity: 10_000n, amount: 100_000n }),
      yarn({ item: 2, unit_of_measure: "piece", price: 300_000n, quantity: 1n, amount: 300_000n }),
    ];
    const parts = split("value", goods, [[10_000n, 0n], [0n, 1n]], 40_000n);
    expect(parts.map(part => part.costs)).toEqual([10_000n, 30_000n]);
  });

  test("in whole coins: what of the bill no coin pays is borne by who bears most", () => {
    const of = { buyers: [0, 1, 2], split: "equally", coin: 100n } as const;
    const ordered = [1_000n, 3_000n, 3_000n].map((quantity, who) => ({ who, item: 1, quantity }));
    const parts = splitPurchase({ ...of, ordered, goods: [yarn({ quantity: 7_000n, amount: 315_050n })], costs: 10_000n });
    expect(parts.map(part => part.goods)).toEqual([45_000n, 135_050n, 135_000n]);
    expect(parts.map(part => part.costs)).toEqual([3_400n, 3_300n, 3_300n]);
  });

  test("less came than was ordered: everybody gets less in the same ratio, to the gram", () => {
    const [one, two] = split("quantity", [yarn({ quantity: 1_001n, amount: 45_045n })], [[1_000n, 1_000n]], 0n);
    expect(one).toMatchObject({ allotted: [{ item: 1, quantity: 501n }], goods: 22_545n });
    expect(two).toMatchObject({ allotted: [{ item: 1, quantity: 500n }], goods: 22_500n });
  });

  test("nothing came and the boat is to be paid all the same: it is borne as ordered", () => {
    for (const by of splits) {
      const parts = split(by, [yarn({})], [[1_000n, 3_000n]], 20_000n);
      expect(parts.map(part => part.costs)).toEqual(by === "equally" ? [10_000n, 10_000n] : [5_000n, 15_000n]);
      expect(parts.every(part => part.goods === 0n && part.allotted.length === 0)).toBe(true);
    }
  });

  test("a price is for one whole measure, half a coin is rounded up", () => {
    expect(amountAt(45_000n, 2_500n, "kg")).toBe(112_500n);
    expect(amountAt(1n, 500n, "kg")).toBe(1n);
    expect(amountAt(300_000n, 2n, "piece")).toBe(600_000n);
  });
});

test("whatever is bought, for whomever and by whichever split, the parts pay exactly the bill and all that came is shared", () => {
  const quantity = fc.bigInt({ min: 0n, max: 50_000n });
  const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
  const anyPurchase = fc.integer({ min: 1, max: 15 }).chain(size =>
    fc.record({
      by: fc.constantFrom(...splits),
      coin: fc.constantFrom(1n, 25n, 100n),
      costs: amount,
      items: fc.array(
        fc.record({
          wanted: fc.array(quantity, { minLength: size, maxLength: size }),
          came: quantity,
          amount,
          price: fc.bigInt({ min: 1n, max: 90_000n }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  );
  let less = 0;
  fc.assert(
    fc.property(anyPurchase, ({ by, costs, items, coin }) => {
      // What nobody ordered does not come: the receipt refuses it.
      const ordered = items.filter(item => item.wanted.some(one => one > 0n));
      if (ordered.length === 0) return;
      const goods = ordered.map((one, at) => yarn({ item: at + 1, price: one.price, quantity: one.came, amount: one.amount }));
      const parts = split(by, goods, ordered.map(one => one.wanted), costs, coin);
      expect(sum(parts.map(part => part.goods + part.costs))).toBe(sum(goods.map(one => one.amount)) + costs);
      for (const { item, quantity: came } of goods)
        expect(sum(parts.flatMap(part => part.allotted.filter(one => one.item === item).map(one => one.quantity)))).toBe(came);
      for (const [place, part] of parts.entries()) {
        expect(part.goods >= 0n && part.costs >= 0n).toBe(true);
        if (ordered.every(one => one.wanted[place] === 0n)) expect(part).toMatchObject({ goods: 0n, costs: 0n, allotted: [] });
      }
      if (ordered.some(one => one.came < sum(one.wanted))) less += 1;
    }),
  );
  expect(less).toBeGreaterThan(10);
});
