import { type Day, type MemberId, type Minor, type OrganisationId, table, type Uuid } from "#base";

/** How a round finds its seat: as agreed when it began, drawn, told at each meeting, or to the lowest bid. */
export const turns = ["agreed", "lot", "told", "bid"] as const;
export type Turn = (typeof turns)[number];

/** A circle of a pot, from its beginning until every seat received. Its terms stand as they were begun with. */
export interface PotRow {
  /** The code of its own fund. */
  readonly pot: string;
  /** 1, 2, 3 … : the same pot begun again. */
  readonly circle: number;
  readonly unit: string;
  /** What each seat brings every round, minor units. */
  readonly amount: Minor;
  readonly every: "meeting" | "month";
  readonly turn: Turn;
  /** A round is handed over only when all of it is in; otherwise with what is there, and the rest follows. */
  readonly is_whole: boolean;
  /** Of bids: nobody bids below this percent of the round. */
  readonly floor_percent: number | null;
  readonly commission_percent: number | null;
  readonly commission_to: string | null;
  /** As many seats as rounds. */
  readonly seats: number;
  /** The round that is gathered for; one more than there are once all of them received. */
  readonly round: number;
  readonly status: "running" | "ended" | "ended-early" | "taken-back";
  readonly begun_on: Day;
  /** When the last round was handed over. */
  readonly handed_on: Day | null;
  readonly ended_on: Day | null;
  readonly decision_id: Uuid;
  /** The last leaf that turned it: what came later is taken back first. */
  readonly last_seq: bigint;
}

export interface SeatRow {
  readonly pot: string;
  readonly circle: number;
  /** From 1, in the order that was agreed. */
  readonly seat: number;
  readonly member_id: MemberId;
  /** Since the circle began, whoever sat in it; minor units. */
  readonly brought: Minor;
  readonly received_round: number | null;
}

/** A round that was handed over. */
export interface RoundRow {
  readonly pot: string;
  readonly circle: number;
  readonly round: number;
  readonly seat: number;
  /** Who sat in it then. */
  readonly member_id: MemberId;
  readonly handed_on: Day;
  /** All that left the round: to her, to the others as their share, as commission. */
  readonly handed: Minor;
  readonly bid: Minor | null;
  /** To each other seat. */
  readonly share: Minor;
  readonly commission: Minor;
  readonly is_taken_back: boolean;
}

/** Worked out of the log: the meeting that was sealed last. */
export interface LastSealRow {
  readonly of_organisation: OrganisationId;
  readonly held_on: Day;
  readonly chain_hash: string;
}

export const potTable = table<PotRow>({
  name: "pots.pot",
  key: ["pot", "circle"],
  columns: {
    pot: "text",
    circle: "int4",
    unit: "text",
    amount: "int8",
    every: "text",
    turn: "text",
    is_whole: "bool",
    floor_percent: "int4?",
    commission_percent: "int4?",
    commission_to: "text?",
    seats: "int4",
    round: "int4",
    status: "text",
    begun_on: "date",
    handed_on: "date?",
    ended_on: "date?",
    decision_id: "uuid",
    last_seq: "int8",
  },
});

export const seatTable = table<SeatRow>({
  name: "pots.seat",
  key: ["pot", "circle", "seat"],
  columns: {
    pot: "text",
    circle: "int4",
    seat: "int4",
    member_id: "text",
    brought: "int8",
    received_round: "int4?",
  },
});

export const roundTable = table<RoundRow>({
  name: "pots.round",
  key: ["pot", "circle", "round"],
  columns: {
    pot: "text",
    circle: "int4",
    round: "int4",
    seat: "int4",
    member_id: "text",
    handed_on: "date",
    handed: "int8",
    bid: "int8?",
    share: "int8",
    commission: "int8",
    is_taken_back: "bool",
  },
});

export const lastSealTable = table<LastSealRow>({
  name: "pots.last_seal",
  key: ["of_organisation"],
  isShared: true,
  columns: { of_organisation: "uuid", held_on: "date", chain_hash: "text" },
});
