import { type BodyOf, refuse, rule, unitOf } from "#base";

/**
 * That a fund buys for its members together; the code is the fund. It must be one the members share: what is kept for a
 * purpose is never laid out for goods.
 */
export const purchaseRule = rule({
  key: "purchasing.purchase",
  many: true,
  fields: {
    /** Goods may be handed out before they are paid for, and the fund lays the money out meanwhile: a claim on her stays. */
    pay_later: { is: "flag" },
    /** The savings product a member may pay out of; absent, she pays in cash alone. */
    from_savings: { is: "code", optional: true },
    /** Who sees how much each of the others wants and gets. What each pays only officers see, and herself. */
    quantities_seen: { is: "choice", of: ["officers", "members"] },
  },
  fits(_value, code, fundOf) {
    const fund = fundOf(code);
    if (!fund) return refuse("ledger.no-such-fund", { fund: code });
    if (fund.nature !== "divisible") return refuse("purchasing.fund-is-not-divisible", { fund: code });
    return unitOf(fund.unit)?.kind === "currency" ? null : refuse("purchasing.fund-is-not-money", { fund: code });
  },
});

export type PurchaseRule = BodyOf<typeof purchaseRule.fields>;

export const rules = [purchaseRule] as const;
