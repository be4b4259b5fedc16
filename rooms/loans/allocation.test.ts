import fc from "fast-check";
import { BrokenInvariant } from "#base";
import { describe, expect, test } from "vitest";
import { allocatePayment, type Owed, type PaymentPart, usualOrder } from "./allocation.ts";

const owed: Owed = { penalty: 2_000n, interest: 8_000n, principal: 400_000n };

describe("a payment of any amount finds its use", () => {
  test.each<[bigint, bigint, bigint, bigint, bigint]>([
    // pays   | penalty | interest | principal | over
    [0n, 0n, 0n, 0n, 0n],
    [1_500n, 1_500n, 0n, 0n, 0n],
    [2_000n, 2_000n, 0n, 0n, 0n],
    [7_000n, 2_000n, 5_000n, 0n, 0n],
    [10_000n, 2_000n, 8_000n, 0n, 0n],
    [120_000n, 2_000n, 8_000n, 110_000n, 0n],
    [410_000n, 2_000n, 8_000n, 400_000n, 0n],
    [410_001n, 2_000n, 8_000n, 400_000n, 1n],
  ])("%s", (pays, penalty, interest, principal, over) => {
    expect(allocatePayment(pays, owed)).toEqual({ penalty, interest, principal, over });
  });

  test("in the order the product states", () => {
    expect(allocatePayment(7_000n, owed, ["principal", "interest", "penalty"])).toEqual({
      penalty: 0n,
      interest: 0n,
      principal: 7_000n,
      over: 0n,
    });
  });
});

const amount = fc.bigInt(0n, 10n ** 12n);
const anyOwed: fc.Arbitrary<Owed> = fc.record({ penalty: amount, interest: amount, principal: amount });
const anyOrder = fc.shuffledSubarray<PaymentPart>([...usualOrder], { minLength: 3 });

test("the parts add up to what was paid, none above what is owed, and nothing is over while something is owed", () => {
  fc.assert(
    fc.property(amount, anyOwed, anyOrder, (pays, owed, order) => {
      const { penalty, interest, principal, over } = allocatePayment(pays, owed, order);
      expect(penalty + interest + principal + over).toBe(pays);
      expect(penalty <= owed.penalty && interest <= owed.interest && principal <= owed.principal).toBe(true);
      if (over > 0n) expect({ penalty, interest, principal }).toEqual(owed);
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
