/**
 * The books of one organisation or of all, as lines of text, all of one moment: read in one transaction, so the server
 * goes on meanwhile. A line names a table, the next one holds its rows as JSON of PostgreSQL's own making, whose numbers
 * never pass through ours. The log comes in pieces as it was posted, so that it can be posted again.
 *
 * It carries no master key: the keys of the texts come out of their wrapping, and what is mixed into PINs comes along, so
 * that both can be put under the key of whoever brings them back. So it is never written anywhere but sealed.
 */
import { type ConnectionConfig, connect, type PoolClient, query, type Sql, sql } from "#db";
import { saltedTexts, signInEdge, unwrapKey } from "#members/server";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { OrganisationId } from "#base";
import type { House } from "../../house.ts";
import { afterLog, beforeLog, type Carried, isForReaders, isTextForReaders, textsTable } from "./carried.ts";
import { BackupUnfit } from "./unfit.ts";

/** The first line. */
export interface Contents {
  readonly made: string;
  /** Which program's tables these are. */
  readonly migrations: readonly { readonly room: string; readonly file: string; readonly checksum: string }[];
  /** Base64: mixed into every PIN and password. */
  readonly pepper: string;
  readonly organisations: readonly OrganisationId[];
  /** One group that was named, or all there are. */
  readonly isWhole: boolean;
  /** Who may try the practice books, as the data folder says it; never anybody's own secret. */
  readonly practice: string | null;
}

/** Where an organisation begins. */
export interface Beginning {
  readonly organisation: OrganisationId;
  readonly handles: readonly string[];
  readonly version: string;
  readonly size: string;
  readonly chain: string;
}

/** A piece of the log: how far the head is once it is posted. */
export interface LogPiece {
  readonly size: string;
  readonly chain: string;
}

export interface BooksToWrite {
  readonly owner: ConnectionConfig;
  readonly house: House;
  readonly masterKey: Buffer;
  readonly made: string;
  /** One organisation; all where none is named. */
  readonly organisation?: OrganisationId | undefined;
  readonly practice?: string | null | undefined;
  /**
   * For people: texts in the clear, and no secret of anybody, neither PINs nor phones nor drafts nor what is a member's alone to
   * read; then it is not sealed.
   */
  readonly isReadable?: boolean;
}

/** Compressed, ready to be sealed. */
export function booksCompressed(books: BooksToWrite): AsyncIterable<Buffer> {
  // An error of the reading ends the stream with it, and whoever reads on hears of it there.
  return pipeline(Readable.from(booksWritten(books)), createGzip({ level: 6 }), () => {}) as AsyncIterable<Buffer>;
}

/** About so many leaves are in a piece of the log. */
const leavesAtOnce = 400;

/** The same as it comes: lines, the first of which is {@link Contents} and says that the moment is taken. */
export async function* booksWritten(books: BooksToWrite): AsyncGenerator<string> {
  const pool = connect(books.owner, { max: 1 });
  try {
    const client = await pool.connect();
    try {
      await client.query("begin isolation level repeatable read read only");
      for await (const part of partsThere(client, books)) yield lineOf(part);
    } finally {
      await client.query("rollback").catch(() => {});
      client.release();
    }
  } finally {
    await pool.end();
  }
}

/** What comes, in order: written line by line here and read line by line in `read-books.ts`. */
export type Part =
  | { readonly is: "contents"; readonly contents: Contents }
  | { readonly is: "beginning"; readonly beginning: Beginning }
  | { readonly is: "rows"; readonly table: string; readonly count: number; readonly json: string }
  | { readonly is: "end"; readonly rows: Readonly<Record<string, number>> };

const lineOf = (part: Part): string =>
  part.is === "contents"
    ? line(part.contents)
    : part.is === "beginning"
      ? line(part.beginning)
      : part.is === "end"
        ? line({ end: part.rows })
        : `${line({ rows: part.table, count: part.count })}${part.json}\n`;

/** `client` is in a transaction of one moment, as who owns the tables. */
export async function* partsThere(client: PoolClient, books: Omit<BooksToWrite, "owner">): AsyncGenerator<Part> {
  const { organisation, made, isReadable = false } = books;
  const heads = await query<Head>(
    client,
    sql`select organisation_id as organisation, version::text, size::text, encode(chain_hash, 'hex') as chain from ledger.head
      where ${organisation === undefined ? sql`true` : sql`organisation_id = ${organisation}`}
      order by organisation_id`,
  );
  if (heads.length === 0) throw new BackupUnfit("cli.backup-nothing");
  const migrations = await query<Contents["migrations"][number]>(
    client,
    sql`select room, file, checksum from lumbung_migration.applied order by position`,
  );
  const edge = signInEdge({ masterKey: books.masterKey, now: neverAsked });
  yield {
    is: "contents",
    contents: {
      made,
      migrations,
      pepper: isReadable ? "" : edge.pepper.toString("base64"),
      organisations: heads.map(head => head.organisation),
      isWhole: organisation === undefined,
      practice: books.practice ?? null,
    },
  };
  const counts: Record<string, number> = {};
  for (const head of heads) {
    await query(client, sql`select set_config('lumbung.organisations', ${`{${head.organisation}}`}, true)`);
    const handles = await query<{ handle: string }>(
      client,
      sql`select handle from members.address where organisation_id = ${head.organisation} order by claimed_at desc`,
    );
    yield { is: "beginning", beginning: { ...head, handles: handles.map(({ handle }) => handle) } };
    for await (const { name, rows } of ofOrganisation(client, head, books)) {
      counts[name] = (counts[name] ?? 0) + rows.length;
      yield { is: "rows", table: name, count: rows.length, json: `[${rows.join(",")}]` };
    }
  }
  yield { is: "end", rows: counts };
}

type Head = Omit<Beginning, "handles">;
interface Rows {
  readonly name: string;
  readonly rows: readonly string[];
}

async function* ofOrganisation(
  client: PoolClient,
  { organisation }: Head,
  { house, masterKey, isReadable = false }: Omit<BooksToWrite, "owner">,
): AsyncGenerator<Rows> {
  const wanted = (all: readonly Carried[]): readonly Carried[] =>
    isReadable ? all.filter(({ name }) => isForReaders(house, name)) : all;
  for (const of of wanted(beforeLog(house))) yield* rowsOf(client, organisation, of, { masterKey });
  yield* logOf(client, organisation, isReadable);
  for (const of of wanted(afterLog(house))) yield* rowsOf(client, organisation, of, { masterKey });
  if (!isReadable) return;
  const texts = await saltedTexts(client, organisation, masterKey);
  yield { name: textsTable, rows: texts.filter(isTextForReaders).map(text => JSON.stringify(text)) };
}

async function* rowsOf(
  client: PoolClient,
  organisation: OrganisationId,
  { name, where, orderBy }: Carried,
  { masterKey }: Pick<BooksToWrite, "masterKey">,
): AsyncGenerator<Rows> {
  const condition = where?.(organisation) ?? sql`organisation_id = ${organisation}`;
  const [schema, table] = name.split(".") as [string, string];
  const from = sql.identifier(schema, table);
  const order = orderBy ? sql`order by ${orderBy}` : sql``;
  const cursor = sql`declare carried no scroll cursor for
    select row_to_json(t)::text as row from (select * from ${from} where ${condition} ${order}) t`;
  await query(client, cursor);
  for (;;) {
    const rows = await query<{ row: string }>(client, fetchNext);
    if (rows.length === 0) break;
    yield { name, rows: rows.map(({ row }) => (name === "members.text_key" ? unwrapped(row, masterKey) : row)) };
  }
  await client.query("close carried");
}

const fetchNext = sql`fetch 500 from carried`;

/** The log in pieces that end where a batch ended, so that all its promises hold again piece by piece. */
async function* logOf(client: PoolClient, organisation: OrganisationId, isReadable: boolean): AsyncGenerator<Rows> {
  // Members' control totals are written with the last leaf of each batch that moved them.
  const ends = await query<{ seq: string }>(
    client,
    sql`select max(seq)::text as seq
      from (select seq, seq / ${leavesAtOnce}::int8 as piece from ledger.total where organisation_id = ${organisation}) t
      group by piece`,
  );
  const [last] = await query<{ seq: string }>(
    client,
    sql`select max(seq)::text as seq from ledger.leaf where organisation_id = ${organisation}`,
  );
  const through = new Set([...ends.map(({ seq }) => BigInt(seq)), BigInt(last?.seq ?? -1)]);
  let from = 0n;
  for (const end of [...through].sort((a, b) => (a < b ? -1 : 1))) {
    if (end < from) continue;
    const between = sql`organisation_id = ${organisation} and seq between ${from} and ${end}`;
    const [piece] = await query<{ chain: string }>(
      client,
      sql`select encode(chain_hash, 'hex') as chain from ledger.leaf where organisation_id = ${organisation} and seq = ${end}`,
    );
    yield { name: "ledger.head", rows: [JSON.stringify({ size: String(end + 1n), chain: piece!.chain } satisfies LogPiece)] };
    const commands = sql`organisation_id = ${organisation} and command_id in (select command_id from ledger.leaf where ${between})`;
    yield await allOf(client, "ledger.command", commands, isReadable);
    yield await allOf(client, "ledger.leaf", between);
    yield await allOf(client, "ledger.total", between);
    yield await allOf(client, "ledger.line", between);
    from = end + 1n;
  }
  // Refused, or only a draft: they have their answer and no leaf.
  const without: Carried = {
    name: "ledger.command",
    where: of => sql`organisation_id = ${of} and leaves = 0`,
  };
  for await (const { name, rows } of rowsOf(client, organisation, without, { masterKey: Buffer.alloc(0) }))
    yield { name, rows: isReadable ? rows.map(unsaid) : rows };
}

/**
 * A command's hash is over its very words, names too, and no salt is in it: who guesses a name could see that it is so. Where
 * it is not locked it stays behind; the same command sent once more is then refused instead of answered again.
 */
const unsaid = (row: string): string => row.replace(/"content_hash":"\\\\x[0-9a-f]{64}"/, `"content_hash":"\\\\x${"00".repeat(32)}"`);

async function allOf(client: PoolClient, name: string, where: Sql, isUnsaid = false): Promise<Rows> {
  const [schema, table] = name.split(".") as [string, string];
  const rows = await query<{ row: string }>(
    client,
    sql`select row_to_json(t)::text as row from (select * from ${sql.identifier(schema, table)} where ${where}) t`,
  );
  return { name, rows: rows.map(({ row }) => (isUnsaid ? unsaid(row) : row)) };
}

/** A key out of the wrapping of this installation, in hex; none where the row was not written by this key. */
function unwrapped(row: string, masterKey: Buffer): string {
  const { organisation_id, member_id, wrapped } = JSON.parse(row) as Record<string, string>;
  const key = unwrapKey(Buffer.from(wrapped!.slice(2), "hex"), masterKey, `${organisation_id}/${member_id}`);
  return JSON.stringify({ organisation_id, member_id, key: key.toString("hex") });
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const neverAsked = (): never => {
  throw new Error("what is mixed into PINs needs no clock");
};
