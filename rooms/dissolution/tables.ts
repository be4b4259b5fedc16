import { type Day, type MemberId, type Minor, table, type Uuid } from "#base";

/** Where the orderly end of the group stands. One row, once the members decided; a group that goes on after all keeps it. */
export interface WindingUpRow {
  readonly part: "group";
  readonly status: "winding-up" | "called-off" | "closed";
  /** The decision that dissolves the group; it says what kind of body receives what is never divided. */
  readonly decision_id: Uuid;
  readonly receiver: Receiver;
  readonly begun_on: Day;
  readonly closed_on: Day | null;
}

export type Receiver = "federation" | "community" | "like-body" | "state";

/** What became of a fund. */
export interface FundPartRow {
  readonly fund: string;
  readonly unit: string;
  /** When it was divided among its members; null of a fund that never is. */
  readonly distributed_on: Day | null;
  /** What members were to be handed of it, minor units. */
  readonly to_members: Minor;
  /** What the named body received, on the day the books were closed; null until then. */
  readonly transferred: Minor | null;
}

/** What one member had in a fund on the day it was divided, and what became of it. Minor units, none below zero. */
export interface MemberPartRow {
  readonly fund: string;
  readonly member_id: MemberId;
  readonly unit: string;
  readonly savings: Minor;
  /** Share capital, and shares of a running cycle, at what she paid. */
  readonly capital: Minor;
  /** Set off against what she owed. */
  readonly set_off: Minor;
  /** Ready for her in `member-payable`. */
  readonly payout: Minor;
}

export const windingUpTable = table<WindingUpRow>({
  name: "dissolution.winding_up",
  key: ["part"],
  columns: {
    part: "text",
    status: "text",
    decision_id: "uuid",
    receiver: "text",
    begun_on: "date",
    closed_on: "date?",
  },
});

export const fundPartTable = table<FundPartRow>({
  name: "dissolution.fund_part",
  key: ["fund"],
  columns: { fund: "text", unit: "text", distributed_on: "date?", to_members: "int8", transferred: "int8?" },
});

export const memberPartTable = table<MemberPartRow>({
  name: "dissolution.member_part",
  key: ["fund", "member_id"],
  insertOnly: true,
  columns: {
    fund: "text",
    member_id: "text",
    unit: "text",
    savings: "int8",
    capital: "int8",
    set_off: "int8",
    payout: "int8",
  },
});
