import { type Books, type Day, entry, type MemberId, type Minor, type Refusal, refuse } from "#base";
import { account } from "#ledger";
import { needsHolds, refusalOfHold } from "./hold.ts";
import { needsProduct, type Product, productOn, refuseStranger, refuseTerm, savedIn } from "./product.ts";

/** A member takes savings out, as far as the rule of the product allows. Paid in cash. */
export const withdrawalEntry = entry({
  name: "savings.withdrawal",
  step: "pay-outs",
  between: "savings.record-withdrawal",
  fields: { member: { is: "member" }, product: { is: "code" }, amount: { is: "amount" } },
  needs: (body, books, on) => [...needsProduct(body.product, body.member, books, on), needsHolds(body.member)],
  decide(body, books, { on }) {
    const product = productOn(body.product, on, books);
    if ("refused" in product) return product;
    const refusal = refuseStranger(body.member, books) ?? refusalToTake(product, body.member, body.amount, on, books);
    if (refusal) return refusal;
    return [
      {
        kind: "savings.withdrawn",
        on,
        member: body.member,
        lines: [
          { account: product.account, member: body.member, unit: product.unit, amount: body.amount },
          { account: account.cash(product.fund), unit: product.unit, amount: -body.amount },
        ],
        data: { product: product.product },
      },
    ];
  },
});

/** What keeps a member from taking this much out of a product, in cash or to her capital. Wants her holds too. */
export function refusalToTake(
  product: Product,
  member: MemberId,
  amount: Minor,
  on: Day,
  books: Books,
): Refusal | null {
  const named = { product: product.product, unit: product.unit };
  const ofTerm = refuseTerm(product);
  if (ofTerm) return ofTerm;
  if (amount === 0n) return refuse("savings.amount-missing", named);
  if (product.withdrawable === "never") return refuse("savings.never-withdrawn", named);
  if (product.withdrawable === "on-leaving") return refuse("savings.kept-until-leaving", named);
  const saved = savedIn(product, member, books);
  if (amount > saved) return refuse("savings.more-than-saved", { ...named, wanted: amount, saved });
  const { minimum_balance: minimum } = product;
  if (saved - amount < minimum)
    return refuse("savings.below-minimum", {
      ...named,
      wanted: amount,
      saved,
      minimum,
      available: saved > minimum ? saved - minimum : 0n,
    });
  return (
    refusalOfHold({ account: product.account, unit: product.unit, member, saved }, amount, books) ??
    refusalForOtherMinimum(product, member, on, books)
  );
}

/** Capital build-up comes first in some groups: below its minimum nothing else is withdrawn either. */
function refusalForOtherMinimum(product: Product, member: MemberId, on: Day, books: Books): Refusal | null {
  if (product.after_minimum_of === undefined || product.after_minimum_of === product.product) return null;
  const other = productOn(product.after_minimum_of, on, books);
  if ("refused" in other) return other;
  const saved = savedIn(other, member, books);
  if (saved >= other.minimum_balance) return null;
  return refuse("savings.other-minimum-first", {
    product: other.product,
    unit: other.unit,
    saved,
    minimum: other.minimum_balance,
    missing: other.minimum_balance - saved,
  });
}
