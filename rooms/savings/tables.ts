import { type AccountCode, type Day, type MemberId, type Minor, table, type Uuid } from "#base";
import type { SurplusRole } from "./surplus-law.ts";

/** A cycle of a fund that is shared out: it opens with its first share and closes with the share-out. */
export interface CycleRow {
  readonly fund: string;
  /** 1, 2, 3 … within the fund. */
  readonly cycle: number;
  /** What a share costs in this cycle, minor units. Fixed while anybody holds one. */
  readonly price: Minor;
  readonly opened_on: Day;
  /** The last day shares were bought: what members bought then is proposed to them again. */
  readonly last_bought_on: Day;
  readonly closed_on: Day | null;
}

/** The stamps of a passbook: shares bought at one time. Never changed but to say that it was taken back. */
export interface SharesBoughtRow {
  /** The leaf that says so. */
  readonly seq: bigint;
  readonly fund: string;
  readonly cycle: number;
  readonly member_id: MemberId;
  readonly bought_on: Day;
  readonly shares: number;
  readonly is_taken_back: boolean;
}

/** A meeting day on which a product was collected: who was not there then owes it. */
export interface CollectionRow {
  readonly product: string;
  readonly collected_on: Day;
}

/** What a member had in a product when the group's paper books were brought in. Never changed. */
export interface BroughtForwardRow {
  readonly product: string;
  readonly member_id: MemberId;
  /** Minor units, above zero. */
  readonly amount: Minor;
  /** The day of the cut-off: what was due through it is in the amount. */
  readonly through_on: Day;
}

export const broughtForwardTable = table<BroughtForwardRow>({
  name: "savings.brought_forward",
  key: ["product", "member_id"],
  insertOnly: true,
  columns: { product: "text", member_id: "text", amount: "int8", through_on: "date" },
});

export const cycleTable = table<CycleRow>({
  name: "savings.cycle",
  key: ["fund", "cycle"],
  columns: {
    fund: "text",
    cycle: "int4",
    price: "int8",
    opened_on: "date",
    last_bought_on: "date",
    closed_on: "date?",
  },
});

export const sharesBoughtTable = table<SharesBoughtRow>({
  name: "savings.shares_bought",
  key: ["seq"],
  columns: {
    seq: "int8",
    fund: "text",
    cycle: "int4",
    member_id: "text",
    bought_on: "date",
    shares: "int4",
    is_taken_back: "bool",
  },
});

export const collectionTable = table<CollectionRow>({
  name: "savings.collection",
  key: ["product", "collected_on"],
  columns: { product: "text", collected_on: "date" },
});

/** A financial year of a fund that was closed: what it left over, and whether it was given out. */
export interface SurplusYearRow {
  readonly fund: string;
  readonly year_end: Day;
  readonly from_on: Day;
  readonly unit: string;
  /** Income less expense, minor units. Below zero a loss. */
  readonly surplus: Minor;
  readonly closed_on: Day;
  /** Of a loss, what the reserve has covered. */
  readonly covered: Minor;
  readonly allocated_on: Day | null;
  readonly decision_id: Uuid | null;
}

/** Where a part of a year's surplus went. */
export interface SurplusPartRow {
  readonly fund: string;
  readonly year_end: Day;
  /** As the rule has them, from 1. */
  readonly place: number;
  readonly role: SurplusRole;
  /** "27.5", of the whole surplus. */
  readonly percent: string;
  readonly amount: Minor;
  /** Null where it went to members. */
  readonly to_fund: string | null;
  readonly members: number;
}

/** What of it one member has. */
export interface SurplusCreditRow {
  readonly fund: string;
  readonly year_end: Day;
  readonly member_id: MemberId;
  readonly role: SurplusRole;
  readonly amount: Minor;
}

export const surplusYearTable = table<SurplusYearRow>({
  name: "savings.surplus_year",
  key: ["fund", "year_end"],
  columns: {
    fund: "text",
    year_end: "date",
    from_on: "date",
    unit: "text",
    surplus: "int8",
    closed_on: "date",
    covered: "int8",
    allocated_on: "date?",
    decision_id: "uuid?",
  },
});

export const surplusPartTable = table<SurplusPartRow>({
  name: "savings.surplus_part",
  key: ["fund", "year_end", "place"],
  insertOnly: true,
  columns: {
    fund: "text",
    year_end: "date",
    place: "int4",
    role: "text",
    percent: "text",
    amount: "int8",
    to_fund: "text?",
    members: "int4",
  },
});

export const surplusCreditTable = table<SurplusCreditRow>({
  name: "savings.surplus_credit",
  key: ["fund", "year_end", "member_id", "role"],
  insertOnly: true,
  columns: { fund: "text", year_end: "date", member_id: "text", role: "text", amount: "int8" },
});

/** A period of a product whose interest was posted. Never changed. */
export interface InterestPeriodRow {
  readonly product: string;
  readonly period_end: Day;
  readonly from_on: Day;
  readonly unit: string;
  readonly posted_on: Day;
}

/** What one member got of it. Never changed but to say that it was taken back. */
export interface InterestCreditRow {
  /** The leaf that says so. */
  readonly seq: bigint;
  readonly product: string;
  readonly period_end: Day;
  readonly member_id: MemberId;
  readonly amount: Minor;
  readonly is_taken_back: boolean;
}

export const interestPeriodTable = table<InterestPeriodRow>({
  name: "savings.interest_period",
  key: ["product", "period_end"],
  insertOnly: true,
  columns: { product: "text", period_end: "date", from_on: "date", unit: "text", posted_on: "date" },
});

export const interestCreditTable = table<InterestCreditRow>({
  name: "savings.interest_credit",
  key: ["seq"],
  columns: {
    seq: "int8",
    product: "text",
    period_end: "date",
    member_id: "text",
    amount: "int8",
    is_taken_back: "bool",
  },
});

/** What of a member's savings is kept for something she stands good for. */
export interface HoldRow {
  /** What it is kept for: a loan. The room that keeps it knows. */
  readonly held_for: Uuid;
  readonly member_id: MemberId;
  readonly account: AccountCode;
  readonly unit: string;
  /** Minor units: what cannot be taken out now. Nothing, once it is let go. */
  readonly amount: Minor;
}

export const holdTable = table<HoldRow>({
  name: "savings.hold",
  key: ["held_for", "member_id", "account"],
  columns: { held_for: "uuid", member_id: "text", account: "text", unit: "text", amount: "int8" },
});

/** Money laid down for a time. Its terms are those of the day it was laid down, and never change. */
export interface TermDepositRow {
  readonly deposit_id: Uuid;
  readonly member_id: MemberId;
  readonly product: string;
  readonly fund: string;
  readonly unit: string;
  /** What lies there of what was laid down, minor units, above zero. */
  readonly principal: Minor;
  /** What of it was taken out in parts before its day, minor units. */
  readonly withdrawn: Minor;
  readonly opened_on: Day;
  readonly months: number;
  readonly matures_on: Day;
  /** Percent a year: "6.5". */
  readonly rate: string;
  /** 0 where all interest comes at the end, simple. */
  readonly compounding_months: number;
  readonly early: "lower-rate" | "part-of-interest";
  /** The rate a year or the part given up, in percent. */
  readonly early_percent: string;
  /** What must stay when a part is taken out early, minor units; null where no part is. */
  readonly least_left: Minor | null;
  readonly status: "open" | "paid-out" | "rolled-over" | "returned" | "taken-back";
  /** What was posted, minor units; nothing before `interest_on`. */
  readonly interest: Minor;
  readonly interest_on: Day | null;
  readonly closed_on: Day | null;
}

/** Share capital a member subscribed. Never changed but to say that it was taken back. */
export interface SubscriptionRow {
  /** The leaf that says so. */
  readonly seq: bigint;
  readonly product: string;
  readonly member_id: MemberId;
  readonly unit: string;
  readonly shares: number;
  /** Minor units, above zero. */
  readonly amount: Minor;
  /** Paid in by so many monthly instalments, the first on the day itself. */
  readonly months: number;
  readonly subscribed_on: Day;
  readonly is_taken_back: boolean;
}

export const subscriptionTable = table<SubscriptionRow>({
  name: "savings.subscription",
  key: ["seq"],
  columns: {
    seq: "int8",
    product: "text",
    member_id: "text",
    unit: "text",
    shares: "int4",
    amount: "int8",
    months: "int4",
    subscribed_on: "date",
    is_taken_back: "bool",
  },
});

/** That a member saves for something; what it is lies under her key. */
export interface GoalRow {
  readonly goal_id: Uuid;
  readonly member_id: MemberId;
  readonly set_on: Day;
  readonly ended_on: Day | null;
}

export const goalTable = table<GoalRow>({
  name: "savings.goal",
  key: ["goal_id"],
  columns: { goal_id: "uuid", member_id: "text", set_on: "date", ended_on: "date?" },
});

export const termDepositTable = table<TermDepositRow>({
  name: "savings.term_deposit",
  key: ["deposit_id"],
  columns: {
    deposit_id: "uuid",
    member_id: "text",
    product: "text",
    fund: "text",
    unit: "text",
    principal: "int8",
    withdrawn: "int8",
    opened_on: "date",
    months: "int4",
    matures_on: "date",
    rate: "text",
    compounding_months: "int4",
    early: "text",
    early_percent: "text",
    least_left: "int8?",
    status: "text",
    interest: "int8",
    interest_on: "date?",
    closed_on: "date?",
  },
});
