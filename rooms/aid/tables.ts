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
  /** The age from which her band of the rule began when she enrolled; null where she did not say when she was born. */
  readonly age_from: number | null;
  /** The relatives she named, in the order she named them; their names are texts under her key. */
  readonly dependants: readonly Dependant[];
}

/** A relative whose death the fund helps with. Numbers stay: who is no longer named keeps hers. Decimal strings. */
export interface Dependant {
  readonly number: string;
  readonly kinship: DependantKinship;
  readonly named_on: Day;
  readonly is_removed: boolean;
}

/** In the order in which they are read: her husband, her children, her parents. */
export const dependantKinships = ["spouse", "child", "parent"] as const;
export type DependantKinship = (typeof dependantKinships)[number];

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
  /** Which of the relatives she named; null where the fund does not ask for names. */
  readonly dependant: number | null;
  /** The age from which the band began in which she was when she died; null where no rule asks for it. */
  readonly age_from: number | null;
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
  /** The day it was told what the help was used for; what was told is a text under her key. */
  readonly use_told_on: Day | null;
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
  /** False once it was taken back: what was brought stays with the fund, and nothing of it is owed. */
  readonly is_raised: boolean;
}

/** Help given by a decision, without a rule. A decision is used once. */
export interface GrantRow {
  readonly decision_id: Uuid;
  readonly fund: string;
  readonly member_id: MemberId;
  readonly amount: Minor;
  readonly granted_on: Day;
  readonly is_taken_back: boolean;
  /** The day it was told what it was used for; what was told is a text under her key. */
  readonly use_told_on: Day | null;
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
    age_from: "int4?",
    dependants: "jsonb",
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
    dependant: "int4?",
    age_from: "int4?",
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
    use_told_on: "date?",
  },
});

export const levyTable = table<LevyRow>({
  name: "aid.levy",
  key: ["claim_id", "member_id"],
  columns: { claim_id: "uuid", member_id: "text", fund: "text", amount: "int8", paid: "int8", due_on: "date", is_raised: "bool" },
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
    use_told_on: "date?",
  },
});

export const contributionDayTable = table<ContributionDayRow>({
  name: "aid.contribution_day",
  key: ["fund", "collected_on"],
  columns: { fund: "text", collected_on: "date" },
});

/** A time in which members are offered a place in a fund. What each of them answered is kept nowhere, only how many. */
export interface DriveRow {
  readonly drive_id: Uuid;
  readonly fund: string;
  readonly began_on: Day;
  readonly ends_on: Day;
  /** How many shall be in the fund at its end who were not at its beginning. */
  readonly target: number;
  readonly offered: number;
  readonly declined: number;
}

export const driveTable = table<DriveRow>({
  name: "aid.drive",
  key: ["drive_id"],
  columns: {
    drive_id: "uuid",
    fund: "text",
    began_on: "date",
    ends_on: "date",
    target: "int4",
    offered: "int4",
    declined: "int4",
  },
});
