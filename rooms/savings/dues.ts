import { type Books, type Day, type Dues, type Entry, type Need, need } from "#base";
import { needsRules, ruleOn, rulesOn, ruleVersions } from "#assembly";
import { account, fundTable } from "#ledger";
import { type MembershipRow, membershipTable } from "#members";
import { settledBefore } from "./bring-forward.ts";
import { cycleForPurchase, lastCycle, openCycle, stamps } from "./cycle.ts";
import { amountDue, fellDue } from "./periods-due.ts";
import { type Product, productOn, savedIn } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { productRule, sharesRule } from "./rules.ts";
import { needsSubscribed, subscribedBy, subscribedProduct } from "./subscription.ts";
import { subscriptionRule } from "./subscription-rule.ts";
import { broughtForwardTable, collectionTable, cycleTable, sharesBoughtTable } from "./tables.ts";

/**
 * What is proposed for the sheet: shares as last time, then the entry and compulsory savings that are due, then instalments
 * of capital that was subscribed.
 */
export const dues: Dues = {
  needs(books, on) {
    const first = [needsRules, need.all(fundTable), need.all(membershipTable), need.all(cycleTable)];
    return needsInSteps(books, first, () => [
      ...rulesOn(sharesRule, on, books).flatMap(({ code }): readonly Need[] => {
        const cycle = openCycle(code, books);
        return [
          ...books.rows(fundTable, { fund: code }).map(({ unit }) => need.total(account.shares(code), unit)),
          ...(cycle
            ? [need.row(sharesBoughtTable, { fund: code, cycle: cycle.cycle, bought_on: cycle.last_bought_on })]
            : []),
        ];
      }),
      ...dueProducts(books, on).flatMap(product => [
        need.row(collectionTable, { product: product.product }),
        need.row(broughtForwardTable, { product: product.product }),
        { balances: { account: product.account } },
      ]),
      ...subscribedProducts(books, on).flatMap(needsSubscribed),
    ]);
  },
  due: (books, on) => {
    const members = savers(books, on);
    return [
      ...rulesOn(sharesRule, on, books).flatMap(({ code }) => sharesProposed(code, members, books, on)),
      ...dueProducts(books, on).flatMap(product => savingsDue(product, members, books, on)),
      ...subscribedProducts(books, on).flatMap(product =>
        members.flatMap(({ member_id: member }): readonly Entry[] => {
          const amount = subscribedBy(member, product, on, books)?.due ?? 0n;
          return amount === 0n ? [] : [{ entry: "savings.deposit", body: { member, product: product.product, amount } }];
        }),
      ),
    ];
  },
};

/** Active members in the order in which they are called. */
const savers = (books: Books, on: Day): readonly MembershipRow[] =>
  books
    .rows(membershipTable)
    .filter(row => row.kind === "member" && row.status === "active" && row.joined_on <= on)
    .sort((a, b) => a.number - b.number);

const subscribedProducts = (books: Books, on: Day): readonly Product[] =>
  rulesOn(subscriptionRule, on, books).flatMap(({ code }) => subscribedProduct(code, on, books) ?? []);

/** Entry savings stand before compulsory ones: who joins pays them first. */
function dueProducts(books: Books, on: Day): readonly Product[] {
  const products = rulesOn(productRule, on, books).flatMap(({ code, value }) => {
    if (value.kind !== "entry" && value.kind !== "compulsory") return [];
    const product = productOn(code, on, books);
    return "refused" in product ? [] : [product];
  });
  return [...products.filter(one => one.kind === "entry"), ...products.filter(one => one.kind === "compulsory")];
}

/** The number she bought last time, within the limits; the fewest allowed where she bought none. A proposal only. */
function sharesProposed(fund: string, members: readonly MembershipRow[], books: Books, on: Day): readonly Entry[] {
  const rule = ruleOn(sharesRule, on, books, fund)!;
  const last = lastCycle(fund, books);
  const unit = books.row(fundTable, { fund })?.unit;
  const isAnyHeld = unit !== undefined && books.total(account.shares(fund), unit) !== 0n;
  const { price } = cycleForPurchase(fund, rule.price, on, isAnyHeld, books);
  const bought = new Map<string, number>();
  if (last?.closed_on === null)
    for (const row of stamps(
      books.rows(sharesBoughtTable, { fund, cycle: last.cycle, bought_on: last.last_bought_on }),
    ))
      bought.set(row.member_id, (bought.get(row.member_id) ?? 0) + row.shares);
  return members.map(({ member_id }) => {
    const shares = Math.min(rule.meeting_max, Math.max(rule.meeting_min, bought.get(member_id) ?? 0));
    return { entry: "savings.buy-shares", body: { member: member_id, fund, shares, amount: price * BigInt(shares) } };
  });
}

function savingsDue(product: Product, members: readonly MembershipRow[], books: Books, on: Day): readonly Entry[] {
  const code = product.product;
  const asked = ruleVersions(productRule, books, code).map(({ from, value }) => ({
    from,
    every: value.every ?? null,
    amount: value.amount ?? 0n,
  }));
  const collectedOn = books.rows(collectionTable, { product: code }).map(row => row.collected_on);
  return members.flatMap(({ member_id, joined_on }): readonly Entry[] => {
    const saved = savedIn(product, member_id, books);
    const settled = settledBefore(product, member_id, books);
    // An entry saving is equal for all: the amount in force today, less what she brought.
    const due =
      product.kind === "entry"
        ? [{ on, amount: product.amount ?? 0n, until: on }]
        : fellDue({ asked, since: settled && settled.since > joined_on ? settled.since : joined_on, on, collectedOn });
    const amount = amountDue(due, product.kind === "entry" || !settled ? saved : saved - settled.amount);
    return amount === 0n ? [] : [{ entry: "savings.deposit", body: { member: member_id, product: code, amount } }];
  });
}
