import { type AccountCode, type Day, type Fact, type Project, put, type Uuid } from "#base";
import { accountRow, accountsOfFund } from "./chart.ts";
import { accountTable, type FundNature, fundTable } from "./tables.ts";

/** A fund begins: a part of the common wealth with its own cash, its own accounts and its own purpose. */
export function openFund(fund: {
  readonly fund: string;
  readonly unit: string;
  readonly nature: FundNature;
  readonly isLendable: boolean;
  readonly on: Day;
  /** The decision behind it; the founders' own funds have none. */
  readonly decision?: Uuid;
}): Fact {
  return {
    kind: "ledger.fund-opened",
    on: fund.on,
    lines: [],
    data: {
      fund: fund.fund,
      unit: fund.unit,
      nature: fund.nature,
      lendable: fund.isLendable,
      ...(fund.decision === undefined ? {} : { decision: fund.decision }),
    },
  };
}

/** An account beside those every fund has: a savings product, shares. */
export function openAccount(account: AccountCode, on: Day): Fact {
  return { kind: "ledger.account-opened", on, lines: [], data: { account } };
}

export const fundOpened: Project = fact => {
  const data = fact.data as { fund: string; unit: string; nature: FundNature; lendable: boolean };
  return [
    put(fundTable, {
      fund: data.fund,
      unit: data.unit,
      nature: data.nature,
      is_lendable: data.lendable,
      opened_on: fact.on,
    }),
    ...accountsOfFund(data.fund, data.nature, data.lendable).map(account => put(accountTable, accountRow(account))),
  ];
};

export const accountOpened: Project = fact => {
  const data = fact.data as { account: AccountCode };
  return [put(accountTable, accountRow(data.account))];
};
