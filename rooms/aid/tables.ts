import { type Day, type MemberId, type Minor, table, type Uuid } from "#base";

/** Her place in a mutual-aid fund. In a social fund it begins by itself with her first contribution. */
export interface EnrolmentRow {
  readonly fund: string;
  readonly member_id: MemberId;
  readonly enrolled_on: Day;
  readonly status: EnrolmentStatus;
  /** Equal contributions brought since she enrolled, minor units; levies and the entry fee are not in it. */
  readonly paid: Minor;
  /** The day she was told that she is about to fall out; nobody lapses without it. */
  readonly warned_on: Day | null;
  readonly lapsed_on: Day | null;
  /** How each beneficiary is related to her, first to last. Their names are texts under her key. */
  readonly kinship: readonly Kinship[];
}

export type EnrolmentStatus = "active" | "lapsed" | "left";

export const kinships = ["spouse", "child", "parent", "sibling", "grandchild", "other"] as const;
export type Kinship = (typeof kinships)[number];

export const events = ["death", "illness", "disaster", "birth"] as const;
export type AidEvent = (typeof events)[number];

/** Whose death or illness it is, seen from the member. */
export const whose = ["herself", "spouse", "child", "parent"] as const;
export type Whose = (typeof whose)[number];
// Apart from the tables, so that a screen may ask without them.
export { isHerOwnDeath } from "./own-death.ts";

export interface ClaimRow {
  readonly claim_id: Uuid;
  readonly fund: string;
  readonly member_id: MemberId;
  readonly event: AidEvent;
  readonly who: Whose;
  readonly happened_on: Day;
  readonly reported_on: Day;
  readonly is_accident: boolean;
  readonly status: ClaimStatus;
  /** The two who made sure that it is so. */
  readonly first_checker: MemberId | null;
  readonly second_checker: MemberId | null;
  readonly checked_on: Day | null;
  /** By the rule, less what the fund keeps; null where a decision says how much. Minor units. */
  readonly benefit: Minor | null;
  /** What may be paid at once; the rest comes on a later day. */
  readonly first_part: Minor | null;
  readonly paid: Minor;
  readonly first_paid_on: Day | null;
  /** When the levies for it fall due; null where none were raised. */
  readonly levy_due_on: Day | null;
  readonly payments: readonly PaymentOfBenefit[];
}

/**
 * One payment, in the order they were made; what is taken back stays in its place. The name of who received the first is
 * the text "received_by_1" about the claim. Amounts are decimal strings of minor units.
 */
export interface PaymentOfBenefit {
  readonly on: Day;
  readonly amount: string;
  /** What of it paid her loans; the rest was handed over. */
  readonly to_debts: string;
  /** Who received it, seen from her; null where it was herself. */
  readonly kinship: Kinship | null;
  readonly is_taken_back: boolean;
}

export type ClaimStatus = "reported" | "checked" | "paid-in-part" | "paid" | "taken-back";

/** What a member gives for one death. Minor units. */
export interface LevyRow {
  readonly claim_id: Uuid;
  readonly member_id: MemberId;
  readonly fund: string;
  readonly amount: Minor;
  readonly paid: Minor;
  readonly due_on: Day;
}

/** Help given by a decision, without a rule. A decision is used once. */
export interface GrantRow {
  readonly decision_id: Uuid;
  readonly fund: string;
  readonly member_id: MemberId;
  readonly amount: Minor;
  readonly granted_on: Day;
  readonly is_taken_back: boolean;
}

/** A meeting day on which something was brought to a fund: who was not there then owes it. */
export interface ContributionDayRow {
  readonly fund: string;
  readonly collected_on: Day;
}

export const enrolmentTable = table<EnrolmentRow>({
  name: "aid.enrolment",
  key: ["fund", "member_id"],
  columns: {
    fund: "text",
    member_id: "text",
    enrolled_on: "date",
    status: "text",
    paid: "int8",
    warned_on: "date?",
    lapsed_on: "date?",
    kinship: "jsonb",
  },
});

export const claimTable = table<ClaimRow>({
  name: "aid.claim",
  key: ["claim_id"],
  columns: {
    claim_id: "uuid",
    fund: "text",
    member_id: "text",
    event: "text",
    who: "text",
    happened_on: "date",
    reported_on: "date",
    is_accident: "bool",
    status: "text",
    first_checker: "text?",
    second_checker: "text?",
    checked_on: "date?",
    benefit: "int8?",
    first_part: "int8?",
    paid: "int8",
    first_paid_on: "date?",
    levy_due_on: "date?",
    payments: "jsonb",
  },
});

export const levyTable = table<LevyRow>({
  name: "aid.levy",
  key: ["claim_id", "member_id"],
  columns: { claim_id: "uuid", member_id: "text", fund: "text", amount: "int8", paid: "int8", due_on: "date" },
});

export const grantTable = table<GrantRow>({
  name: "aid.grant_given",
  key: ["decision_id"],
  columns: {
    decision_id: "uuid",
    fund: "text",
    member_id: "text",
    amount: "int8",
    granted_on: "date",
    is_taken_back: "bool",
  },
});

export const contributionDayTable = table<ContributionDayRow>({
  name: "aid.contribution_day",
  key: ["fund", "collected_on"],
  columns: { fund: "text", collected_on: "date" },
});
