import fc from "fast-check";
import { BrokenInvariant, sum } from "#base";
import { describe, expect, test } from "vitest";
import { allocatePayment, type Owed, partsInOrder, type PaymentPart, usualOrder } from "./allocation.ts";

const owed: Owed = { penalties: 2_000n, fees: 1_000n, interest: 8_000n, principalDue: 0n, principal: 400_000n };

describe("a payment of any amount finds its use", () => {
  test.each<[bigint, bigint, bigint, bigint, bigint, bigint]>([
    // pays   | penalties | fees | interest | principal | over
    [0n, 0n, 0n, 0n, 0n, 0n],
    [1_500n, 1_500n, 0n, 0n, 0n, 0n],
    [2_500n, 2_000n, 500n, 0n, 0n, 0n],
    [8_000n, 2_000n, 1_000n, 5_000n, 0n, 0n],
    [11_000n, 2_000n, 1_000n, 8_000n, 0n, 0n],
    [121_000n, 2_000n, 1_000n, 8_000n, 110_000n, 0n],
    [411_000n, 2_000n, 1_000n, 8_000n, 400_000n, 0n],
    [411_001n, 2_000n, 1_000n, 8_000n, 400_000n, 1n],
  ])("%s", (pays, penalties, fees, interest, principal, over) => {
    expect(allocatePayment(pays, owed)).toEqual({ penalties, fees, interest, principalDue: 0n, principal, over });
  });

  test.each([
    // what the product states | what 150,000 is used for, 100,000 of the principal being due
    ["interest-first", [2_000n, 1_000n, 8_000n, 100_000n, 39_000n]],
    ["principal-first", [2_000n, 1_000n, 8_000n, 100_000n, 39_000n]],
    ["charges-last", [2_000n, 1_000n, 8_000n, 100_000n, 39_000n]],
  ] as const)("%s: enough for all that is due", (order, parts) => {
    expect(used(150_000n, order)).toEqual(parts);
  });

  test.each([
    ["interest-first", [2_000n, 1_000n, 8_000n, 39_000n, 0n]],
    ["principal-first", [2_000n, 1_000n, 0n, 47_000n, 0n]],
    ["charges-last", [0n, 0n, 8_000n, 42_000n, 0n]],
  ] as const)("%s: 50,000 is not enough", (order, parts) => {
    expect(used(50_000n, order)).toEqual(parts);
  });
});

function used(pays: bigint, order: keyof typeof partsInOrder): readonly bigint[] {
  const due = { ...owed, principalDue: 100_000n, principal: 300_000n };
  const { penalties, fees, interest, principalDue, principal } = allocatePayment(pays, due, partsInOrder[order]);
  return [penalties, fees, interest, principalDue, principal];
}

const amount = fc.bigInt(0n, 10n ** 12n);
const anyOwed: fc.Arbitrary<Owed> = fc.record({
  penalties: amount,
  fees: amount,
  interest: amount,
  principalDue: amount,
  principal: amount,
});
const anyOrder = fc.shuffledSubarray<PaymentPart>([...usualOrder], { minLength: usualOrder.length });

test("the parts add up to what was paid, none above what is owed, and nothing is over while something is owed", () => {
  fc.assert(
    fc.property(amount, anyOwed, anyOrder, (pays, owed, order) => {
      const { over, ...used } = allocatePayment(pays, owed, order);
      expect(sum(Object.values(used)) + over).toBe(pays);
      for (const part of usualOrder) expect(used[part] <= owed[part]).toBe(true);
      if (over > 0n) expect(used).toEqual(owed);
    }),
  );
});

test("a later part gets nothing before the earlier is paid in full", () => {
  fc.assert(
    fc.property(amount, anyOwed, anyOrder, (pays, owed, order) => {
      const used = allocatePayment(pays, owed, order);
      const open = order.findIndex(part => used[part] < owed[part]);
      if (open >= 0) for (const part of order.slice(open + 1)) expect(used[part]).toBe(0n);
    }),
  );
});

test("an order that forgets or doubles a part is a bug", () => {
  expect(() => allocatePayment(1n, owed, ["interest", "principal"])).toThrow(BrokenInvariant);
  expect(() => allocatePayment(1n, owed, ["interest", "interest", "principal"])).toThrow(BrokenInvariant);
  expect(() => allocatePayment(-1n, owed)).toThrow(BrokenInvariant);
});
