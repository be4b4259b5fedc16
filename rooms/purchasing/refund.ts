import { entry, type Minor, refuse } from "#base";
import { account } from "#ledger";
import { accountsOf, needsMoney, plannedPart, purchaseIn, standingOfMember } from "./purchase.ts";
import { refusalToLayOut } from "./pay-supplier.ts";

/**
 * What she paid in above her part is given back to her in cash; or where she is not there to take it, the fund keeps it as
 * owed to her.
 */
export const refundEntry = entry({
  name: "purchasing.refund",
  step: "pay-outs",
  between: "purchasing.refund",
  fields: {
    purchase: { is: "uuid" },
    member: { is: "member" },
    amount: { is: "amount" },
    /** The fund owes it to her from now on, apart from the purchase. */
    kept: { is: "flag", optional: true },
  },
  needs: ({ purchase, member }, books) => needsMoney(purchase, books, member),
  decide({ purchase, member, amount, kept = false }, books, { on }) {
    const row = purchaseIn(purchase, ["agreed", "received", "cancelled"], books);
    if ("refused" in row) return row;
    const { unit, fund } = row;
    if (amount === 0n) return refuse("purchasing.amount-missing");
    const { advances } = standingOfMember(row, member, books);
    const part = row.status === "agreed" ? plannedPart(row, member, books) : 0n;
    const over: Minor = advances > part ? advances - part : 0n;
    if (amount > over) return refuse("purchasing.refunds-more-than-over", { unit, amount, over });
    // The supplier may still have it; the others' money is not laid out for it, unless the rule says so.
    const refusal = refusalToLayOut(row, amount, on, books);
    if (refusal) return refusal;
    return [
      {
        kind: "purchasing.refunded",
        on,
        member,
        lines: [
          { account: accountsOf(row).advances, member, unit, amount },
          kept
            ? { account: account.payable(fund), member, unit, amount: -amount }
            : { account: account.cash(fund), unit, amount: -amount },
        ],
        data: { purchase },
      },
    ];
  },
});
