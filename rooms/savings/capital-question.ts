/**
 * What the page of the members' capital asks: how much was subscribed, paid in and is still to come, of each kind. The sums
 * are for every member to see, and what is hers; each woman's, officers see. Amounts are decimal strings of minor units.
 */
import { type Asked, type Books, type Day, need, sum } from "#base";
import type { PoolClient } from "#db";
import { needsRules, rulesOn } from "#assembly";
import { finderOf, ruleNamesOf, rulesInForce, written } from "#assembly/server";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable } from "#members";
import type { Product } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { needsSubscribed, subscribedBy, subscribedProduct } from "./subscription.ts";
import { subscriptionRule } from "./subscription-rule.ts";

const productsOn = (on: Day, books: Books): readonly Product[] =>
  rulesOn(subscriptionRule, on, books).flatMap(({ code }) => subscribedProduct(code, on, books) ?? []);

export type CapitalSeen = Awaited<ReturnType<typeof askCapital>>;
export async function askCapital(asked: Asked<PoolClient>) {
  const { client, organisation, today, member, roles } = asked;
  const books = await loadBooks(client, organisation, books =>
    needsInSteps(books, [needsRules, need.all(fundTable), need.all(membershipTable)], () =>
      productsOn(today, books).flatMap(needsSubscribed),
    ),
  );
  const find = await finderOf(asked);
  const rules = await rulesInForce(client, organisation, today);
  const members = books
    .rows(membershipTable)
    .filter(row => row.kind === "member" && row.status === "active")
    .sort((a, b) => a.number - b.number);
  return {
    ...written({
      on: today,
      products: productsOn(today, books).map(product => {
        const all = members.flatMap(({ member_id }) => {
          const one = subscribedBy(member_id, product, today, books);
          if (!one) return [];
          const { subscribed, paid, toCome, due, next } = one;
          return [{ who: find(member_id), subscribed, paid, toCome, due, next }];
        });
        return {
          product: product.product,
          unit: product.unit,
          members: all.length,
          subscribed: sum(all.map(one => one.subscribed)),
          paid: sum(all.map(one => one.paid)),
          toCome: sum(all.map(one => one.toCome)),
          mine: all.find(one => one.who.member === member) ?? null,
          people: isOfficer(roles) ? all : [],
        };
      }),
    }),
    names: await ruleNamesOf(asked, "savings."),
    rules: rules
      .filter(one => one.rule.startsWith("savings.subscription/") && one.now !== null)
      .map(one => ({ rule: one.rule, value: one.now!.value })),
  };
}
