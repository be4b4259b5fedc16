import { entry, type Project, put, refuse } from "#base";
import { account } from "#ledger";
import { needsProduct, productOn, refuseStranger, refuseTerm, savedIn } from "./product.ts";
import { collectionTable } from "./tables.ts";

/**
 * A member saves. Any amount above zero is taken as it came: less than what is due leaves the rest due next time, more
 * pays ahead. Only an entry saving has an end, since it is equal for all.
 */
export const depositEntry = entry({
  name: "savings.deposit",
  step: "savings",
  between: "savings.record-deposit",
  fields: { member: { is: "member" }, product: { is: "code" }, amount: { is: "amount" } },
  needs: (body, books, on) => needsProduct(body.product, body.member, books, on),
  decide(body, books, { on, meeting }) {
    const product = productOn(body.product, on, books);
    if ("refused" in product) return product;
    const refusal = refuseStranger(body.member, books) ?? refuseTerm(product);
    if (refusal) return refusal;
    if (body.amount === 0n) return refuse("savings.amount-missing", { product: product.product });
    const saved = savedIn(product, body.member, books);
    const due = product.amount ?? 0n;
    if (product.kind === "entry" && saved + body.amount > due)
      return refuse("savings.entry-saving-is-equal", {
        product: product.product,
        unit: product.unit,
        amount: body.amount,
        saved,
        due,
        left: due > saved ? due - saved : 0n,
      });
    return [
      {
        kind: "savings.deposited",
        on,
        member: body.member,
        lines: [
          { account: account.cash(product.fund), unit: product.unit, amount: body.amount },
          { account: product.account, member: body.member, unit: product.unit, amount: -body.amount },
        ],
        data: { product: product.product, collected: product.every === "meeting" && meeting !== null },
      },
    ];
  },
});

/** What falls due at each meeting was collected at this one: who was not there owes it from now on. */
export const deposited: Project = fact => {
  const data = fact.data as { product: string; collected: boolean };
  return data.collected ? [put(collectionTable, { product: data.product, collected_on: fact.on })] : [];
};
