import { type BodyOf, type Fields, refuse, rule } from "#base";

export const subscribedSharesMax = 1_000;

const fields = {
  /** What one share costs, minor units of the product's fund. */
  share: { is: "amount" },
  /** So many each subscribes at least. */
  shares_min: { is: "count", max: subscribedSharesMax },
  /** Paid in by so many monthly instalments, the first at once. */
  months: { is: "count", max: 120 },
  /** Her part of a surplus goes first to what is still to come. */
  from_surplus: { is: "flag" },
} as const satisfies Fields;

/** How a product of capital is subscribed to; the code is the product. */
export const subscriptionRule = rule({
  key: "savings.subscription",
  many: true,
  fields,
  check: ({ share, shares_min, months }, product) =>
    share === 0n || shares_min < 1 || months < 1 ? refuse("savings.subscription-unclear", { product }) : null,
});

export type SubscriptionRule = BodyOf<typeof fields>;
