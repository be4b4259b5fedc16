/**
 * The questions of the ledger's screens. A member sees what the group has and how it moved, never what another member
 * has (G39): accounts kept per member come as totals, and single entries only to officers and to whom they concern.
 */
import {
  type AccountCode,
  addDays,
  type Asked,
  type Day,
  type MemberId,
  type OrganisationId,
  parseDay,
  type Question,
  type Role,
  sum,
} from "#base";
import type { PoolClient } from "#db";
import { account, partsOfAccount } from "./chart.ts";
import { factOfLeaf } from "./leaf.ts";
import {
  type AccountAmount,
  atMonthEnds,
  balanceSheets,
  fundStatement,
  type FundPlaces,
  type HoldingKind,
  holdingKinds,
  incomeStatements,
  placesOfFunds,
  trialBalances,
  withBalances,
} from "./statements.ts";
import {
  accountsOf,
  balancesOn,
  bookOf,
  closedThroughOf,
  entriesBetweenMeetings,
  type EntryRow,
  entryOf,
  fundsOf,
  linesOfEntries,
  meetingOfCommand,
  membersIn,
  movedByKind,
  movedByMonth,
  resultsBetween,
} from "./store.ts";
import type { AccountRow, FundRow } from "./tables.ts";
import { verify } from "./verify.ts";
import { written } from "./written.ts";

/**
 * Names are texts of people, which a room above this one keeps. Whoever asks hands the reader in; without it a fund is
 * called by its code and nobody has a name.
 */
export type AskedOfLedger = Asked<PoolClient> & {
  readonly texts?: (abouts: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

/** Who may open single entries: the committee and those who check it. */
const officers: readonly Role[] = ["treasurer", "secretary", "chair", "supervisory-committee"];
const mayOpenEntries = (asked: AskedOfLedger): boolean => officers.some(role => asked.roles.has(role));

const monthsShown = 12;
const rowsAPage = 20;
const pagesMax = 10_000;

export type FundsSeen = Awaited<ReturnType<typeof askFunds>>;
/** Where the money is, fund by fund, and how it grew. */
async function askFunds(asked: AskedOfLedger) {
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
async function askFund(asked: AskedOfLedger) {
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
  { client, organisation, params, roles }: AskedOfLedger,
  fund: FundRow,
  /** The box, and what else of the fund was ever used. */
  holdings: readonly AccountCode[],
  {
    until,
    isEach,
    texts,
  }: { readonly until: Day; readonly isEach: boolean; readonly texts: ReadonlyMap<string, string> },
) {
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
    mayEach: officers.some(role => roles.has(role)),
    page,
    pages: Math.max(1, Math.ceil(count / rowsAPage)),
    opening,
    rows: withBalances(opening, rows).map(row => ({
      ...row,
      member: row.member === null ? null : nameOf(row.member, texts),
    })),
  };
}

/** All statements of an organisation at the end of a day: what the pages and the shell show. Amounts are bigint. */
export async function statementsOf(
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
  from: Day = yearOf(day),
) {
  const funds = await fundsOf(client, organisation);
  const balances = await balancesOn(client, organisation, day);
  const accounts = resultAccounts(await accountsOf(client, organisation));
  return {
    on: day,
    from,
    trialBalances: trialBalances(balances),
    balanceSheets: balanceSheets(balances, funds),
    incomeStatements: incomeStatements(await resultsBetween(client, organisation, accounts, { from, until: day })),
    places: placesOfFunds(balances, funds),
  };
}

/** Which accounts tell what a time brought, and into which of the group's own they are closed. */
export function resultAccounts(accounts: readonly AccountRow[]): {
  readonly results: readonly AccountCode[];
  readonly equity: readonly AccountCode[];
} {
  const codes = (is: (one: AccountRow) => boolean): readonly AccountCode[] =>
    accounts.filter(is).map(one => one.account);
  return {
    results: codes(one => one.class === "income" || one.class === "expense"),
    equity: codes(one => one.class === "equity" && !one.is_per_member),
  };
}

export type StatementsSeen = Awaited<ReturnType<typeof askStatements>>;
async function askStatements(asked: AskedOfLedger) {
  const { client, organisation, params, today } = asked;
  const on = dayGiven(params.on, today) ?? today;
  const names = await fundNames(asked);
  const texts = await textsOf(asked, ["assembly.organisation"]);
  return written({
    ...(await statementsOf(client, organisation, on, dayGiven(params.from, on) ?? yearOf(on))),
    today,
    closedThrough: await closedThroughOf(client, organisation),
    organisationName: texts.get("assembly.organisation/-/name") ?? null,
    fundNames: Object.fromEntries(
      (await fundsOf(client, organisation)).map(({ fund }) => [fund, names.get(fund) ?? null]),
    ),
  });
}

export type CheckSeen = Awaited<ReturnType<typeof askCheck>>;
/** Walks all books. Who said a faulty line is no one's to see here: the account, the amount and the meeting are. */
async function askCheck(asked: AskedOfLedger) {
  const { client, organisation, today } = asked;
  const result = await verify(client, organisation);
  if (result.ok) return written({ ...result, on: today, lastMeeting: await meetingOfCommand(client, organisation) });
  const line = result.line && { ...result.line, member: null };
  const mayOpen = mayOpenEntries(asked);
  return written({
    ...result,
    line,
    found: mayOpen ? result.found : null,
    expected: mayOpen ? result.expected : null,
    command: null,
    mayOpen,
    on: today,
  });
}

export type EntrySeen = NonNullable<Awaited<ReturnType<typeof askEntry>>>;
/** One fact with its lines and proofs. A member may open her own and the group's; officers may open any. */
async function askEntry(asked: AskedOfLedger) {
  const { client, organisation, params } = asked;
  if (!/^(?:0|[1-9]\d{0,17})$/.test(params.seq ?? "")) return null;
  const entry = await entryOf(client, organisation, BigInt(params.seq!));
  if (!entry) return null;
  const lines = await linesOfEntries(client, organisation, [entry.seq]);
  const others = [entry.member_id, ...lines.map(line => line.member)].some(
    member => member !== null && member !== "" && member !== asked.member,
  );
  if (others && !mayOpenEntries(asked)) return null;
  const texts = await textsOf(asked, ["ledger.fund", "members.membership", "ledger.leaf"]);
  const reversal = factOfLeaf(entry.body).data?.kind;
  return written({
    ...saidIn(entry, texts),
    kind: entry.kind,
    reversedKind: entry.kind === "ledger.reversal" && typeof reversal === "string" ? reversal : null,
    reason: entry.reverses === null ? null : (texts.get(`ledger.leaf/${entry.reverses}/reason`) ?? null),
    at: entry.recorded_at,
    meeting: await meetingOfCommand(client, organisation, entry.command_id),
    reverses: entry.reverses,
    reversedBy: entry.reversed_by,
    lines: lines.map(line => ({
      account: line.account,
      ...partsOfAccount(line.account),
      fundName: texts.get(`ledger.fund/${line.fund}/name`) ?? null,
      member: line.member === "" ? null : nameOf(line.member, texts),
      unit: line.unit,
      amount: line.amount,
    })),
    /** For the auditor: what is hashed, letter for letter, and both hashes. */
    body: entry.body,
    leafHash: entry.leaf_hash.toString("hex"),
    chainHash: entry.chain_hash.toString("hex"),
  });
}

export type ReadOutSeen = Awaited<ReturnType<typeof askReadOut>>;
/** What was entered since the last meeting, to be read out at the next: how much, for whom, and which two people said it. */
async function askReadOut(asked: AskedOfLedger) {
  const { client, organisation } = asked;
  const found = await entriesBetweenMeetings(client, organisation);
  const lines = await linesOfEntries(
    client,
    organisation,
    found.map(entry => entry.seq),
  );
  const texts = await textsOf(asked, ["ledger.fund", "members.membership"]);
  return written({
    since: await meetingOfCommand(client, organisation),
    entries: found.map(entry => ({
      ...saidIn(entry, texts),
      kind: entry.kind,
      memberId: entry.member_id,
      lines: lines
        .filter(line => line.seq === entry.seq)
        .map(({ account: code, fund, unit, amount }) => ({ account: code, fund, unit, amount })),
    })),
  });
}

/** Who said it and for whom, by name. */
function saidIn(entry: EntryRow, texts: ReadonlyMap<string, string>) {
  return {
    seq: entry.seq,
    on: entry.effective_on,
    by: nameOf(entry.said_by, texts),
    with: entry.said_with.map(member => nameOf(member, texts)),
    member: entry.member_id === null ? null : nameOf(entry.member_id, texts),
  };
}

/** Null for whom no name is kept any more, or yet. */
const nameOf = (member: MemberId, texts: ReadonlyMap<string, string>): { readonly name: string | null } => ({
  name: texts.get(`members.membership/${member}/name`) ?? null,
});

const textsOf = async (asked: AskedOfLedger, abouts: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  (await asked.texts?.(abouts)) ?? new Map();

async function fundNames(asked: AskedOfLedger): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [key, text] of await textsOf(asked, ["ledger.fund"])) names.set(key.split("/")[1]!, text);
  return names;
}

/** A day out of an address, no later than another; null where there is none. */
function dayGiven(text: string | undefined, latest: Day): Day | null {
  const day = text === undefined ? null : parseDay(text);
  return day !== null && day <= latest ? day : null;
}

function pageGiven(text: string | undefined): number {
  const page = /^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : 1;
  return Math.min(page, pagesMax);
}

const yearOf = (day: Day): Day => `${day.slice(0, 4)}-01-01` as Day;

/** "2025-12" … "2026-11": this month and those before it. */
function monthsUntil(day: Day, count: number): readonly string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const month = last - count + 1 + index;
    return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

const unitsOf = (funds: readonly FundRow[]): readonly string[] => [...new Set(funds.map(fund => fund.unit))];

const anyone: Question<PoolClient>["who"] = ["anyone"];

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "ledger.funds": { who: anyone, ask: askFunds },
  "ledger.fund": { who: anyone, ask: askFund },
  "ledger.statements": { who: anyone, ask: askStatements },
  "ledger.check": { who: anyone, ask: askCheck },
  "ledger.entry": { who: anyone, ask: askEntry },
  "ledger.read-out": { who: officers, ask: askReadOut },
};
