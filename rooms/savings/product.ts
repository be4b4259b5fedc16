import {
  type AccountCode,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { account, fundTable } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps } from "./reading.ts";
import { accountOfProduct, type ProductRule, productRule } from "./rules.ts";

/** A product as its rule has it on a day, with the unit of its fund and the account it is kept in. */
export interface Product extends ProductRule {
  readonly product: string;
  readonly unit: string;
  readonly account: AccountCode;
}

/** The product on the day, or the refusal that says the group has none of this name. */
export function productOn(product: string, on: Day, books: Books): Product | Refusal {
  const value = ruleOn(productRule, on, books, product);
  if (!value) return refuse("savings.no-such-product", { product });
  const fund = books.row(fundTable, { fund: value.fund });
  if (!fund) return refuse("ledger.no-such-fund", { fund: value.fund });
  return { ...value, product, unit: fund.unit, account: accountOfProduct(product, value) };
}

/** What {@link productOn} must see, and then her balance, the fund's cash, and the product whose minimum goes first. */
export function needsProduct(product: string, member: MemberId, books: Books, on: Day): readonly Need[] {
  return needsInSteps(
    books,
    [need.row(membershipTable, { member_id: member }), needsRules, need.all(fundTable)],
    () => {
      const found = productOn(product, on, books);
      if ("refused" in found) return [];
      const before = found.after_minimum_of === undefined ? found : productOn(found.after_minimum_of, on, books);
      return [
        need.balance(found.account, found.unit, member),
        need.balance(account.cash(found.fund), found.unit),
        ...("refused" in before ? [] : [need.balance(before.account, before.unit, member)]),
      ];
    },
  );
}

/** What she has in a product, in minor units; never below zero. */
export const savedIn = ({ account: kept, unit }: Product, member: MemberId, books: Books): Minor =>
  -books.balance({ account: kept, unit, member });

/** Only an active member saves; officials hold no books. */
export function refuseStranger(member: MemberId, books: Books): Refusal | null {
  const membership = books.row(membershipTable, { member_id: member });
  if (membership?.kind !== "member") return refuse("savings.not-a-member", { member });
  if (membership.status !== "active")
    return refuse("savings.no-longer-a-member", { number: membership.number, status: membership.status });
  return null;
}

/** A term deposit is written on its own, with its day: nothing else comes into its product or goes out of it. */
export const refuseTerm = ({ kind, product }: Product): Refusal | null =>
  kind === "term" ? refuse("savings.term-by-deposit", { product }) : null;
