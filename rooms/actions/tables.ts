import { type Day, type MemberId, type Minor, table, type Uuid } from "#base";

export type ActionStatus = "open" | "agreed" | "closed" | "cancelled";

/** A piece of work members do together. What it is called and what its lines are called are texts of the group. */
export interface ActionRow {
  readonly action_id: Uuid;
  /** 1, 2, 3 … of this organisation; its accounts in the ledger bear it. */
  readonly number: number;
  readonly fund: string;
  /** The fund's: what money of it is counted in. */
  readonly unit: string;
  readonly status: ActionStatus;
  /** The day on which the members do it, or begin. */
  readonly happens_on: Day;
  readonly planned_on: Day;
  readonly decision_id: Uuid | null;
  /** How much of the group's own money may be spent on it; null until it is agreed on. Minor units. */
  readonly from_fund_max: Minor | null;
  readonly closed_on: Day | null;
  readonly closed_seq: bigint | null;
  /** The decision that left the rest of the money to the fund. */
  readonly rest_decision_id: Uuid | null;
}

/** One thing it needs (an intent, in ValueFlows): days of work, a thing, or money. */
export interface IntentRow {
  readonly action_id: Uuid;
  readonly intent: number;
  /** "day" is work; any other thing is brought; the fund's own unit is money. */
  readonly unit: string;
  /** Minor units of its unit: hundredths of a day, grams, rupiah. */
  readonly quantity: bigint;
}

/** What one member promised of it (a commitment, in ValueFlows). Nobody owes anything by it. */
export interface CommitmentRow {
  readonly action_id: Uuid;
  readonly intent: number;
  readonly member_id: MemberId;
  readonly quantity: bigint;
}

/** What she did or brought of it, in all. Not of money, which is in the ledger. */
export interface ContributionRow {
  readonly action_id: Uuid;
  readonly intent: number;
  readonly member_id: MemberId;
  readonly quantity: bigint;
}

/** What was paid for it. To whom and what for are texts. */
export interface CostRow {
  readonly action_id: Uuid;
  readonly cost_id: Uuid;
  readonly amount: Minor;
  /** Out of the group's own money; else out of what members brought. */
  readonly from_fund: boolean;
  readonly paid_on: Day;
  readonly paid_seq: bigint | null;
}

/** What became of a member's money: `brought` is `used` and `rest`; the rest is hers again, or the fund's. */
export interface SettlementRow {
  readonly action_id: Uuid;
  readonly settled_seq: bigint;
  readonly member_id: MemberId;
  readonly brought: Minor;
  readonly used: Minor;
  readonly rest: Minor;
  readonly to_fund: boolean;
  /** When the action was closed; else she took her part out before. */
  readonly at_close: boolean;
  readonly is_taken_back: boolean;
}

export const actionTable = table<ActionRow>({
  name: "actions.action",
  key: ["action_id"],
  columns: {
    action_id: "uuid",
    number: "int4",
    fund: "text",
    unit: "text",
    status: "text",
    happens_on: "date",
    planned_on: "date",
    decision_id: "uuid?",
    from_fund_max: "int8?",
    closed_on: "date?",
    closed_seq: "int8?",
    rest_decision_id: "uuid?",
  },
});

export const intentTable = table<IntentRow>({
  name: "actions.intent",
  key: ["action_id", "intent"],
  columns: { action_id: "uuid", intent: "int4", unit: "text", quantity: "int8" },
});

export const commitmentTable = table<CommitmentRow>({
  name: "actions.commitment",
  key: ["action_id", "intent", "member_id"],
  columns: { action_id: "uuid", intent: "int4", member_id: "text", quantity: "int8" },
});

export const contributionTable = table<ContributionRow>({
  name: "actions.contribution",
  key: ["action_id", "intent", "member_id"],
  columns: { action_id: "uuid", intent: "int4", member_id: "text", quantity: "int8" },
});

export const costTable = table<CostRow>({
  name: "actions.cost",
  key: ["action_id", "cost_id"],
  columns: {
    action_id: "uuid",
    cost_id: "uuid",
    amount: "int8",
    from_fund: "bool",
    paid_on: "date",
    paid_seq: "int8?",
  },
});

export const settlementTable = table<SettlementRow>({
  name: "actions.settlement",
  key: ["action_id", "settled_seq"],
  columns: {
    action_id: "uuid",
    settled_seq: "int8",
    member_id: "text",
    brought: "int8",
    used: "int8",
    rest: "int8",
    to_fund: "bool",
    at_close: "bool",
    is_taken_back: "bool",
  },
});
