import { type Books, type Day, entry, type MemberId, type Minor, type Project, type Refusal, refuse, type Uuid } from "#base";
import {
  type ExceptionRow,
  exceptionTable,
  faultBeyond,
  needsExceptionsOf,
  restoreException,
  useException,
} from "#assembly";
import { account } from "#ledger";
import { needsHolds, refusalOfHold } from "./hold.ts";
import { needsProduct, type Product, productOn, refuseStranger, refuseTerm, savedIn } from "./product.ts";

/**
 * A member takes savings out, as far as the rule of the product allows, or once as far as the members allowed her beyond it.
 * Paid in cash.
 */
export const withdrawalEntry = entry({
  name: "savings.withdrawal",
  step: "pay-outs",
  between: "savings.record-withdrawal",
  fields: { member: { is: "member" }, product: { is: "code" }, amount: { is: "amount" } },
  needs: (body, books, on) => [
    ...needsProduct(body.product, body.member, books, on),
    needsHolds(body.member),
    ...needsExceptionsOf(body.member, books),
  ],
  decide(body, books, { on }) {
    const product = productOn(body.product, on, books);
    if ("refused" in product) return product;
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    const passed = refusalsToTake(product, body.member, body.amount, on, books);
    const exception = passed.length === 0 ? undefined : exceptionFor(product, body.member, books);
    const refusal = faultBeyond(passed, exception, { amount: body.amount, unit: product.unit });
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
        data: {
          product: product.product,
          ...(exception === undefined ? {} : { exception: exception.exception_id }),
        },
      },
    ];
  },
});

/** What she may take out of these savings once, or waits for a vote on; the one that was allowed comes first. */
export function exceptionFor({ product }: Product, member: MemberId, books: Books): ExceptionRow | undefined {
  const hers = books
    .rows(exceptionTable, { member_id: member })
    .filter(row => row.thing === "withdrawal" && row.product === product);
  return hers.find(row => row.status === "granted") ?? hers.find(row => row.status === "asked");
}

interface WithdrawnData {
  readonly exception?: Uuid;
}

export const withdrawn: Project = (fact, books) => {
  const { exception } = fact.data as WithdrawnData;
  return exception === undefined ? [] : useException(exception, fact.on, books);
};

export const withdrawalTakenBack: Project = (fact, books) => {
  const { exception } = books.leaf(fact.reverses!)!.data as WithdrawnData;
  return exception === undefined ? [] : restoreException(exception, books);
};

/** What keeps a member from taking this much out of a product, in cash or to her capital. Wants her holds too. */
export const refusalToTake = (
  product: Product,
  member: MemberId,
  amount: Minor,
  on: Day,
  books: Books,
): Refusal | null => refusalsToTake(product, member, amount, on, books)[0] ?? null;

/** All of it, in the order in which it is told. */
export function refusalsToTake(
  product: Product,
  member: MemberId,
  amount: Minor,
  on: Day,
  books: Books,
): readonly Refusal[] {
  const named = { product: product.product, unit: product.unit };
  const ofTerm = refuseTerm(product);
  if (ofTerm) return [ofTerm];
  if (amount === 0n) return [refuse("savings.amount-missing", named)];
  const { is_capital, minimum_balance: minimum } = product;
  const saved = savedIn(product, member, books);
  const available = saved > minimum ? saved - minimum : 0n;
  const belowMinimum = { ...named, wanted: amount, saved, minimum, available, is_capital };
  return [
    product.withdrawable === "never" ? refuse("savings.never-withdrawn", named) : null,
    product.withdrawable === "on-leaving" ? refuse("savings.kept-until-leaving", { ...named, is_capital }) : null,
    amount > saved ? refuse("savings.more-than-saved", { ...named, wanted: amount, saved }) : null,
    amount <= saved && saved - amount < minimum ? refuse("savings.below-minimum", belowMinimum) : null,
    refusalOfHold({ account: product.account, unit: product.unit, member, saved }, amount, books),
    refusalForOtherMinimum(product, member, on, books),
  ].filter(one => one !== null);
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
