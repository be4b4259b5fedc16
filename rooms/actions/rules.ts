import { type BodyOf, refuse, rule, unitOf } from "#base";

/**
 * That members work together with money in this fund; the code is the fund. It must be one the members share: what is kept
 * for a purpose of its own is not spent on another.
 */
export const actionRule = rule({
  key: "actions.action",
  many: true,
  fields: {
    /** It begins by a decision of the members; else the officers may begin it, and none of the fund's own money is spent on it. */
    decided_by_vote: { is: "flag" },
    /** Who sees what each of the others promised and did. What each paid only officers see, and herself. */
    promises_seen: { is: "choice", of: ["officers", "members"] },
  },
  fits(_value, code, fundOf) {
    const fund = fundOf(code);
    if (!fund) return refuse("ledger.no-such-fund", { fund: code });
    if (fund.nature !== "divisible") return refuse("actions.fund-is-not-divisible", { fund: code });
    return unitOf(fund.unit)?.kind === "currency" ? null : refuse("actions.fund-is-not-money", { fund: code });
  },
});

export type ActionRule = BodyOf<typeof actionRule.fields>;

export const rules = [actionRule] as const;
