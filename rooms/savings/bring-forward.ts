/**
 * What a member has in the paper books of a group that begins here in mid-life. Each is a fact of its own against the
 * opening account of its fund, which is even again once funds and loans are brought in too.
 */
import {
  addDays,
  addMonths,
  type Books,
  type Day,
  dayOf,
  type Fact,
  type MemberId,
  type Minor,
  partsOf,
  type Project,
  put,
  type Refusal,
  refuse,
} from "#base";
import { ruleOn } from "#assembly";
import { account, fundTable } from "#ledger";
import { type Product, productOn, refuseStranger, refuseTerm } from "./product.ts";
import { sharesRule } from "./rules.ts";
import { broughtForwardTable, cycleTable, sharesBoughtTable } from "./tables.ts";

/** `through` is the last day of the paper books; the rules are those of `today`, since the group has none of before. */
export interface CutOff {
  readonly through: Day;
  readonly today: Day;
}

/** Her balance in a product: minor units above zero. */
export function bringSavingsForward(
  { member, product: code, amount }: { readonly member: MemberId; readonly product: string; readonly amount: Minor },
  { through, today }: CutOff,
  books: Books,
): Fact | Refusal {
  const product = productOn(code, today, books);
  if ("refused" in product) return product;
  const refusal = refuseStranger(member, books) ?? refuseTerm(product);
  if (refusal) return refusal;
  if (amount === 0n) return refuse("savings.amount-missing", { product: code });
  const { fund, unit, account: kept } = product;
  return {
    kind: "savings.brought-forward",
    on: through,
    member,
    lines: [
      { account: account.opening(fund), unit, amount },
      { account: kept, member, unit, amount: -amount },
    ],
    data: { product: code },
  };
}

export const savingsBroughtForward: Project = fact => [
  put(broughtForwardTable, {
    product: fact.data!["product"] as string,
    member_id: fact.member!,
    amount: -fact.lines.find(line => line.member !== undefined)!.amount,
    through_on: fact.on,
  }),
];

/** From when on a product is due from her again, and what of her balance belongs to the time before; or nothing. */
export function settledBefore(
  product: Product,
  member: MemberId,
  books: Books,
): { readonly since: Day; readonly amount: Minor } | undefined {
  const row = books.row(broughtForwardTable, { product: product.product, member_id: member });
  if (!row) return undefined;
  const { year, month } = partsOf(row.through_on);
  // The month of the cut-off is settled by what was brought forward, on whichever day of it the group met.
  const since = product.every === "month" ? addMonths(dayOf(year, month, 1), 1) : addDays(row.through_on, 1);
  return { since, amount: row.amount };
}

/** Whole shares of the running cycle, at the price of the rule. */
export function bringSharesForward(
  { member, fund, shares }: { readonly member: MemberId; readonly fund: string; readonly shares: number },
  { through, today }: CutOff,
  books: Books,
): Fact | Refusal {
  const rule = ruleOn(sharesRule, today, books, fund);
  const row = books.row(fundTable, { fund });
  if (!rule || !row) return refuse("savings.no-shares-in-fund", { fund });
  const { unit, nature } = row;
  if (nature !== "divisible") return refuse("savings.fund-is-not-shared-out", { fund, nature });
  const stranger = refuseStranger(member, books);
  if (stranger) return stranger;
  if (shares === 0) return refuse("savings.shares-missing", { fund });
  const amount = rule.price * BigInt(shares);
  return {
    kind: "savings.shares-brought-forward",
    on: through,
    member,
    lines: [
      { account: account.opening(fund), unit, amount },
      { account: account.shares(fund), member, unit, amount: -amount },
    ],
    data: { fund, price: String(rule.price), shares: String(shares) },
  };
}

/** They stand in the first cycle here. On which days they were bought stands on paper, so nothing is proposed by it. */
export const sharesBroughtForward: Project = fact => {
  const data = fact.data as { readonly fund: string; readonly price: string; readonly shares: string };
  return [
    put(cycleTable, {
      fund: data.fund,
      cycle: 1,
      price: BigInt(data.price),
      opened_on: fact.on,
      last_bought_on: addDays(fact.on, -1),
      closed_on: null,
    }),
    put(sharesBoughtTable, {
      seq: fact.seq,
      fund: data.fund,
      cycle: 1,
      member_id: fact.member!,
      bought_on: fact.on,
      shares: Number(data.shares),
      is_taken_back: false,
    }),
  ];
};
