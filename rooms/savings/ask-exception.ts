import { type Day, entry, type Fact, isRefusal, type MemberId, type Project, refuse, type Uuid } from "#base";
import {
  type AskedBeyond,
  type BeyondDocument,
  dropException,
  exceptionAsked,
  exceptionTable,
  type LimitPassed,
  needsException,
  needsExceptionsOf,
  passedWithReason,
} from "#assembly";
import { needsHolds } from "./hold.ts";
import { needsProduct, productOn, refuseStranger } from "./product.ts";
import { exceptionFor, refusalsToTake } from "./withdrawal.ts";

/** A member asks to take out more than the rule of the product allows, and says why. The members vote on it. */
export const askExceptionEntry = entry({
  name: "savings.ask-exception",
  step: "requests",
  fields: {
    exception: { is: "uuid" },
    member: { is: "member" },
    product: { is: "code" },
    amount: { is: "amount" },
    reason: { is: "text", max: 300 },
  },
  needs: (body, books, on) => [
    ...needsProduct(body.product, body.member, books, on),
    needsHolds(body.member),
    needsException(body.exception),
    ...needsExceptionsOf(body.member, books),
  ],
  decide({ exception, member, product: code, amount, reason }, books, { on }) {
    const product = productOn(code, on, books);
    if ("refused" in product) return product;
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    if (books.row(exceptionTable, { exception_id: exception })) return refuse("assembly.exception-exists");
    const waiting = exceptionFor(product, member, books);
    if (waiting) return refuse("assembly.exception-waits", { product: code, asked_on: waiting.asked_on });
    const passed = passedWithReason(refusalsToTake(product, member, amount, on, books), true);
    if (isRefusal(passed)) return passed;
    if (passed.length === 0) return refuse("assembly.exception-not-needed", { product: code, unit: product.unit, amount });
    const { unit } = product;
    const asked = { exception, thing: "withdrawal", product: code, unit, amount } as const;
    return [exceptionAskedFact(member, on, asked, passed, reason)];
  },
});

/** That savings or shares are asked for beyond limits; the reason is a text of hers and stands apart from the log. */
export const exceptionAskedFact = (
  member: MemberId,
  on: Day,
  { exception, thing, product, unit, amount }: AskedBeyond,
  limits: readonly LimitPassed[],
  reason: string,
): Fact => ({
  kind: "savings.exception-asked",
  on,
  member,
  lines: [],
  data: { exception, thing, product, unit, amount: String(amount), limits },
  texts: [{ about: "assembly.exception", id: exception, field: "reason", text: reason, member }],
});

interface AskedData extends BeyondDocument {
  readonly exception: Uuid;
  readonly thing: "withdrawal" | "shares";
  readonly product: string;
  readonly unit: string;
}

export const askedBeyond: Project = fact => {
  const { amount, limits, ...asked } = fact.data as unknown as AskedData;
  return [exceptionAsked(fact.member!, fact.on, { ...asked, amount: BigInt(amount) }, limits)];
};

/** Asked for by mistake: it stays to be read, and counts for nothing. */
export const askedBeyondReversed: Project = (fact, books) =>
  dropException((books.leaf(fact.reverses!)!.data as unknown as AskedData).exception, books);
