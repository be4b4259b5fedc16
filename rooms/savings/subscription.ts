/**
 * Share capital by subscription: a member says how many shares she will have, and pays them in by monthly instalments. What
 * she has in the product is what she has paid in, whatever way it came; the rest of what she subscribed is still to come. It
 * is a promise and no debt: nothing of it is in the ledger before it is paid, and it ends with her membership.
 */
import {
  addMonths,
  type Books,
  completedMonths,
  type Day,
  entry,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { ruleOn } from "#assembly";
import { needsProduct, type Product, productOn, refuseStranger, savedIn } from "./product.ts";
import { subscribedSharesMax, subscriptionRule } from "./subscription-rule.ts";
import { type SubscriptionRow, subscriptionTable } from "./tables.ts";

/** She subscribes, or subscribes more. `amount` is what the shares come to, as it was read to her. */
export const subscribeEntry = entry({
  name: "savings.subscribe",
  step: "savings",
  fields: {
    member: { is: "member" },
    product: { is: "code" },
    shares: { is: "count", max: subscribedSharesMax },
    amount: { is: "amount" },
  },
  needs: (body, books, on) => [
    ...needsProduct(body.product, body.member, books, on),
    need.row(subscriptionTable, { member_id: body.member }),
  ],
  decide({ member, product: code, shares, amount }, books, { on }) {
    const product = productOn(code, on, books);
    if ("refused" in product) return product;
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    const terms = ruleOn(subscriptionRule, on, books, code);
    if (!terms) return refuse("savings.no-subscription-rule", { product: code });
    if (!product.is_capital || product.kind !== "voluntary") return refuse("savings.not-capital", { product: code });
    const before = sum(subscriptionsOf(member, code, books).map(row => BigInt(row.shares)));
    if (before + BigInt(shares) < BigInt(terms.shares_min) || shares === 0)
      return refuse("savings.too-few-subscribed", { product: code, min: terms.shares_min, wanted: shares });
    const cost = terms.share * BigInt(shares);
    if (amount !== cost) return refuse("savings.subscription-other-sum", { unit: product.unit, shares, said: amount, amount: cost });
    const data = { product: code, shares: String(shares), amount: String(amount), months: String(terms.months) };
    return [{ kind: "savings.subscribed", on, member, lines: [], data: { ...data, unit: product.unit } }];
  },
});

interface SubscribedData {
  readonly product: string;
  readonly unit: string;
  readonly shares: string;
  readonly amount: string;
  readonly months: string;
}

const rowOf = (data: SubscribedData, of: Pick<SubscriptionRow, "seq" | "member_id" | "subscribed_on" | "is_taken_back">) => ({
  ...{ seq: of.seq, product: data.product, member_id: of.member_id, unit: data.unit, shares: Number(data.shares) },
  ...{ amount: BigInt(data.amount), months: Number(data.months) },
  ...{ subscribed_on: of.subscribed_on, is_taken_back: of.is_taken_back },
});

export const subscribed: Project = fact => [
  put(
    subscriptionTable,
    rowOf(fact.data as unknown as SubscribedData, {
      ...{ seq: fact.seq, member_id: fact.member!, subscribed_on: fact.on, is_taken_back: false },
    }),
  ),
];

/** What she paid in by then stays hers. */
export const subscriptionTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  return [
    put(
      subscriptionTable,
      rowOf(original.data as unknown as SubscribedData, {
        ...{ seq: original.seq, member_id: original.member!, subscribed_on: original.on, is_taken_back: true },
      }),
    ),
  ];
};

/** Her subscriptions to a product that stand. Her rows are there. */
export const subscriptionsOf = (member: MemberId, product: string, books: Books): readonly SubscriptionRow[] =>
  books.rows(subscriptionTable, { member_id: member }).filter(row => row.product === product && !row.is_taken_back);

/** Where she is with a product she subscribed to. Minor units, none below zero. */
export interface Subscribed {
  readonly product: Product;
  readonly subscribed: Minor;
  /** Of what she subscribed. */
  readonly paid: Minor;
  readonly toCome: Minor;
  /** What of it has fallen due. */
  readonly due: Minor;
  /** When the next instalment falls due that is not paid yet; null where none does. */
  readonly next: Day | null;
}

/** Or null where she has subscribed to nothing there. Her rows, the rules and her balance are there. */
export function subscribedBy(member: MemberId, product: Product, on: Day, books: Books): Subscribed | null {
  const rows = subscriptionsOf(member, product.product, books);
  if (rows.length === 0) return null;
  const subscribed = sum(rows.map(row => row.amount));
  const saved = savedIn(product, member, books);
  const paid = saved < subscribed ? saved : subscribed;
  const asked = (day: Day): Minor => sum(rows.map(row => askedBy(row, day)));
  const days = rows.flatMap(row => Array.from({ length: row.months }, (_, at) => addMonths(row.subscribed_on, at))).sort();
  return {
    ...{ product, subscribed, paid, toCome: subscribed - paid },
    due: asked(on) > paid ? asked(on) - paid : 0n,
    next: days.find(day => asked(day) > paid) ?? null,
  };
}

/** What of a subscription has fallen due by a day: equal instalments in whole smallest units, the last with what is left. */
export function askedBy({ amount, months, subscribed_on }: SubscriptionRow, on: Day): Minor {
  const instalments = on < subscribed_on ? 0 : Math.min(months, completedMonths(subscribed_on, on) + 1);
  return (amount * BigInt(instalments)) / BigInt(months);
}

/** A product of capital that is subscribed to, as its rules have it on a day. */
export function subscribedProduct(code: string, on: Day, books: Books): Product | null {
  const product: Product | Refusal = productOn(code, on, books);
  return "refused" in product || !product.is_capital || product.kind !== "voluntary" ? null : product;
}

/** All that {@link subscribedBy} must see of everybody. Rules and funds are there. */
export const needsSubscribed = (product: Product): readonly Need[] => [
  need.all(subscriptionTable),
  { balances: { account: product.account } },
];
