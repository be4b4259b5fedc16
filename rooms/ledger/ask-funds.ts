/** Where the money is, and one fund with its book. */
import { type AccountCode, addDays, type Day, sum } from "#base";
import { type AskedOfLedger, dayGiven, fundNames, mayOpenEntries, nameOf, textsOf, yearOf } from "./asked.ts";
import { account, partsOfAccount } from "./chart.ts";
import {
  type AccountAmount,
  atMonthEnds,
  fundStatement,
  type FundPlaces,
  type HoldingKind,
  holdingKinds,
  placesOfFunds,
  withBalances,
} from "./statements.ts";
import { accountsOf, balancesOn, bookOf, fundsOf, membersIn, movedByKind, movedByMonth } from "./store.ts";
import type { FundRow } from "./tables.ts";
import { written } from "./written.ts";

const monthsShown = 12;
const rowsAPage = 20;
const pagesMax = 10_000;

export type FundsSeen = Awaited<ReturnType<typeof askFunds>>;
/** Where the money is, fund by fund, and how it grew. */
export async function askFunds(asked: AskedOfLedger) {
  const { client, organisation, today } = asked;
  const funds = await fundsOf(client, organisation);
  const places = placesOfFunds(await balancesOn(client, organisation, today), funds);
  const months = monthsUntil(today, monthsShown);
  const moved = await movedByMonth(client, organisation, `${months[0]!}-01` as Day);
  const names = await fundNames(asked);
  const lendable = funds.filter(fund => fund.is_lendable).map(fund => account.loans(fund.fund));
  return written({
    on: today,
    funds: places.map(one => ({ ...one, name: names.get(one.fund) ?? null })),
    /** How many members have money of the group with them. */
    borrowers: await membersIn(client, organisation, lendable),
    growth: unitsOf(funds).map(unit => ({ unit, months: growthOf(unit, places, moved, months) })),
  });
}

/** What divisible funds were worth in all at the end of each month; where there is none, all funds. */
function growthOf(
  unit: string,
  places: readonly FundPlaces[],
  moved: readonly (AccountAmount & { readonly month: string })[],
  months: readonly string[],
) {
  const ofUnit = places.filter(one => one.unit === unit);
  const main = ofUnit.some(one => one.nature === "divisible")
    ? ofUnit.filter(one => one.nature === "divisible")
    : ofUnit;
  const accounts = new Set<string>(
    main.flatMap(({ fund }) => [...holdingKinds, "loans-receivable"].map(kind => `${kind}/${fund}`)),
  );
  const byMonth = new Map<string, bigint>();
  for (const one of moved)
    if (one.unit === unit && accounts.has(one.account))
      byMonth.set(one.month, (byMonth.get(one.month) ?? 0n) + one.amount);
  return atMonthEnds(sum(main.map(one => one.total)), byMonth, months);
}

export type FundSeen = NonNullable<Awaited<ReturnType<typeof askFund>>>;
/** One fund: what came and went between two days, and the book of its box, bank or store. */
export async function askFund(asked: AskedOfLedger) {
  const { client, organisation, params, today } = asked;
  const funds = await fundsOf(client, organisation);
  const fund = funds.find(one => one.fund === params.fund);
  if (!fund) return null;
  const until = dayGiven(params.until, today) ?? today;
  const from = dayGiven(params.from, until) ?? yearOf(until);
  const accounts = (await accountsOf(client, organisation))
    .filter(one => one.fund === fund.fund)
    .map(one => one.account);
  const holdings = accounts.filter(code => (holdingKinds as readonly string[]).includes(partsOfAccount(code).kind));
  const before = await balancesOn(client, organisation, addDays(from, -1));
  const balances = await balancesOn(client, organisation, until);
  const opening = sum(
    before.filter(one => one.unit === fund.unit && holdings.includes(one.account)).map(one => one.amount),
  );
  const [places] = placesOfFunds(balances, [fund]);
  const isEach = params.each === "yes" && mayOpenEntries(asked);
  const texts = await textsOf(asked, isEach ? ["ledger.fund", "members.membership"] : ["ledger.fund"]);
  return written({
    on: today,
    from,
    until,
    openedOn: fund.opened_on,
    fund: { ...places!, name: texts.get(`ledger.fund/${fund.fund}/name`) ?? null },
    statement: fundStatement(opening, await movedByKind(client, organisation, holdings, { from, until })),
    book: await bookOfFund(
      asked,
      fund,
      holdings.filter(code => code === account.cash(fund.fund) || balances.some(one => one.account === code)),
      { until, isEach, texts },
    ),
  });
}

async function bookOfFund(
  asked: AskedOfLedger,
  fund: FundRow,
  /** The box, and what else of the fund was ever used. */
  holdings: readonly AccountCode[],
  {
    until,
    isEach,
    texts,
  }: { readonly until: Day; readonly isEach: boolean; readonly texts: ReadonlyMap<string, string> },
) {
  const { client, organisation, params } = asked;
  const kinds = holdings
    .map(code => partsOfAccount(code).kind as HoldingKind)
    .sort((a, b) => holdingKinds.indexOf(a) - holdingKinds.indexOf(b));
  const of = kinds.find(kind => kind === params.book) ?? kinds[0] ?? "cash";
  const page = pageGiven(params.page);
  const { opening, rows, count } = await bookOf(client, organisation, {
    account: `${of}/${fund.fund}`,
    unit: fund.unit,
    until,
    isEach,
    skip: (page - 1) * rowsAPage,
    take: rowsAPage,
  });
  return {
    of,
    kinds,
    isEach,
    mayEach: mayOpenEntries(asked),
    page,
    pages: Math.max(1, Math.ceil(count / rowsAPage)),
    opening,
    rows: withBalances(opening, rows).map(row => ({
      ...row,
      member: row.member === null ? null : nameOf(row.member, texts),
    })),
  };
}

function pageGiven(text: string | undefined): number {
  const page = /^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : 1;
  return Math.min(page, pagesMax);
}

/** "2025-12" … "2026-11": this month and those before it. */
function monthsUntil(day: Day, count: number): readonly string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const month = last - count + 1 + index;
    return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

const unitsOf = (funds: readonly FundRow[]): readonly string[] => [...new Set(funds.map(fund => fund.unit))];
