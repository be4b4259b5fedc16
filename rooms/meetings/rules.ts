import { type BodyOf, refuse, rule } from "#base";
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
  check: value => (value.keys < 2 ? refuse("meetings.two-keys-at-least", { keys: value.keys }) : null),
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

/**
 * What a member gets who leaves in the middle of a cycle. Her savings, her capital and her shares at what she paid, less
 * what she owes on loans of any fund of the same unit, is what every method has in common (VSL guide, annex 5); what differs
 * is said here. As it stands on the day she leaves; a group without the rule does as `leavingUsual`.
 */
export const leavingRule = rule({
  key: "meetings.leaving",
  many: false,
  fields: {
    /** Her shares: at what she paid, without profit or loss, or at what they are worth on the day. */
    shares: { is: "choice", of: ["at-cost", "worth-now"] },
    /** Whether contributions and levies to funds of aid that fell due and were not brought are taken off. */
    takes_off_unpaid_aid: { is: "flag" },
    /** What loans are above all she has: the members decide that she leaves and it is written off, or it goes on as a loan. */
    rest_of_loans: { is: "choice", of: ["by-decision", "stays-open"] },
  },
});

export type LeavingRule = BodyOf<typeof leavingRule.fields>;

export const leavingUsual: LeavingRule = {
  shares: "at-cost",
  takes_off_unpaid_aid: false,
  rest_of_loans: "by-decision",
};

export const rules = [methodRule, fineRule, spendingRule, leavingRule] as const;
