/**
 * Replays the log of an organisation: folds its leaves in order with the rooms' own projections, from nothing, and holds
 * what comes out against every row that stands in the database. The promise: the log alone rebuilds every table.
 */
import {
  accountText,
  assert,
  type Document,
  keyText,
  LoadedBooks,
  type OrganisationId,
  type RecordedFact,
  type Table,
} from "#base";
import { type Pool, type PoolClient, query, read, sql } from "#db";
import { factOfLeaf, post } from "#ledger";
import { chainHash, chainStart, leafHash } from "#ledger/server";
import type { House } from "../../app/house.ts";
import { projectionOf } from "../../app/server/batch.ts";

/** Drafts are no facts: they leave no leaf, so no replay can know them. */
const drafts = new Set(["meetings.draft_line"]);
/** Columns that count changes to a draft, by table. */
const draftColumns: Readonly<Record<string, readonly string[]>> = { "meetings.meeting": ["revision"] };

export interface Replayed {
  readonly books: LoadedBooks;
  /** Every journal line with the place and the balance it has in its account, by "account|member|unit|number". */
  readonly lines: ReadonlyMap<string, string>;
  readonly facts: readonly RecordedFact[];
  readonly size: bigint;
  readonly chain: Buffer;
}

/** Folds leaves, the first one first. Needs no database: a file of leaves does as well. */
export function replay(house: House, leaves: readonly string[]): Replayed {
  const books = new LoadedBooks({ everything: true });
  const lines = new Map<string, string>();
  const facts: RecordedFact[] = [];
  let chain = chainStart;
  for (const body of leaves) {
    const fact = factOfLeaf(body);
    assert(fact.seq === BigInt(facts.length), "leaves come without a gap");
    for (const line of post(fact, books))
      lines.set(`${accountText(line)}|${line.lineNumber}`, `${fact.seq} ${line.amount} ${line.balance} ${fact.on}`);
    books.apply(projectionOf(house, fact, books));
    books.fillLeaf(fact.seq, fact);
    const original = fact.reverses === undefined ? undefined : books.leaf(fact.reverses);
    if (original) books.fillLeaf(original.seq, { ...original, reversedBy: fact.seq });
    facts.push(fact);
    chain = chainHash(chain, leafHash(body));
  }
  return { books, lines, facts, size: BigInt(facts.length), chain };
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
    const tables = house.rooms
      .flatMap(room => room.tables)
      .filter(table => !drafts.has(table.name) && !table.isShared);
    const found: string[] = [];
    for (const table of tables) {
      const kept = await rowsOf(client, table, organisation);
      found.push(...compare(table.name, rowTexts(table, replayed.books.rows(table)), rowTexts(table, kept)));
    }
    return [
      ...found,
      ...compare("ledger.line", replayed.lines, await linesOf(client, organisation)),
      ...compare("ledger.total", totalsOf(replayed), await keptTotals(client, organisation)),
      ...(await headDifferences(client, organisation, replayed)),
    ];
  });

async function rowsOf(client: PoolClient, table: Table<any>, organisation: OrganisationId) {
  const [schema, name] = table.name.split(".") as [string, string];
  const columns = sql.join(Object.keys(table.columns).map(column => sql.identifier(column)));
  return query(
    client,
    sql`select ${columns} from ${sql.identifier(schema, name)} where organisation_id = ${organisation}`,
  );
}

function rowTexts(table: Table<any>, rows: readonly object[]): ReadonlyMap<string, string> {
  const left = draftColumns[table.name] ?? [];
  return new Map(
    (rows as readonly Readonly<Record<string, unknown>>[]).map(row => [
      keyText(table, row),
      Object.keys(table.columns)
        .filter(column => !left.includes(column))
        .map(column => `${column}=${valueText(row[column] as Document)}`)
        .join(" "),
    ]),
  );
}

/** One text for one value, whatever order the keys of an object stand in. */
function valueText(value: Document | bigint | number | null): string {
  if (Array.isArray(value)) return `[${value.map(item => valueText(item)).join(",")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${key}:${valueText(item)}`)
      .join(",")}}`;
  return String(value);
}

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
