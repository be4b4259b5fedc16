import { type Day, type MemberId, type Role, table, type Uuid } from "#base";

/** A person's place in one organisation. The name and all that is personal is kept apart, see `vault.ts`. */
export interface MembershipRow {
  readonly member_id: MemberId;
  /** The person behind it: one identity, and in each organisation another member id. */
  readonly person_id: Uuid;
  /** The number she is called by and signs in with, from 1; unique in the organisation for ever, officials included. */
  readonly number: number;
  /** An official (a field officer) works for the organisation and has no books in it. */
  readonly kind: "member" | "official";
  readonly status: MembershipStatus;
  readonly joined_on: Day;
  readonly ended_on: Day | null;
  /** The day erasure was decided: her name is gone from then on. */
  readonly erased_on: Day | null;
}

export type MembershipStatus = "active" | "left" | "died" | "moved";

/** An office someone holds or held. A substitute names whom she stands in for. */
export interface OfficeRow {
  readonly member_id: MemberId;
  readonly role: Role;
  readonly from_on: Day;
  /** The last day, or null while it is held. */
  readonly until_on: Day | null;
  readonly substitute_for: MemberId | null;
}

/** A thing held in common, and who has it now. What it is called, who may use it and who decides are texts. */
export interface HoldingRow {
  readonly thing_id: Uuid;
  readonly kind: ThingKind;
  readonly held_by: MemberId | null;
  readonly since: Day;
  /** How often it changed hands; the place of its last handing. */
  readonly handings: number;
  readonly status: "in-use" | "given-up";
}

/** "password-note": the paper on which a password is written, sealed in an envelope. */
export const thingKinds = [
  "box",
  "key",
  "books",
  "stamp",
  "phone",
  "loom",
  "tent",
  "tool",
  "land",
  "house",
  "animal",
  "password-note",
  "other",
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** One handing over: from whom, to whom, and who saw it. Only ever added. */
export interface HandingRow {
  readonly thing_id: Uuid;
  /** 1, 2, 3 … for each thing. */
  readonly place: number;
  /** Null where nobody had it before. */
  readonly from_member: MemberId | null;
  readonly to_member: MemberId;
  readonly witness: MemberId;
  readonly on_day: Day;
}

/** What an organisation is from a day on. One that never said is a chapter. */
export interface LevelRow {
  readonly from_on: Day;
  readonly level: OrganisationLevel;
}

/** The lowest first. An organisation belongs only to those of a higher level, so that none is ever above itself. */
export const organisationLevels = [
  "chapter",
  "cluster",
  "municipality",
  "province",
  "region",
  "country",
  "international",
] as const;
export type OrganisationLevel = (typeof organisationLevels)[number];

/**
 * In the chapter's books: that it asked to belong to a federation, itself an organisation with its own books, and its last
 * day there. It belongs once the federation has an {@link AdmissionRow} of the same id.
 */
export interface AffiliationRow {
  readonly affiliation_id: Uuid;
  readonly federation_id: Uuid;
  /** What the chapter is; it stays that for as long. */
  readonly level: OrganisationLevel;
  readonly asked_on: Day;
  /** The last day, or null while it lasts. */
  readonly until_on: Day | null;
}

/** In the federation's books: how it answered the chapter. */
export interface AdmissionRow {
  readonly chapter_id: Uuid;
  readonly affiliation_id: Uuid;
  readonly level: OrganisationLevel;
  /** Its first day, or null where it was declined. */
  readonly from_on: Day | null;
  /** The last day, or when it was declined; null while it lasts. */
  readonly until_on: Day | null;
}

/** The tree of places everybody shares: a village lies in a municipality, that in a province, a region, a country. */
export interface PlaceRow {
  /** The same wherever it is written: made of its name, its level and what it lies in, see `place-names.ts`. */
  readonly place_id: Uuid;
  readonly parent_id: Uuid | null;
  readonly level: PlaceLevel;
  /** Its first one; others are in {@link PlaceNameRow}. */
  readonly name: string;
  /** The official code where there is one (PSGC, BPS, ISO 3166). */
  readonly code: string | null;
}

/** What a place is called from a day on. Only ever added: the first renaming is 1. */
export interface PlaceNameRow {
  readonly place_id: Uuid;
  readonly renaming: number;
  /** As the place has them: names are looked for among neighbours. */
  readonly parent_id: Uuid | null;
  readonly level: PlaceLevel;
  readonly name: string;
  readonly from_on: Day;
}

/** The largest first. A place may lie in any larger one: not every country has regions. */
export const placeLevels = ["country", "region", "province", "municipality", "village"] as const;
export type PlaceLevel = (typeof placeLevels)[number];

/** Where the organisation is from a day on: a place of `members.place`. */
export interface PlacementRow {
  readonly from_on: Day;
  readonly place_id: Uuid;
}

/** What whoever runs the server did at the group's door. Only ever added. */
export interface OperatorActRow {
  readonly act_id: Uuid;
  readonly what: "account-reopened" | "device-trusted";
  /** Whose account it was. */
  readonly member_id: MemberId | null;
  readonly on_day: Day;
}

/** What a member lets the group hand to somebody outside, until when. To whom is a text under her key. */
export interface ConsentRow {
  readonly consent_id: Uuid;
  readonly member_id: MemberId;
  readonly purpose: "statement";
  readonly given_on: Day;
  /** The last day it holds. */
  readonly until_on: Day;
  readonly withdrawn_on: Day | null;
}

export const consentTable = table<ConsentRow>({
  name: "members.consent",
  key: ["consent_id"],
  columns: {
    consent_id: "uuid",
    member_id: "text",
    purpose: "text",
    given_on: "date",
    until_on: "date",
    withdrawn_on: "date?",
  },
});

export const membershipTable = table<MembershipRow>({
  name: "members.membership",
  key: ["member_id"],
  columns: {
    member_id: "text",
    person_id: "uuid",
    number: "int4",
    kind: "text",
    status: "text",
    joined_on: "date",
    ended_on: "date?",
    erased_on: "date?",
  },
});

export interface MinorRow {
  readonly member_id: MemberId;
  readonly named_on: Day;
  /** Null while she is under age. */
  readonly of_age_on: Day | null;
}

export const minorTable = table<MinorRow>({
  name: "members.minor",
  key: ["member_id"],
  columns: { member_id: "text", named_on: "date", of_age_on: "date?" },
});

export const officeTable = table<OfficeRow>({
  name: "members.office",
  key: ["member_id", "role", "from_on"],
  columns: { member_id: "text", role: "text", from_on: "date", until_on: "date?", substitute_for: "text?" },
});

export const holdingTable = table<HoldingRow>({
  name: "members.holding",
  key: ["thing_id"],
  columns: { thing_id: "uuid", kind: "text", held_by: "text?", since: "date", handings: "int4", status: "text" },
});

export const handingTable = table<HandingRow>({
  name: "members.handing",
  key: ["thing_id", "place"],
  insertOnly: true,
  columns: {
    thing_id: "uuid",
    place: "int4",
    from_member: "text?",
    to_member: "text",
    witness: "text",
    on_day: "date",
  },
});

export const levelTable = table<LevelRow>({
  name: "members.level",
  key: ["from_on"],
  columns: { from_on: "date", level: "text" },
});

export const affiliationTable = table<AffiliationRow>({
  name: "members.affiliation",
  key: ["affiliation_id"],
  columns: { affiliation_id: "uuid", federation_id: "uuid", level: "text", asked_on: "date", until_on: "date?" },
});

export const admissionTable = table<AdmissionRow>({
  name: "members.admission",
  key: ["chapter_id", "affiliation_id"],
  columns: { chapter_id: "uuid", affiliation_id: "uuid", level: "text", from_on: "date?", until_on: "date?" },
});

/** Organisations that are above chapters: that they are and of which level is for everybody to know. */
export const federationTable = table<{ readonly federation_id: Uuid; readonly level: OrganisationLevel }>({
  name: "members.federation",
  key: ["federation_id"],
  isShared: true,
  columns: { federation_id: "uuid", level: "text" },
});

/** What chapters asked, as the federation that was asked sees it. */
export const requestTable = table<AffiliationRow & { readonly chapter_id: Uuid }>({
  name: "members.request",
  key: ["chapter_id", "affiliation_id"],
  isShared: true,
  columns: { chapter_id: "uuid", ...affiliationTable.columns },
});

/** How federations answered, as the chapter that had asked sees it. */
export const answerTable = table<AdmissionRow & { readonly federation_id: Uuid }>({
  name: "members.answer",
  key: ["federation_id", "affiliation_id"],
  isShared: true,
  columns: { federation_id: "uuid", ...admissionTable.columns },
});

export const placementTable = table<PlacementRow>({
  name: "members.placement",
  key: ["from_on"],
  columns: { from_on: "date", place_id: "uuid" },
});

export const operatorActTable = table<OperatorActRow>({
  name: "members.operator_act",
  key: ["act_id"],
  insertOnly: true,
  columns: { act_id: "uuid", what: "text", member_id: "text?", on_day: "date" },
});

export const placeTable = table<PlaceRow>({
  name: "members.place",
  key: ["place_id"],
  insertOnly: true,
  isShared: true,
  columns: { place_id: "uuid", parent_id: "uuid?", level: "text", name: "text", code: "text?" },
});

export const placeNameTable = table<PlaceNameRow>({
  name: "members.place_name",
  key: ["place_id", "renaming"],
  insertOnly: true,
  isShared: true,
  columns: {
    place_id: "uuid",
    renaming: "int4",
    parent_id: "uuid?",
    level: "text",
    name: "text",
    from_on: "date",
  },
});
