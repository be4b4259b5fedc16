import { entry, type Line, refuse } from "#base";
import { account } from "#ledger";
import { needsPurchase, purchaseOf, sharesFact } from "./buy-shares.ts";
import { needsHolds } from "./hold.ts";
import { needsProduct, type Product, productOn, refuseStranger } from "./product.ts";
import { sharesPerMeetingMax } from "./rules.ts";
import { refusalToTake } from "./withdrawal.ts";

/**
 * A member turns savings into capital: into a product that is capital (`capital`), or into whole shares of a fund
 * (`fund` and `shares`). What she has in all stays the same. Where the two stand in different funds the cash goes from
 * one bag to the other with it.
 */
export const toSharesEntry = entry({
  name: "savings.to-shares",
  step: "savings",
  between: "savings.move-to-shares",
  fields: {
    member: { is: "member" },
    product: { is: "code" },
    amount: { is: "amount" },
    capital: { is: "code", optional: true },
    fund: { is: "code", optional: true },
    shares: { is: "count", max: sharesPerMeetingMax, optional: true },
  },
  needs: (body, books, on) => [
    ...needsProduct(body.product, body.member, books, on),
    needsHolds(body.member),
    ...(body.capital === undefined ? [] : needsProduct(body.capital, body.member, books, on)),
    ...(body.fund === undefined ? [] : needsPurchase(body.fund, body.member, books, on)),
  ],
  decide(body, books, { on, meeting }) {
    const { member, amount, capital, fund, shares } = body;
    const toFund = fund !== undefined && shares !== undefined;
    if ((capital !== undefined) === toFund || (fund === undefined) !== (shares === undefined))
      return refuse("savings.one-place-to-move-to");
    const from = productOn(body.product, on, books);
    if ("refused" in from) return from;
    const refusal = refuseStranger(member, books) ?? refusalToTake(from, member, amount, on, books);
    if (refusal) return refusal;
    const out: Line = { account: from.account, member, unit: from.unit, amount };
    if (toFund) {
      // Shares count by the meeting; between meetings there is none to count by.
      if (meeting === null) return refuse("savings.shares-at-meetings-only", { fund });
      const purchase = purchaseOf({ member, fund, shares, amount }, on, books);
      if ("refused" in purchase) return purchase;
      if (purchase.unit !== from.unit) return refuse("savings.other-unit", { from: from.unit, to: purchase.unit });
      return [sharesFact(purchase, [out, ...cashWithIt(from, fund, amount)], on)];
    }
    const into = productOn(capital!, on, books);
    if ("refused" in into) return into;
    if (!into.is_capital || into.product === from.product)
      return refuse("savings.not-capital", { product: into.product });
    if (into.unit !== from.unit) return refuse("savings.other-unit", { from: from.unit, to: into.unit });
    return [
      {
        kind: "savings.moved-to-capital",
        on,
        member,
        lines: [
          out,
          ...cashWithIt(from, into.fund, amount),
          { account: into.account, member, unit: into.unit, amount: -amount },
        ],
        data: { product: from.product, capital: into.product },
      },
    ];
  },
});

/** Every fund balances by itself, so money that changes its fund changes its bag. */
const cashWithIt = (from: Product, toFund: string, amount: bigint): readonly Line[] =>
  from.fund === toFund
    ? []
    : [
        { account: account.cash(from.fund), unit: from.unit, amount: -amount },
        { account: account.cash(toFund), unit: from.unit, amount },
      ];
