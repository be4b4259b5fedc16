/**
 * Statements, worked out from balances and nothing else: pure, so the server, the browser and the shell say the same.
 * Amounts are minor units. In balances and movements debit is positive, as in the books; on a statement every part
 * shows its own natural side as positive: assets and expenses are debits, all else is credits.
 */
import { type AccountCode, assert, type Minor, sum } from "#base";
import { kindOfAccount, partsOfAccount } from "./chart.ts";
import type { AccountClass, FundNature, FundRow } from "./tables.ts";

/** What an account stands at, or by how much it moved: all its members together, debit positive. */
export interface AccountAmount {
  readonly account: AccountCode;
  readonly unit: string;
  readonly amount: Minor;
}

/** A line of a statement: an account, or the surplus that is not yet closed. Its natural side is positive. */
export interface StatementLine {
  /** A kind of the chart, or "current-surplus". */
  readonly kind: string;
  /** "voluntary" of "member-savings.voluntary/loan"; empty where there is none. */
  readonly product: string;
  readonly fund: string;
  readonly amount: Minor;
}

export interface StatementPart {
  readonly lines: readonly StatementLine[];
  readonly total: Minor;
}

export interface TrialBalance {
  readonly unit: string;
  readonly lines: readonly {
    readonly account: AccountCode;
    /** The kind's number in the chart: orders the lines. */
    readonly number: number;
    readonly kind: string;
    readonly product: string;
    readonly fund: string;
    /** One of the two is zero. */
    readonly debit: Minor;
    readonly credit: Minor;
  }[];
  /** Equal, or the books are broken. */
  readonly debit: Minor;
  readonly credit: Minor;
}

/** One for each unit, with every account that does not stand at zero, in the order of the chart. */
export function trialBalances(balances: readonly AccountAmount[]): readonly TrialBalance[] {
  return unitsOf(balances).map(unit => {
    const lines = standing(balances, unit).map(({ account, amount }) => ({
      account,
      number: kindOfAccount(account).number,
      ...partsOfAccount(account),
      debit: amount > 0n ? amount : 0n,
      credit: amount < 0n ? -amount : 0n,
    }));
    const debit = sum(lines.map(line => line.debit));
    const credit = sum(lines.map(line => line.credit));
    assert(debit === credit, `the trial balance is even in ${unit}`);
    return { unit, lines, debit, credit };
  });
}

export interface BalanceSheet {
  readonly unit: string;
  readonly assets: StatementPart;
  /** What members may ask back: savings, and what is due to them. */
  readonly liabilities: StatementPart;
  /** Equity each member has a stake in: shares, retained surplus, and the surplus not yet closed of divisible funds. */
  readonly divisible: StatementPart;
  /** Equity for a purpose only. */
  readonly restricted: StatementPart;
  /** Equity of all and of those who come after. */
  readonly indivisible: StatementPart;
  /** Restricted and indivisible together: what is never divided. The second total beside `divisible`. */
  readonly apart: Minor;
  /** Income less expense not yet closed to a fund's own equity, in all funds. It is in the parts above. */
  readonly currentSurplus: Minor;
}

/** Assets = liabilities + divisible + apart, in every unit. */
export function balanceSheets(balances: readonly AccountAmount[], funds: readonly FundRow[]): readonly BalanceSheet[] {
  return unitsOf(balances).map(unit => {
    const lines = standing(balances, unit).map(lineOf);
    const parts: Record<"asset" | "liability" | FundNature, StatementLine[]> = {
      asset: [],
      liability: [],
      divisible: [],
      restricted: [],
      indivisible: [],
    };
    for (const line of lines) {
      if (line.class === "asset" || line.class === "liability") parts[line.class].push(line);
      else if (line.class === "equity") parts[natureOf(line, funds)].push(line);
    }
    const surpluses = surplusByFund(lines);
    for (const [fund, amount] of surpluses) {
      const line = { kind: currentSurplus, product: "", fund, amount };
      parts[natureOf(line, funds)].push(line);
    }
    const [assets, liabilities, divisible, restricted, indivisible] = [
      parts.asset,
      parts.liability,
      parts.divisible,
      parts.restricted,
      parts.indivisible,
    ].map(partOf) as [StatementPart, StatementPart, StatementPart, StatementPart, StatementPart];
    const apart = restricted.total + indivisible.total;
    assert(
      assets.total === liabilities.total + divisible.total + apart,
      `what is owned equals what is owed and whose it is, in ${unit}`,
    );
    return {
      unit,
      assets,
      liabilities,
      divisible,
      restricted,
      indivisible,
      apart,
      currentSurplus: sum(surpluses.values()),
    };
  });
}

/** Income less expense since a fund's books were last closed; it has no account of its own. */
export const currentSurplus = "current-surplus";

export interface IncomeStatement {
  readonly unit: string;
  readonly income: StatementPart;
  readonly expense: StatementPart;
  readonly surplus: Minor;
}

/** From what income and expense accounts moved in a time, without the entries that close them. */
export function incomeStatements(movements: readonly AccountAmount[]): readonly IncomeStatement[] {
  return unitsOf(movements).map(unit => {
    const lines = standing(movements, unit).map(lineOf);
    const income = partOf(lines.filter(line => line.class === "income"));
    const expense = partOf(lines.filter(line => line.class === "expense"));
    return { unit, income, expense, surplus: income.total - expense.total };
  });
}

/** Where a fund's wealth is. */
export interface FundPlaces {
  readonly fund: string;
  readonly unit: string;
  readonly nature: FundNature;
  /** In the box, by the books. */
  readonly cash: Minor;
  readonly bank: Minor;
  /** Things in store: rice, chicks. */
  readonly stock: Minor;
  /** With members. */
  readonly lent: Minor;
  /** All four. */
  readonly total: Minor;
}

/** Every fund, also an empty one, in the order of `funds`. */
export function placesOfFunds(balances: readonly AccountAmount[], funds: readonly FundRow[]): readonly FundPlaces[] {
  return funds.map(({ fund, unit, nature }) => {
    const stands = (kind: string): Minor =>
      sum(balances.filter(one => one.unit === unit && one.account === `${kind}/${fund}`).map(one => one.amount));
    const [cash, bank, stock, lent] = [stands("cash"), stands("bank"), stands("stock"), stands("loans-receivable")];
    return { fund, unit, nature, cash, bank, stock, lent, total: cash + bank + stock + lent };
  });
}

/** The money itself, and things in store: where a fund's statement and its cash book look. */
export const holdingKinds = ["cash", "bank", "stock"] as const;
export type HoldingKind = (typeof holdingKinds)[number];

export interface FundStatement {
  /** What the fund held (cash, bank, stock) before the first day. */
  readonly opening: Minor;
  readonly in: readonly KindAmount[];
  readonly out: readonly KindAmount[];
  readonly closing: Minor;
}

export interface KindAmount {
  /** Kind of fact: "savings.deposited". */
  readonly kind: string;
  readonly amount: Minor;
}

/** What came and went of one fund, by kind of fact; both above zero. From its cash to its bank is neither. */
export interface KindMovement {
  readonly kind: string;
  readonly in: Minor;
  readonly out: Minor;
}

export function fundStatement(opening: Minor, movements: readonly KindMovement[]): FundStatement {
  const side = (of: "in" | "out"): readonly KindAmount[] =>
    movements
      .filter(one => one[of] > 0n)
      .map(one => ({ kind: one.kind, amount: one[of] }))
      .sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : a.kind < b.kind ? -1 : 1));
  return {
    opening,
    in: side("in"),
    out: side("out"),
    closing: opening + sum(movements.map(one => one.in)) - sum(movements.map(one => one.out)),
  };
}

/** Puts the balance beside each row of a cash book. `opening` is what stood before the first of them. */
export function withBalances<Row extends { readonly in: Minor; readonly out: Minor }>(
  opening: Minor,
  rows: readonly Row[],
): readonly (Row & { readonly balance: Minor })[] {
  let balance = opening;
  return rows.map(row => {
    balance += row.in - row.out;
    return { ...row, balance };
  });
}

/** Adds lines up to accounts: the recomputation every statement must agree with. */
export function balancesOfLines(lines: Iterable<AccountAmount>): readonly AccountAmount[] {
  const sums = new Map<string, AccountAmount>();
  for (const line of lines) {
    const key = `${line.account}|${line.unit}`;
    sums.set(key, { account: line.account, unit: line.unit, amount: (sums.get(key)?.amount ?? 0n) + line.amount });
  }
  return [...sums.values()];
}

/** What stood at the end of each month, from what stands now and what every month moved. The last is now. */
export function atMonthEnds(
  now: Minor,
  movedByMonth: ReadonlyMap<string, Minor>,
  months: readonly string[],
): readonly { readonly month: string; readonly amount: Minor }[] {
  let amount = now;
  const backwards = [...months].reverse().map(month => {
    const stood = { month, amount };
    amount -= movedByMonth.get(month) ?? 0n;
    return stood;
  });
  return backwards.reverse();
}

function standing(amounts: readonly AccountAmount[], unit: string): readonly AccountAmount[] {
  return balancesOfLines(amounts.filter(one => one.unit === unit))
    .filter(one => one.amount !== 0n)
    .sort(
      (a, b) => kindOfAccount(a.account).number - kindOfAccount(b.account).number || (a.account < b.account ? -1 : 1),
    );
}

/** Units something stands in: one that is all at zero has no statement. */
const unitsOf = (amounts: readonly AccountAmount[]): readonly string[] =>
  [...new Set(amounts.filter(one => one.amount !== 0n).map(one => one.unit))].sort();

const isDebit: Readonly<Record<AccountClass, boolean>> = {
  asset: true,
  expense: true,
  liability: false,
  equity: false,
  income: false,
};

function lineOf({ account, amount }: AccountAmount): StatementLine & { readonly class: AccountClass } {
  const { class: ofClass } = kindOfAccount(account);
  return { ...partsOfAccount(account), class: ofClass, amount: isDebit[ofClass] ? amount : -amount };
}

function surplusByFund(
  lines: readonly (StatementLine & { readonly class: AccountClass })[],
): ReadonlyMap<string, Minor> {
  const sums = new Map<string, Minor>();
  for (const line of lines) {
    const sign = line.class === "income" ? 1n : line.class === "expense" ? -1n : 0n;
    if (sign !== 0n) sums.set(line.fund, (sums.get(line.fund) ?? 0n) + sign * line.amount);
  }
  return sums;
}

/** A member's shares are hers in whatever fund they stand, and what was given to the group is never divided. */
function natureOf(line: StatementLine, funds: readonly FundRow[]): FundNature {
  if (line.kind === "member-shares") return "divisible";
  const fund = funds.find(one => one.fund === line.fund);
  assert(fund, `an account is in a fund that was opened: ${line.fund}`);
  return line.kind === "donated-equity" && fund.nature === "divisible" ? "indivisible" : fund.nature;
}

const partOf = (lines: readonly StatementLine[]): StatementPart => ({
  lines: lines.map(({ kind, product, fund, amount }) => ({ kind, product, fund, amount })),
  total: sum(lines.map(line => line.amount)),
});
