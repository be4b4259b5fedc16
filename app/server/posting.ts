/**
 * What a decided batch writes: the statements of its one transaction, on arrays, in the order that foreign keys and the
 * promises of the database want.
 */
import {
  type CommandId,
  type Instant,
  type LoadedBooks,
  type OrganisationId,
  type RecordedFact,
  type Table,
  type Text,
} from "#base";
import { array, type ElementType, type Statement } from "#db";
import { type Commitments, leafText, type PostedLine } from "#ledger";
import { chainHash, deleteRows, leafHash, type Saved, saveRows } from "#ledger/server";
import type { House } from "../house.ts";
import type { Answer, Said } from "./intake.ts";
import type { Head } from "./warm-books.ts";

/** An organisation as a batch leaves it. */
export interface DecidedOrganisation {
  readonly id: OrganisationId;
  readonly books: LoadedBooks;
  /** As it was read, and as it will be. */
  readonly head: Head;
  readonly next: Head;
  readonly answered: Map<
    CommandId,
    { readonly hash: Buffer; readonly isAccepted: boolean; readonly answer: Record<string, unknown> }
  >;
  readonly movedAccounts: Map<string, { readonly account: `${string}/${string}`; readonly unit: string }>;
}

export interface DecidedCommand {
  readonly said: Said;
  readonly at: Instant;
  readonly answer: Answer;
}

export interface DecidedFact {
  readonly recorded: RecordedFact;
  readonly lines: readonly PostedLine[];
  /** Where this fact's texts begin among all of the batch. */
  readonly textsFrom: number;
}

export interface Leaf {
  readonly recorded: RecordedFact;
  /** Its canonical text, the hash of that, and the hash of all up to it. */
  readonly body: string;
  readonly hash: Buffer;
  readonly chain: Buffer;
}

export interface DecidedBatch {
  readonly house: House;
  readonly organisations: ReadonlyMap<OrganisationId, DecidedOrganisation>;
  readonly commands: readonly DecidedCommand[];
  readonly facts: readonly DecidedFact[];
  /** One for each fact. */
  readonly leaves: readonly Leaf[];
  /** Rows with a document in them, as they are kept; where they do not stand, rows are kept as the books have them. */
  readonly sealedRows: ReadonlyMap<Table<any>, readonly Saved[]>;
  /** What keeps the texts, sealed, beside the books. */
  readonly texts: readonly Statement[];
}

/** Empty when nothing has to be written. */
export function postStatements(batch: DecidedBatch): readonly Statement[] {
  if (batch.commands.length === 0) return [];
  const [totals, lines] = [totalsOf(batch), linesOf(batch)];
  return [
    ...headStatements(batch),
    ...heldStatements(batch),
    commandsStatement(batch),
    ...(batch.leaves.length === 0 ? [] : [insertLeaves(batch.leaves)]),
    ...rowStatements(batch),
    // The control accounts first: the check of the lines compares them.
    ...(totals.length === 0 ? [] : [insertTotals(totals)]),
    ...(lines.length === 0 ? [] : [insertLines(lines)]),
    ...batch.texts,
  ];
}

function headStatements({ organisations }: DecidedBatch): readonly Statement[] {
  const all = [...organisations.values()].filter(one => one.next.version !== one.head.version);
  const made = all.filter(one => one.head.version === 0n);
  const moved = all.filter(one => one.head.version !== 0n);
  return [
    ...(made.length === 0 ? [] : [makeHeads(made)]),
    ...(moved.length === 0 ? [] : [moveHeads(moved)]),
  ];
}

/** A column of rows that are only added: its name, its type, and what each row has in it. */
type InsertColumn<Row> = readonly [name: string, type: ElementType, of: (row: Row) => unknown];

/** The statement that adds rows to a table, as many lists as it has columns. */
function inserting<Row>(
  name: string,
  table: string,
  columns: readonly InsertColumn<Row>[],
): (rows: readonly Row[]) => Statement {
  const names = columns.map(([column]) => column).join(", ");
  const lists = columns.map(([, type], place) => `unnest($${place + 1}::${type}[])`).join(", ");
  const text = `insert into ${table} (${names}) select ${lists}`;
  return rows => ({ name, text, values: columns.map(([, type, of]) => array(type, rows.map(of))) });
}

/** Two who found one organisation at once meet at its key. */
const makeHeads = inserting<DecidedOrganisation>("make heads", "ledger.head", [
  ["organisation_id", "uuid", one => one.id],
  ["version", "int8", one => one.next.version],
  ["size", "int8", one => one.next.size],
  ["chain_hash", "bytea", one => one.next.chain],
]);

const moveHeads = (moved: readonly DecidedOrganisation[]): Statement => ({
  name: "move heads",
  text: `with moved as (
      update ledger.head h set version = w.version, size = w.size, chain_hash = w.chain_hash
      from unnest($1::uuid[], $2::int8[], $3::int8[], $4::int8[], $5::bytea[]) as w(organisation_id, expected, version, size, chain_hash)
      where h.organisation_id = w.organisation_id and h.version = w.expected returning 1
    )
    select ledger.expect((select count(*) from moved), $6::int8)`,
  values: [
    array("uuid", moved.map(one => one.id)),
    array("int8", moved.map(one => one.head.version)),
    array("int8", moved.map(one => one.next.version)),
    array("int8", moved.map(one => one.next.size)),
    array("bytea", moved.map(one => one.next.chain)),
    BigInt(moved.length),
  ],
});

/**
 * Where all that is kept of an organisation are refusals, its head does not move; that nobody else moved it is expected
 * all the same, or a refusal would be kept that no moment of the books gives.
 */
function heldStatements({ organisations, commands }: DecidedBatch): readonly Statement[] {
  const answered = new Set(commands.map(({ said }) => said.command.organisation));
  const held = [...organisations.values()].filter(
    one => answered.has(one.id) && one.next.version === one.head.version,
  );
  if (held.length === 0) return [];
  return [
    {
      name: "hold heads",
      text: `with w as (
          select * from unnest($1::uuid[], $2::int8[]) as w(organisation_id, expected)
        ), same as (
          select h.organisation_id from ledger.head h, w
          where h.organisation_id = w.organisation_id and h.version = w.expected for share of h
        ), none as (
          select 1 from w where expected = 0 and not exists (select from ledger.head h where h.organisation_id = w.organisation_id)
        )
        select ledger.expect((select count(*) from same) + (select count(*) from none), $3::int8)`,
      values: [held.map(one => one.id), held.map(one => one.head.version), BigInt(held.length)],
    },
  ];
}

function commandsStatement({ house, commands }: DecidedBatch): Statement {
  return {
    name: "insert commands",
    text: `insert into ledger.command (organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer, first_seq, leaves, at_sitting)
      select organisation_id, command_id, content_hash, name, said_by, string_to_array(said_with, ' '), received_at, is_accepted, answer, first_seq, leaves, at_sitting
      from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bool[], $9::jsonb[], $10::int8[], $11::int8[], $12::bool[])
        as w(organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer, first_seq, leaves, at_sitting)`,
    values: [
      array("uuid", commands.map(({ said }) => said.command.organisation)),
      array("uuid", commands.map(({ said }) => said.command.id)),
      array("bytea", commands.map(({ said }) => said.contentHash)),
      array("text", commands.map(({ said }) => said.command.name)),
      array("text", commands.map(({ said }) => said.by)),
      array("text", commands.map(({ said }) => said.with.join(" "))),
      array("timestamptz", commands.map(({ at }) => at)),
      array("bool", commands.map(({ answer }) => answer.status === "accepted")),
      array("jsonb", commands.map(({ answer }) => stored(answer))),
      array("int8", commands.map(({ answer }) => (answer.status === "accepted" ? BigInt(answer.firstSeq) : 0n))),
      array("int8", commands.map(({ answer }) => (answer.status === "accepted" ? BigInt(answer.leaves) : 0n))),
      array("bool", commands.map(({ said }) => house.commands.get(said.command.name)?.atSitting === true)),
    ],
  };
}

/** The leaf of each fact, chained to the one before it in its organisation. */
export function leavesOf(
  facts: readonly DecidedFact[],
  commitments: readonly string[],
  chains: Map<OrganisationId, Buffer>,
): readonly Leaf[] {
  return facts.map(({ recorded, textsFrom }) => {
    const own: Record<string, string> = {};
    for (const [index, text] of (recorded.texts ?? []).entries())
      own[commitmentName(text, own)] = commitments[textsFrom + index]!;
    const body = leafText(recorded, own as Commitments);
    const hash = leafHash(body);
    const chain = chainHash(chains.get(recorded.organisation)!, hash);
    chains.set(recorded.organisation, chain);
    return { recorded, body, hash, chain };
  });
}

const insertLeaves = inserting<Leaf>("insert leaves", "ledger.leaf", [
  ["organisation_id", "uuid", ({ recorded }) => recorded.organisation],
  ["seq", "int8", ({ recorded }) => recorded.seq],
  ["id", "uuid", ({ recorded }) => recorded.id],
  ["command_id", "uuid", ({ recorded }) => recorded.command],
  ["kind", "text", ({ recorded }) => recorded.kind],
  ["effective_on", "date", ({ recorded }) => recorded.on],
  ["recorded_at", "timestamptz", ({ recorded }) => recorded.at],
  ["said_by", "text", ({ recorded }) => recorded.by],
  ["member_id", "text", ({ recorded }) => recorded.member ?? null],
  ["reverses", "int8", ({ recorded }) => recorded.reverses ?? null],
  ["body", "text", ({ body }) => body],
  ["leaf_hash", "bytea", ({ hash }) => hash],
  ["chain_hash", "bytea", ({ chain }) => chain],
]);

/** What a batch makes of the rows of a table. */
export const changedRows = (of: Table<any>, organisations: Iterable<DecidedOrganisation>): readonly Saved[] =>
  [...organisations].flatMap(({ id, books }) => books.changed(of).map(row => ({ organisation: id, ...row })));

/** Room tables in the order the rooms stand in, so that foreign keys find what they point to. */
function rowStatements({ house, organisations, sealedRows }: DecidedBatch): readonly Statement[] {
  const all = [...organisations.values()];
  const statements = all.flatMap(({ id, books }) => books.removed.map(({ gone, where }) => deleteRows(gone, id, where)));
  for (const of of house.rooms.flatMap(room => room.tables)) {
    statements.push(...saveRows(of, sealedRows.get(of) ?? changedRows(of, all)));
  }
  return statements;
}

interface Total {
  readonly organisation: OrganisationId;
  readonly account: string;
  readonly unit: string;
  readonly seq: bigint;
  readonly total: bigint;
}

const insertTotals = inserting<Total>("insert totals", "ledger.total", [
  ["organisation_id", "uuid", one => one.organisation],
  ["account", "text", one => one.account],
  ["unit", "text", one => one.unit],
  ["seq", "int8", one => one.seq],
  ["total", "int8", one => one.total],
]);

const totalsOf = ({ organisations }: DecidedBatch): readonly Total[] =>
  [...organisations.values()].flatMap(one =>
    [...one.movedAccounts.values()].map(({ account, unit }) => ({
      organisation: one.id,
      account,
      unit,
      seq: one.next.size - 1n,
      total: one.books.total(account, unit),
    })),
  );

interface LineOfFact {
  readonly recorded: RecordedFact;
  readonly line: PostedLine;
}

const insertLines = inserting<LineOfFact>("insert lines", "ledger.line", [
  ["organisation_id", "uuid", ({ recorded }) => recorded.organisation],
  ["account", "text", ({ line }) => line.account],
  ["member_id", "text", ({ line }) => line.member ?? ""],
  ["unit", "text", ({ line }) => line.unit],
  ["line_number", "int8", ({ line }) => line.lineNumber],
  ["seq", "int8", ({ recorded }) => recorded.seq],
  ["fund", "text", ({ line }) => line.fund],
  ["effective_on", "date", ({ recorded }) => recorded.on],
  ["amount", "int8", ({ line }) => line.amount],
  ["balance", "int8", ({ line }) => line.balance],
]);

const linesOf = ({ facts }: DecidedBatch): readonly LineOfFact[] =>
  facts.flatMap(({ recorded, lines }) => lines.map(line => ({ recorded, line })));

/** As it is kept: bigint as text, since JSON has none. */
export const stored = (answer: Answer): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(answer, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ) as Record<string, unknown>;

/** Two texts of one fact under one name are told apart by a number. */
function commitmentName(text: Text, taken: Readonly<Record<string, string>>): string {
  let name = text.field.replaceAll("-", "_");
  for (let place = 2; Object.hasOwn(taken, name); place += 1) name = `${text.field.replaceAll("-", "_")}_${place}`;
  return name;
}
