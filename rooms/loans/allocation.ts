import { assert, type Minor } from "#base";

/** What a payment can be used for. A product states the order; the usual one is {@link usualOrder}. */
export type PaymentPart = "penalty" | "interest" | "principal";

export const usualOrder: readonly PaymentPart[] = ["penalty", "interest", "principal"];

/** What is owed on a running loan on a day, in minor units, none below zero. */
export interface Owed {
  readonly penalty: Minor;
  /** Interest that fell due: of this period and what was carried from earlier ones, never compounded. */
  readonly interest: Minor;
  /** All principal outstanding, due or not: what is paid beyond the interest makes the loan smaller. */
  readonly principal: Minor;
}

/** How one payment is used. The four always add up to the amount paid; `over` is more than all that is owed. */
export interface Allocation {
  readonly penalty: Minor;
  readonly interest: Minor;
  readonly principal: Minor;
  readonly over: Minor;
}

/** Uses a payment of any amount (minor units, not negative) in the given order, each part up to what is owed of it. */
export function allocatePayment(amount: Minor, owed: Owed, order: readonly PaymentPart[] = usualOrder): Allocation {
  assert(amount >= 0n, "a payment is not negative");
  assert(owed.penalty >= 0n && owed.interest >= 0n && owed.principal >= 0n, "what is owed is not negative");
  assert(order.length === 3 && new Set(order).size === 3, "an order names each part once");
  const used = { penalty: 0n, interest: 0n, principal: 0n };
  let left = amount;
  for (const part of order) {
    used[part] = owed[part];
    if (left < owed[part]) used[part] = left;
    left -= used[part];
  }
  return { ...used, over: left };
}
