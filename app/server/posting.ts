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
  type Text,
} from "#base";
import { array, type Statement } from "#db";
import { type Commitments, leafText, type PostedLine } from "#ledger";
import { chainHash, deleteRows, leafHash, saveRows } from "#ledger/server";
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
  /** What keeps the texts, sealed, beside the books. */
  readonly texts: readonly Statement[];
}

/** Empty when nothing has to be written. */
export function postStatements(batch: DecidedBatch): readonly Statement[] {
  if (batch.commands.length === 0) return [];
  return [
    ...headStatements(batch),
    ...heldStatements(batch),
    commandsStatement(batch),
    ...leavesStatement(batch),
    ...rowStatements(batch),
    ...(batch.facts.some(fact => fact.lines.length > 0) ? [...totalStatements(batch), linesStatement(batch)] : []),
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

/** Two who found one organisation at once meet at its key. */
const makeHeads = (made: readonly DecidedOrganisation[]): Statement => ({
  name: "make heads",
  text: `insert into ledger.head (organisation_id, version, size, chain_hash)
    select * from unnest($1::uuid[], $2::int8[], $3::int8[], $4::bytea[])`,
  values: [
    array("uuid", made.map(one => one.id)),
    array("int8", made.map(one => one.next.version)),
    array("int8", made.map(one => one.next.size)),
    array("bytea", made.map(one => one.next.chain)),
  ],
});

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

function commandsStatement({ commands }: DecidedBatch): Statement {
  return {
    name: "insert commands",
    text: `insert into ledger.command (organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer, first_seq, leaves)
      select organisation_id, command_id, content_hash, name, said_by, string_to_array(said_with, ' '), received_at, is_accepted, answer, first_seq, leaves
      from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bool[], $9::jsonb[], $10::int8[], $11::int8[])
        as w(organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer, first_seq, leaves)`,
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

function leavesStatement({ leaves }: DecidedBatch): readonly Statement[] {
  if (leaves.length === 0) return [];
  return [
    {
      name: "insert leaves",
      text: `insert into ledger.leaf (organisation_id, seq, id, command_id, kind, effective_on, recorded_at, said_by, member_id, reverses, body, leaf_hash, chain_hash)
        select unnest($1::uuid[]), unnest($2::int8[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::text[]), unnest($6::date[]),
          unnest($7::timestamptz[]), unnest($8::text[]), unnest($9::text[]), unnest($10::int8[]), unnest($11::text[]), unnest($12::bytea[]),
          unnest($13::bytea[])`,
      values: [
        array("uuid", leaves.map(({ recorded }) => recorded.organisation)),
        array("int8", leaves.map(({ recorded }) => recorded.seq)),
        array("uuid", leaves.map(({ recorded }) => recorded.id)),
        array("uuid", leaves.map(({ recorded }) => recorded.command)),
        array("text", leaves.map(({ recorded }) => recorded.kind)),
        array("date", leaves.map(({ recorded }) => recorded.on)),
        array("timestamptz", leaves.map(({ recorded }) => recorded.at)),
        array("text", leaves.map(({ recorded }) => recorded.by)),
        array("text", leaves.map(({ recorded }) => recorded.member ?? null)),
        array("int8", leaves.map(({ recorded }) => recorded.reverses ?? null)),
        array("text", leaves.map(({ body }) => body)),
        array("bytea", leaves.map(({ hash }) => hash)),
        array("bytea", leaves.map(({ chain }) => chain)),
      ],
    },
  ];
}

/** Room tables in the order the rooms stand in, so that foreign keys find what they point to. */
function rowStatements({ house, organisations }: DecidedBatch): readonly Statement[] {
  const all = [...organisations.values()];
  const statements = all.flatMap(({ id, books }) => books.removed.map(({ gone, where }) => deleteRows(gone, id, where)));
  for (const of of house.rooms.flatMap(room => room.tables)) {
    const rows = all.flatMap(({ id, books }) => books.changed(of).map(row => ({ organisation: id, ...row })));
    statements.push(...saveRows(of, rows));
  }
  return statements;
}

function totalStatements({ organisations }: DecidedBatch): readonly Statement[] {
  const rows = [...organisations.values()].flatMap(one =>
    [...one.movedAccounts.values()].map(({ account, unit }) => ({
      organisation: one.id,
      account,
      unit,
      seq: one.next.size - 1n,
      total: one.books.total(account, unit),
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      name: "insert totals",
      text: `insert into ledger.total (organisation_id, account, unit, seq, total) select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[])`,
      values: [
        array("uuid", rows.map(one => one.organisation)),
        array("text", rows.map(one => one.account)),
        array("text", rows.map(one => one.unit)),
        array("int8", rows.map(one => one.seq)),
        array("int8", rows.map(one => one.total)),
      ],
    },
  ];
}

function linesStatement({ facts }: DecidedBatch): Statement {
  const rows = facts.flatMap(({ recorded, lines }) => lines.map(line => ({ recorded, line })));
  return {
    name: "insert lines",
    text: `insert into ledger.line (organisation_id, account, member_id, unit, line_number, seq, fund, effective_on, amount, balance)
      select unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::int8[]), unnest($6::int8[]),
        unnest($7::text[]), unnest($8::date[]), unnest($9::int8[]), unnest($10::int8[])`,
    values: [
      array("uuid", rows.map(({ recorded }) => recorded.organisation)),
      array("text", rows.map(({ line }) => line.account)),
      array("text", rows.map(({ line }) => line.member ?? "")),
      array("text", rows.map(({ line }) => line.unit)),
      array("int8", rows.map(({ line }) => line.lineNumber)),
      array("int8", rows.map(({ recorded }) => recorded.seq)),
      array("text", rows.map(({ line }) => line.fund)),
      array("date", rows.map(({ recorded }) => recorded.on)),
      array("int8", rows.map(({ line }) => line.amount)),
      array("int8", rows.map(({ line }) => line.balance)),
    ],
  };
}

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
