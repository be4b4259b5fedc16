/**
 * Replays the log of an organisation from nothing and holds what comes out against every row that stands in the database:
 * the log alone rebuilds every table. What `ledger verify` looks at by itself, and lines, totals and head worked out apart.
 */
import { accountText, type OrganisationId, type RecordedFact } from "#base";
import { type Pool, type PoolClient, query, read, sql } from "#db";
import { factOfLeaf } from "#ledger";
import { chainHash, chainStart, leafHash, Replay, rowFaults } from "#ledger/server";
import { type House, tablesOf } from "../../app/house.ts";

export interface Replayed {
  readonly replay: Replay;
  /** Every journal line with the place and the balance it has in its account, by "account|member|unit|number". */
  readonly lines: ReadonlyMap<string, string>;
  readonly facts: readonly RecordedFact[];
  readonly size: bigint;
  readonly chain: Buffer;
}

/** Folds leaves, the first one first. Needs no database: a file of leaves does as well. */
export function replay(house: House, leaves: readonly string[]): Replayed {
  const folded = new Replay(tablesOf(house));
  const lines = new Map<string, string>();
  let chain = chainStart;
  const facts = leaves.map(body => {
    const fact = factOfLeaf(body);
    for (const line of folded.fold(fact))
      lines.set(`${accountText(line)}|${line.lineNumber}`, `${fact.seq} ${line.amount} ${line.balance} ${fact.on}`);
    chain = chainHash(chain, leafHash(body));
    return fact;
  });
  return { replay: folded, lines, facts, size: BigInt(facts.length), chain };
}

/** Every difference between the log replayed and the tables as they stand, as a sentence. None is what must be. */
export const differencesOf = (pool: Pool, house: House, organisation: OrganisationId): Promise<readonly string[]> =>
  read(pool, organisation, async client => {
    const leaves = await query<{ body: string }>(
      client,
      sql`select body from ledger.leaf where organisation_id = ${organisation} order by seq`,
    );
    const replayed = replay(
      house,
      leaves.map(leaf => leaf.body),
    );
    const found: string[] = [];
    for await (const { fault, row, part, ...texts } of rowFaults(client, organisation, replayed.replay))
      found.push(`${fault}: ${row.table} ${row.key} ${part ?? ""}: the log says ${texts.expected}, the table ${texts.found}`);
    return [
      ...found,
      ...compare("ledger.line", replayed.lines, await linesOf(client, organisation)),
      ...compare("ledger.total", totalsOf(replayed), await keptTotals(client, organisation)),
      ...(await headDifferences(client, organisation, replayed)),
    ];
  });

async function linesOf(client: PoolClient, organisation: OrganisationId): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ place: string; text: string }>(
    client,
    sql`select account || '|' || member_id || '|' || unit || '|' || line_number as place,
        seq || ' ' || amount || ' ' || balance || ' ' || effective_on as text
      from ledger.line where organisation_id = ${organisation}`,
  );
  return new Map(rows.map(row => [row.place, row.text]));
}

/** What all members' balances of an account add up to, worked out from the lines and not from the control accounts. */
function totalsOf({ facts }: Replayed): ReadonlyMap<string, string> {
  const sums = new Map<string, bigint>();
  for (const line of facts.flatMap(fact => fact.lines))
    if (line.member !== undefined) {
      const control = `${line.account}|${line.unit}`;
      sums.set(control, (sums.get(control) ?? 0n) + line.amount);
    }
  return new Map([...sums].map(([control, sum]) => [control, String(sum)]));
}

async function keptTotals(client: PoolClient, organisation: OrganisationId): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ place: string; total: bigint }>(
    client,
    sql`select distinct on (account, unit) account || '|' || unit as place, total from ledger.total
      where organisation_id = ${organisation} order by account, unit, seq desc`,
  );
  return new Map(rows.map(row => [row.place, String(row.total)]));
}

async function headDifferences(
  client: PoolClient,
  organisation: OrganisationId,
  { size, chain }: Replayed,
): Promise<readonly string[]> {
  const [head] = await query<{ size: bigint; chain_hash: Buffer }>(
    client,
    sql`select size, chain_hash from ledger.head where organisation_id = ${organisation}`,
  );
  if (!head) return size === 0n ? [] : ["ledger.head: there are leaves and no head"];
  return [
    ...(head.size === size ? [] : [`ledger.head: ${head.size} leaves by the head, ${size} in the log`]),
    ...(head.chain_hash.equals(chain) ? [] : ["ledger.head: its hash is not that of the log"]),
  ];
}

function compare(
  name: string,
  wanted: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly string[] {
  const differences: string[] = [];
  for (const [key, text] of wanted)
    if (found.get(key) !== text)
      differences.push(`${name} ${key}: the log says ${text}, the table ${found.get(key) ?? "has no such row"}`);
  for (const [key, text] of found)
    if (!wanted.has(key)) differences.push(`${name} ${key}: the log says nothing of it, the table ${text}`);
  return differences;
}
