/**
 * The statement of the whole group: what the members decided to have told, out of the functions the reports are made of, of the
 * log as it stood when two officers made it. Opened again it says the same.
 */
import { type Asked, type Day, isUuid, need, sum, type Uuid } from "#base";
import { type GroupStatementRow, groupStatementTable, type GroupStatementState, organisationTable, stateOfStatement } from "#assembly";
import { decisionsOf } from "#assembly/server";
import type { PoolClient } from "#db";
import { fingerprintOfKey, fundsOf, loadBooks, publicKeyOf, signNote } from "#ledger/server";
import { loansWithEvents } from "#loans/server";
import { type GroupStatement, type MoneyStated, textOfGroupStatement, textOfTakenBack } from "#meetings";
import { oneLine, signerOf } from "#meetings/server";
import { readTexts } from "#members/server";
import { Balances } from "./balances.ts";
import { holdersMin, unbrokenMonths } from "./indicators.ts";
import { demandedIn, type LoanKept, standingOn } from "./lending.ts";
import { measured, memberKinds, reserveOn } from "./measure.ts";
import { chainHashAt, foundedOn, type MemberBalance, memberBalancesOn, meetingsUntil, movementsUntil } from "./store.ts";

type Asking = Asked<PoolClient>;

/** A decision that was carried and is not used, or a statement that was made. */
export interface DecidedStatement {
  readonly decision: Uuid;
  readonly to: string;
  readonly from: Day;
  readonly until: Day;
  readonly on: Day;
  readonly meeting: number | null;
}

export interface MadeStatement {
  readonly statement: Uuid;
  readonly to: string;
  readonly issuedOn: Day;
  readonly until: Day;
  readonly state: GroupStatementState;
  readonly takenBackOn: Day | null;
}

export interface GroupStatementsSeen {
  readonly on: Day;
  readonly unit: string;
  readonly mayMake: boolean;
  /** The short form of the group's key, which an officer says to whoever asks. */
  readonly fingerprint: string;
  readonly ready: readonly DecidedStatement[];
  /** The newest first. */
  readonly made: readonly MadeStatement[];
}

export async function askGroupStatements(asked: Asking): Promise<GroupStatementsSeen | null> {
  if (asked.isPlain) return null;
  const { client, organisation, today, roles } = asked;
  const [decisions, receivers, rows] = [
    await decisionsOf(client, organisation, { question: "statement" }),
    await receiversOf(asked),
    await statementsOf(asked),
  ];
  return {
    on: today,
    unit: (await foundedOn(client, organisation)).unit,
    mayMake: (["chair", "secretary", "treasurer"] as const).some(role => roles.has(role)),
    fingerprint: fingerprintOfKey(publicKeyOf(await signerOf(asked)))!,
    ready: decisions.flatMap(({ decision_id, is_carried, is_used, value, decided_on, meeting_number }) => {
      const said = value as { readonly from: Day; readonly until: Day } | null;
      if (!is_carried || is_used || said === null || said.until < today) return [];
      const { from, until } = said;
      return [{ decision: decision_id, to: receivers(decision_id), from, until, on: decided_on, meeting: meeting_number }];
    }),
    made: [...rows]
      .sort((a, b) => (a.issued_seq < b.issued_seq ? 1 : -1))
      .map(row => ({
        statement: row.statement_id,
        to: receivers(row.decision_id),
        issuedOn: row.issued_on,
        until: row.until_on,
        state: stateOfStatement(row, today),
        takenBackOn: row.taken_back_on,
      })),
  };
}

export interface GroupStatementSeen {
  /** The signed note: the statement, or, once it was taken back, that it was. */
  readonly note: string;
  readonly fingerprint: string;
  readonly isTakenBack: boolean;
}

/** Null where there is none, or its time is over. */
export async function askGroupStatement(asked: Asking): Promise<GroupStatementSeen | null> {
  const { client, organisation, masterKey, today, params } = asked;
  const id = params["statement"] ?? "";
  if (asked.isPlain || !isUuid(id)) return null;
  const row = (await statementsOf(asked)).find(one => one.statement_id === id);
  const state = row && stateOfStatement(row, today);
  if (!row || state === "over") return null;
  const signer = await signerOf(asked);
  const key = publicKeyOf(signer);
  const names = await readTexts(client, organisation, ["assembly.organisation"], Buffer.from(masterKey), ["name"]);
  const books = await loadBooks(client, organisation, () => [need.all(organisationTable)]);
  const known = {
    group: { id: organisation as unknown as Uuid, name: oneLine(names.get("assembly.organisation/-/name") ?? "") },
    is_practice: books.rows(organisationTable).some(one => one.is_practice),
    statement: row.statement_id,
    to: oneLine((await receiversOf(asked))(row.decision_id)),
    issued_on: row.issued_on,
    signed_by: key,
  };
  const text =
    row.taken_back_on === null
      ? textOfGroupStatement({ ...known, ...(await figuresOf(asked, row)) })
      : textOfTakenBack({ ...known, taken_back_on: row.taken_back_on });
  return { note: signNote(text, signer), fingerprint: fingerprintOfKey(key)!, isTakenBack: state === "taken-back" };
}

async function statementsOf({ client, organisation }: Asking): Promise<readonly GroupStatementRow[]> {
  const books = await loadBooks(client, organisation, () => [need.all(groupStatementTable)]);
  return books.rows(groupStatementTable);
}

/** Whom it is for is what the decision is called by. */
async function receiversOf({ client, organisation, masterKey }: Asking): Promise<(decision: Uuid) => string> {
  const names = await readTexts(client, organisation, ["assembly.decision"], Buffer.from(masterKey), ["name"]);
  return decision => names.get(`assembly.decision/${decision}/name`) ?? "";
}

type Figures = Pick<
  GroupStatement,
  "decided" | "expires_on" | "covers_from" | "members" | "meetings" | "months_unbroken" | "money" | "log"
>;

async function figuresOf({ client, organisation }: Asking, row: GroupStatementRow): Promise<Figures> {
  const { issued_on: until, issued_seq: through } = row;
  const founded = await foundedOn(client, organisation);
  const from = row.from_on < founded.on ? founded.on : row.from_on;
  const [decision] = await decisionsOf(client, organisation, { decision: row.decision_id });
  const held = (await meetingsUntil(client, organisation, until)).map(({ on, sealedSeq }) => ({
    on,
    isSealed: sealedSeq !== null && sealedSeq <= through,
  }));
  const balances = new Balances(await movementsUntil(client, organisation, until, through));
  const loans = await loansWithEvents(client, organisation, through);
  const members = await memberBalancesOn(client, organisation, until, through);
  const reserves = (await fundsOf(client, organisation)).filter(one => one.nature === "indivisible").map(one => one.fund);
  const units = [founded.unit, ...balances.units().filter(unit => unit !== founded.unit)];
  return {
    decided: {
      on: decision!.decided_on,
      meeting: decision!.meeting_number ?? 0,
      for: decision!.votes_for,
      against: decision!.votes_against,
      abstaining: decision!.abstaining,
    },
    expires_on: row.until_on,
    covers_from: from,
    members: row.members,
    meetings: held.filter(one => one.isSealed && one.on >= from).length,
    months_unbroken: unbrokenMonths(held, until),
    money: units.slice(0, unitsMax).map(unit => moneyOf({ unit, from, until, balances, loans, members, reserves })),
    log: { size: through + 1n, chain_hash: await chainHashAt(client, organisation, through) },
  };
}

/** As many as a statement has room for. */
const unitsMax = 20;

interface MoneyFrom {
  readonly unit: string;
  readonly from: Day;
  readonly until: Day;
  readonly balances: Balances;
  readonly loans: readonly LoanKept[];
  readonly members: readonly MemberBalance[];
  /** Funds that are never divided. */
  readonly reserves: readonly string[];
}

function moneyOf({ unit, from, until, balances, loans, members, reserves }: MoneyFrom): MoneyStated {
  const holders = (kind: string): number =>
    new Set(members.filter(one => one.unit === unit && isOfKind(one.account, kind)).map(one => one.member)).size;
  const of = (kind: (typeof memberKinds)[number]): bigint =>
    -balances.on(until, { unit, kinds: [kind] });
  const [savers, sharers] = [holders("member-savings"), holders("member-shares")];
  const lent = loansStated(unit, from, until, balances, loans);
  return {
    unit,
    ...(mayTell(savers) ? { savings: of("member-savings") } : {}),
    ...(mayTell(sharers) ? { shares: of("member-shares") } : {}),
    reserve: reserveOn(balances, unit, until, reserves),
    gifts: -balances.on(until, { unit, kinds: ["donated-equity"] }),
    cash: balances.on(until, { unit, kinds: ["cash"] }),
    bank: balances.on(until, { unit, kinds: ["bank"] }),
    ...(lent && { loans: lent }),
  };
}

/** Of nobody there is nothing to tell of anybody. */
const mayTell = (people: number): boolean => people === 0 || people >= holdersMin;

function loansStated(
  unit: string,
  from: Day,
  until: Day,
  balances: Balances,
  loans: readonly LoanKept[],
): NonNullable<MoneyStated["loans"]> | null {
  const standing = standingOn(loans, unit, until);
  const demanded = demandedIn(loans, unit, { from, until });
  const borrowers = new Set([...standing.map(one => one.loan), ...demanded.map(one => one.loan)].map(one => one.member_id));
  if (!mayTell(borrowers.size)) return null;
  const none = { results: [], lendableFunds: [], reserves: [], rates: null };
  const { onTime, risk } = measured({ unit, from, until, balances, loans, ...none });
  const principal = demanded.map(one => one.demand.principal);
  return {
    running: standing.length,
    outstanding: risk.outstanding,
    over_30: risk.buckets.find(bucket => bucket.overDays === 30)!.atRisk,
    repaid: sum(principal.map(one => one.paidOfOverdue + one.paidOfFellDue + one.paidAhead)),
    due: onTime.whole,
    paid_of_due: onTime.part,
    written_off: sum(demanded.map(one => one.demand.writtenOff)),
  };
}

const isOfKind = (account: string, kind: string): boolean =>
  account.startsWith(`${kind}.`) || account.startsWith(`${kind}/`);
