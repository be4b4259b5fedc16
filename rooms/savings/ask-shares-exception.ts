import { entry, isRefusal, refuse } from "#base";
import { exceptionTable, needsException, neverExcepted, passedWithReason } from "#assembly";
import { exceptionAskedFact } from "./ask-exception.ts";
import { needsPurchaseBeyond, purchaseWithin, sharesExceptionOf, sharesFields } from "./buy-shares.ts";
import { refuseStranger } from "./product.ts";

/**
 * A member asks to buy more shares at a meeting than the rule lets her, or fewer, and says why. The members vote on it. A share
 * costs what it costs: of that there is no exception.
 */
export const askSharesExceptionEntry = entry({
  name: "savings.ask-shares-exception",
  step: "requests",
  fields: { exception: { is: "uuid" }, ...sharesFields, reason: { is: "text", max: 300 } },
  needs: (body, books, on) => [...needsPurchaseBeyond(body, books, on), needsException(body.exception)],
  decide(body, books, { on }) {
    const { exception, member, fund, shares, amount, reason } = body;
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    if (books.row(exceptionTable, { exception_id: exception })) return refuse("assembly.exception-exists");
    const purchase = purchaseWithin(body, on, books);
    if (isRefusal(purchase)) return neverExcepted(purchase) ?? purchase;
    const waiting = sharesExceptionOf(body, books);
    if (waiting) return refuse("savings.shares-exception-waits", { fund, asked_on: waiting.asked_on });
    const passed = passedWithReason(purchase.passed, true);
    if (isRefusal(passed)) return passed;
    if (passed.length === 0) return refuse("savings.shares-within-rule", { fund, shares });
    const { unit } = purchase;
    const asked = { exception, thing: "shares", product: fund, unit, amount } as const;
    return [exceptionAskedFact(member, on, asked, passed, reason)];
  },
});
