import { type Day, type MemberId, type Minor, table, type Uuid } from "#base";

export const splits = ["quantity", "value", "equally"] as const;
export type Split = (typeof splits)[number];

export type PurchaseStatus = "open" | "agreed" | "received" | "closed" | "cancelled";

/** A joint purchase. What it is called, from whom it is bought and what its items are called are texts of the group. */
export interface PurchaseRow {
  readonly purchase_id: Uuid;
  /** 1, 2, 3 … of this organisation; its accounts in the ledger bear it. */
  readonly number: number;
  readonly fund: string;
  /** The fund's: what prices and costs are counted in. */
  readonly unit: string;
  readonly status: PurchaseStatus;
  /** How transport and other costs are split among those who buy. Goods are always paid by quantity. */
  readonly split: Split;
  /** The last day on which members say by themselves how much they want. */
  readonly order_by: Day;
  readonly planned_on: Day;
  /** Transport and the like as planned, and as they were; minor units. */
  readonly planned_costs: Minor;
  readonly actual_costs: Minor | null;
  readonly decision_id: Uuid | null;
  /** What it may cost in all, as the members decided. */
  readonly agreed: Minor | null;
  /** A later decision that allowed the bill, where it was above what had been agreed. */
  readonly bill_decision_id: Uuid | null;
  /** What it cost in all, goods and costs. */
  readonly bill: Minor | null;
  readonly received_on: Day | null;
  /** The leaf that says what came. */
  readonly received_seq: bigint | null;
  readonly closed_on: Day | null;
}

/** One kind of goods on the order. Quantities are minor units of its unit of measure: grams, pieces. */
export interface ItemRow {
  readonly purchase_id: Uuid;
  readonly item: number;
  readonly unit_of_measure: string;
  /** Planned, for one whole unit of measure; minor units of the purchase's unit. */
  readonly price: Minor;
  /** What came, and what the bill says for it. */
  readonly received: bigint | null;
  readonly amount: Minor | null;
}

/** What one member said she will take of one item (a commitment, in ValueFlows). */
export interface CommitmentRow {
  readonly purchase_id: Uuid;
  readonly item: number;
  readonly member_id: MemberId;
  readonly quantity: bigint;
}

/** Her part of what came, and of what it cost. */
export interface AllocationRow {
  readonly purchase_id: Uuid;
  readonly member_id: MemberId;
  /** By item; quantities as decimal strings of minor units. */
  readonly allotted: readonly Allotted[];
  readonly goods: Minor;
  readonly costs: Minor;
  /** The leaf that charged it to her; null where it was taken back. */
  readonly charged_seq: bigint | null;
  readonly handed_out_on: Day | null;
}

export interface Allotted {
  readonly item: string;
  readonly quantity: string;
}

export const purchaseTable = table<PurchaseRow>({
  name: "purchasing.purchase",
  key: ["purchase_id"],
  columns: {
    purchase_id: "uuid",
    number: "int4",
    fund: "text",
    unit: "text",
    status: "text",
    split: "text",
    order_by: "date",
    planned_on: "date",
    planned_costs: "int8",
    actual_costs: "int8?",
    decision_id: "uuid?",
    agreed: "int8?",
    bill_decision_id: "uuid?",
    bill: "int8?",
    received_on: "date?",
    received_seq: "int8?",
    closed_on: "date?",
  },
});

export const itemTable = table<ItemRow>({
  name: "purchasing.item",
  key: ["purchase_id", "item"],
  columns: {
    purchase_id: "uuid",
    item: "int4",
    unit_of_measure: "text",
    price: "int8",
    received: "int8?",
    amount: "int8?",
  },
});

export const commitmentTable = table<CommitmentRow>({
  name: "purchasing.commitment",
  key: ["purchase_id", "item", "member_id"],
  columns: { purchase_id: "uuid", item: "int4", member_id: "text", quantity: "int8" },
});

export const allocationTable = table<AllocationRow>({
  name: "purchasing.allocation",
  key: ["purchase_id", "member_id"],
  columns: {
    purchase_id: "uuid",
    member_id: "text",
    allotted: "jsonb",
    goods: "int8",
    costs: "int8",
    charged_seq: "int8?",
    handed_out_on: "date?",
  },
});
