import { assert, type Minor } from "#base";

/** What a payment can be used for. `principalDue` is the principal that instalments ask for by now, `principal` the rest. */
export type PaymentPart = "penalties" | "fees" | "interest" | "principalDue" | "principal";

/** What is owed on a running loan on a day, in minor units, none below zero. */
export type Owed = Readonly<Record<PaymentPart, Minor>>;

/** How one payment is used. All add up to the amount paid; `over` is more than all that is owed. */
export interface Allocation extends Owed {
  readonly over: Minor;
}

/** The orders a product may state. */
export const paymentOrders = ["interest-first", "principal-first", "charges-last"] as const;

/**
 * Charges come before interest and interest before principal, as most lenders have it. "principal-first": the principal
 * that is due before the interest. "charges-last": all of the instalment before what is charged beside it. What is left
 * over makes the loan smaller.
 */
export const partsInOrder: Readonly<Record<(typeof paymentOrders)[number], readonly PaymentPart[]>> = {
  "interest-first": ["penalties", "fees", "interest", "principalDue", "principal"],
  "principal-first": ["penalties", "fees", "principalDue", "interest", "principal"],
  "charges-last": ["interest", "principalDue", "fees", "penalties", "principal"],
};

export const usualOrder = partsInOrder["interest-first"];

/** Uses a payment of any amount (minor units, not negative) in the given order, each part up to what is owed of it. */
export function allocatePayment(amount: Minor, owed: Owed, order: readonly PaymentPart[] = usualOrder): Allocation {
  assert(amount >= 0n, "a payment is not negative");
  assert(order.length === usualOrder.length && new Set(order).size === order.length, "an order names each part once");
  const used = { penalties: 0n, fees: 0n, interest: 0n, principalDue: 0n, principal: 0n };
  let left = amount;
  for (const part of order) {
    assert(owed[part] >= 0n, "what is owed is not negative");
    used[part] = left < owed[part] ? left : owed[part];
    left -= used[part];
  }
  return { ...used, over: left };
}
