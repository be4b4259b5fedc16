import { entry, isRefusal, type Project, refuse, type Uuid } from "#base";
import {
  type BeyondDocument,
  dropException,
  exceptionAsked,
  exceptionTable,
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
    return [
      {
        kind: "savings.exception-asked",
        on,
        member,
        lines: [],
        data: { exception, product: code, unit, amount: String(amount), limits: passed },
        texts: [{ about: "assembly.exception", id: exception, field: "reason", text: reason, member }],
      },
    ];
  },
});

interface AskedData extends BeyondDocument {
  readonly exception: Uuid;
  readonly product: string;
  readonly unit: string;
}

export const withdrawalAsked: Project = fact => {
  const { exception, product, unit, amount, limits } = fact.data as unknown as AskedData;
  const asked = { exception, thing: "withdrawal", product, unit, amount: BigInt(amount) } as const;
  return [exceptionAsked(fact.member!, fact.on, asked, limits)];
};

/** Asked for by mistake: it stays to be read, and counts for nothing. */
export const withdrawalAskedReversed: Project = (fact, books) =>
  dropException((books.leaf(fact.reverses!)!.data as unknown as AskedData).exception, books);
