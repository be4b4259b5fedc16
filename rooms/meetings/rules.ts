import { refuse, rule } from "#base";
import { account } from "#ledger";

/** How a group holds its meetings. */
export const methodRule = rule({
  key: "meetings.method",
  many: false,
  fields: {
    frequency: { is: "choice", of: ["days", "weeks", "months"] },
    every: { is: "count", max: 60 },
    /** Keys that open and lock the box; never fewer than two. */
    keys: { is: "count", max: 5 },
    /** Above this share of members absent no loans are paid out (Grameen centres: 10). 100 is no limit. */
    absent_percent_max: { is: "count", max: 100 },
    /**
     * What is done with each box that holds something before money moves: its sum is said from memory, or counted where
     * the members remember otherwise (recalled); it is always counted (counted); neither is asked for (free, or not said).
     */
    opening: { is: "choice", of: ["recalled", "counted", "free"], optional: true },
  },
  check: value => (value.keys < 2 ? { refused: "meetings.two-keys-at-least", because: { keys: value.keys } } : null),
});

/** A fine: what for is the code; the words for the common ones are ours, others the group names itself. */
export const fineRule = rule({
  key: "meetings.fine",
  many: true,
  fields: { amount: { is: "amount" }, fund: { is: "code" } },
  fits: ({ fund }, _, fundOf) => (fundOf(fund) ? null : refuse("ledger.no-such-fund", { fund })),
  opens: value => [account.fines(value.fund)],
});

/** What the treasurer may spend at once for the group without asking the members; the code is the fund. */
export const spendingRule = rule({
  key: "meetings.spending",
  many: true,
  fields: { at_once_max: { is: "amount" } },
  fits(_, code, fundOf) {
    const fund = fundOf(code);
    if (!fund) return refuse("ledger.no-such-fund", { fund: code });
    return fund.nature === "divisible"
      ? null
      : refuse("meetings.spent-by-decision-only", { fund: code, nature: fund.nature });
  },
});

export const rules = [methodRule, fineRule, spendingRule] as const;
