import { type Books, type Day, entry, type Line, type MemberId, type Minor, type Refusal, refuse } from "#base";
import { account } from "#ledger";
import { needsHolds, needsProduct, productOn, refusalToTake } from "#savings";
import { accountsOf, needsMoney, plannedPart, purchaseIn, refuseStranger, ruleOfFund, standingOfMember } from "./purchase.ts";
import type { PurchaseRow } from "./tables.ts";

/**
 * A member pays in: in advance, up to her part as planned; once the goods came, up to what she still owes. In cash, or out of
 * the savings the rule names.
 */
export const payInEntry = entry({
  name: "purchasing.pay-in",
  // After the decisions: what is decided today may be paid in today.
  step: "pay-outs",
  between: "purchasing.pay-in",
  fields: {
    purchase: { is: "uuid" },
    member: { is: "member" },
    amount: { is: "amount" },
    /** The savings product it comes out of; absent, it is cash. */
    from: { is: "code", optional: true },
  },
  needs: ({ purchase, member, from }, books, on) => [
    ...needsMoney(purchase, books, member),
    ...(from === undefined ? [] : [...needsProduct(from, member, books, on), needsHolds(member)]),
  ],
  decide({ purchase, member, amount, from }, books, { on }) {
    const row = purchaseIn(purchase, ["agreed", "received"], books);
    if ("refused" in row) return row;
    const refusal = refuseStranger(member, books) ?? refusalToPayIn(row, member, amount, books);
    if (refusal) return refusal;
    const codes = accountsOf(row);
    const { fund, unit } = row;
    const source =
      from === undefined
        ? [{ account: account.cash(fund), unit, amount }]
        : savingsLines(row, member, amount, from, on, books);
    if ("refused" in source) return source;
    const into = row.status === "received" ? codes.receivable : codes.advances;
    return [
      {
        kind: "purchasing.paid-in",
        on,
        member,
        lines: [...source, { account: into, member, unit, amount: -amount }],
        data: { purchase, ...(from === undefined ? {} : { from }) },
      },
    ];
  },
});

function refusalToPayIn(row: PurchaseRow, member: MemberId, amount: Minor, books: Books): Refusal | null {
  const { unit } = row;
  if (amount === 0n) return refuse("purchasing.amount-missing");
  const { advances, owes } = standingOfMember(row, member, books);
  if (row.status === "received")
    return amount > owes ? refuse("purchasing.more-than-owed", { unit, amount, owed: owes }) : null;
  const part = plannedPart(row, member, books);
  if (part === 0n) return refuse("purchasing.ordered-nothing");
  const left = part > advances ? part - advances : 0n;
  return amount > left ? refuse("purchasing.more-than-her-part", { unit, amount, part, paid: advances, left }) : null;
}

/** Out of her savings, and where they are kept in another fund, from its box into that of the purchase. */
function savingsLines(
  { fund, unit }: PurchaseRow,
  member: MemberId,
  amount: Minor,
  from: string,
  on: Day,
  books: Books,
): readonly Line[] | Refusal {
  const rule = ruleOfFund(fund, on, books);
  if ("refused" in rule) return rule;
  if (rule.from_savings !== from) return refuse("purchasing.not-out-of-these-savings", { product: from });
  const product = productOn(from, on, books);
  if ("refused" in product) return product;
  if (product.unit !== unit) return refuse("purchasing.savings-of-another-unit", { product: from });
  const refusal = refusalToTake(product, member, amount, on, books);
  if (refusal) return refusal;
  const drawn = { account: product.account, member, unit, amount };
  return product.fund === fund
    ? [drawn]
    : [
        drawn,
        { account: account.cash(product.fund), unit, amount: -amount },
        { account: account.cash(fund), unit, amount },
      ];
}
