import { type Day, type MemberId, table, type Uuid } from "#base";

/** What is needed, in one word; whatever else she wants to say is a text under her key. */
export const needs = ["illness", "birth", "death", "flood", "fire", "hunger", "care", "other"] as const;
export type CallNeed = (typeof needs)[number];

/** How she agreed: by her own sign-in or PIN, or by her hand before two officers, neither of them she. */
export type CallConsent = "herself" | "witnessed";

/**
 * A call for help to the members. There is none without the consent of her whose need it is, and none for longer than some weeks.
 * Her words are the text "words" about it; they are wiped with its end.
 */
export interface CallRow {
  readonly call_id: Uuid;
  readonly member_id: MemberId;
  readonly need: CallNeed;
  /** Her name stands with it for nobody but herself and its officers. */
  readonly is_anonymous: boolean;
  readonly consent: CallConsent;
  /** Who stands by her in it: they and she read who offered what. */
  readonly first_officer: MemberId | null;
  readonly second_officer: MemberId | null;
  readonly called_on: Day;
  /** The last day it is seen, if nothing ends it before. */
  readonly ends_on: Day;
  readonly status: "open" | "helped" | "taken-back";
  readonly ended_on: Day | null;
}

export const callTable = table<CallRow>({
  name: "aid.call",
  key: ["call_id"],
  columns: {
    call_id: "uuid",
    member_id: "text",
    need: "text",
    is_anonymous: "bool",
    consent: "text",
    first_officer: "text?",
    second_officer: "text?",
    called_on: "date",
    ends_on: "date",
    status: "text",
    ended_on: "date?",
  },
});

export const offerKinds = ["time", "food", "money", "place", "transport", "care", "things", "other"] as const;
export type OfferKind = (typeof offerKinds)[number];

/** What a member would do for her who called. A few words with it are a text under the key of her who offers. */
export interface CallOfferRow {
  readonly offer_id: Uuid;
  readonly call_id: Uuid;
  /** Who offers. */
  readonly member_id: MemberId;
  readonly kind: OfferKind;
  readonly offered_on: Day;
  readonly withdrawn_on: Day | null;
}

export const callOfferTable = table<CallOfferRow>({
  name: "aid.call_offer",
  key: ["offer_id"],
  columns: {
    offer_id: "uuid",
    call_id: "uuid",
    member_id: "text",
    kind: "text",
    offered_on: "date",
    withdrawn_on: "date?",
  },
});
