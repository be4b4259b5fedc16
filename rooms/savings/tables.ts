import { type Day, type MemberId, type Minor, table } from "#base";

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
