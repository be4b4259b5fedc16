/** The statements of a day, and whether the books are whole. */
import type { AccountCode, Day, OrganisationId } from "#base";
import { type PoolClient, query, sql } from "#db";
import { type AskedOfLedger, dayGiven, fundNames, mayOpenEntries, textsOf, yearOf } from "./asked.ts";
import { balanceSheets, incomeStatements, placesOfFunds, trialBalances } from "./statements.ts";
import { accountsOf, balancesOn, closedThroughOf, fundsOf, resultsBetween } from "./store.ts";
import { meetingOfCommand } from "./store-entries.ts";
import type { AccountRow } from "./tables.ts";
import { verify } from "./verify.ts";
import { written } from "./written.ts";

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
/** For the pages: as the shell has them, with the names of funds. */
export async function askStatements(asked: AskedOfLedger) {
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
/**
 * Walks all books. Who said a faulty line is no one's to see here: the account, the amount and the meeting are. One walk
 * at a time for each organisation: every member may ask, and many asking at once would only hold each other up.
 */
export async function askCheck(asked: AskedOfLedger) {
  const { client, organisation, today, tablesOfRooms } = asked;
  if (!(await isFirstToCheck(client, organisation))) return written({ ok: null, on: today } as const);
  const result = await verify(client, organisation, { tablesOfRooms });
  if (result.ok) return written({ ...result, on: today, lastMeeting: await meetingOfCommand(client, organisation) });
  const line = result.line && { ...result.line, member: null };
  const mayOpen = mayOpenEntries(asked);
  // The key of a row may be a member's or a loan's.
  const row = result.row && { ...result.row, key: mayOpen ? result.row.key : null };
  return written({
    ...result,
    line,
    row,
    found: mayOpen ? result.found : null,
    expected: mayOpen ? result.expected : null,
    command: null,
    mayOpen,
    on: today,
  });
}

/** Held until this transaction ends, by whoever is first. */
async function isFirstToCheck(client: PoolClient, organisation: OrganisationId): Promise<boolean> {
  const [row] = await query<{ isFirst: boolean }>(
    client,
    sql`select pg_try_advisory_xact_lock(${checkLock}, hashtext(${organisation})) as "isFirst"`,
  );
  return row?.isFirst ?? false;
}

/** Any number, apart from the other advisory locks of the house. */
const checkLock = 4_042;
