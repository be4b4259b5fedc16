import { type AccountCode, type Day, table } from "#base";

export interface FundRow {
  readonly fund: string;
  readonly unit: string;
  readonly nature: FundNature;
  readonly is_lendable: boolean;
  readonly opened_on: Day;
}

/**
 * Divisible: each member's stake can be told and paid out. Restricted: for its purpose only, never shared out.
 * Indivisible: belongs to all and to those who come after; it is never divided.
 */
export type FundNature = "divisible" | "restricted" | "indivisible";

export interface AccountRow {
  readonly account: AccountCode;
  readonly fund: string;
  readonly class: AccountClass;
  readonly is_per_member: boolean;
  /** 1: may not fall below zero; -1: may not rise above zero (its natural side is credit); 0: no limit. */
  readonly floor_sign: number;
}

export type AccountClass = "asset" | "liability" | "equity" | "income" | "expense";

export interface PeriodRow {
  readonly closed_through: Day;
}

export const fundTable = table<FundRow>({
  name: "ledger.fund",
  key: ["fund"],
  insertOnly: true,
  columns: { fund: "text", unit: "text", nature: "text", is_lendable: "bool", opened_on: "date" },
});

export const accountTable = table<AccountRow>({
  name: "ledger.account",
  key: ["account"],
  insertOnly: true,
  columns: { account: "text", fund: "text", class: "text", is_per_member: "bool", floor_sign: "int4" },
});

export const periodTable = table<PeriodRow>({
  name: "ledger.period",
  key: ["closed_through"],
  insertOnly: true,
  columns: { closed_through: "date" },
});
