/** What every report knows of who asks and for which days; the names things have are read once. */
import { type Asked, type Day, dayOf, type MemberId, parseDay, partsOf } from "#base";
import { finderOf, whoSees } from "#assembly/server";
import type { PoolClient } from "#db";
import { type FundRow, partsOfAccount } from "#ledger";
import { fundsOf } from "#ledger/server";
import { isOfficer } from "#members";
import { readTexts } from "#members/server";
import type { Cell } from "./report.ts";
import { foundedOn } from "./store.ts";

export interface Known extends Asked<PoolClient> {
  readonly from: Day;
  readonly until: Day;
  /** Officers see each; everybody else sees counts and sums (S15, G40). */
  readonly isOpen: boolean;
  readonly foundedOn: Day;
  /** The organisation's own. */
  readonly unit: string;
  readonly funds: readonly FundRow[];
  fund(code: string): Cell;
  who(member: MemberId): Cell;
  account(code: string, unit: string, side?: "in" | "out"): Cell;
}

/** The year of the last day, or from the group's beginning where it is younger; no day is later than today. */
export function periodOf(
  params: Readonly<Record<string, string>>,
  today: Day,
): { readonly from: Day; readonly until: Day } {
  const read = (value: string | undefined): Day | null => (value === undefined ? null : parseDay(value));
  const wanted = read(params["until"]) ?? today;
  const until = wanted < today ? wanted : today;
  const from = read(params["from"]) ?? dayOf(partsOf(until).year, 1, 1);
  return { from: from < until ? from : until, until };
}

/** Before there was a group there is nothing to be told, and averages do not begin there. */
function sinceFounded({ from, until }: ReturnType<typeof periodOf>, founded: Day): ReturnType<typeof periodOf> {
  const first = from < founded ? founded : from;
  return { from: first < until ? first : until, until };
}

export async function knownOf(given: Asked<PoolClient>): Promise<Known> {
  const asked = whoSees(given);
  const { client, organisation, masterKey, params, today } = asked;
  const founded = await foundedOn(client, organisation);
  const texts = await readTexts(client, organisation, ["ledger.fund", "assembly.rule"], Buffer.from(masterKey), ["name"]);
  const find = await finderOf(asked);
  return {
    ...asked,
    ...sinceFounded(periodOf(params, today), founded.on),
    isOpen: isOfficer(asked.roles),
    foundedOn: founded.on,
    unit: founded.unit,
    funds: await fundsOf(client, organisation),
    fund: code => ({ called: texts.get(`ledger.fund/${code}/name`) ?? `fund.${code}` }),
    who: member => {
      const { number, name } = find(member);
      return { who: { number, name } };
    },
    account: (code, unit, side) => {
      const { kind, product } = partsOfAccount(code as `${string}/${string}`);
      const called = texts.get(`assembly.rule/savings.product/${product}/name`) ?? null;
      return { account: { kind, product, called, ...(side && { side }) }, unit };
    },
  };
}
