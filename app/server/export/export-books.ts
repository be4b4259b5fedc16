/**
 * Everything a group has, for people to read and for another program to go on with: lists as CSV and as one workbook, a
 * journal for hledger, and the whole log as JSON, out of which `import-books.ts` brings the same books back. Without any secret: no
 * PIN, no phone, no key; without what is a member's alone to read; and without the draft of a meeting that is still open.
 */
import { type ColumnType, day, type Instant, keyText, type Minor, type OrganisationId, unitOf } from "#base";
import { type ConnectionConfig, connect, type PoolClient, query, sql } from "#db";
import { saltedTexts } from "#members/server";
import type { House } from "../../house.ts";
import type { SheetCell } from "../../sheets/write.ts";
import { columnsForReaders, isTextForReaders } from "../backup/carried.ts";
import { type Part, partsThere } from "../backup/write-books.ts";
import { journalOf } from "./journal.ts";
import { csvOfList, filled, type List, listOf, workbookOf } from "./lists.ts";
import { type GroupRead, type Line, readGroup } from "./read-group.ts";
import { zipOf, type ZipEntry } from "./zip.ts";

export interface ToExport {
  /** Who owns the tables. */
  readonly owner: ConnectionConfig;
  readonly house: House;
  readonly masterKey: Buffer;
  readonly organisation: OrganisationId;
  readonly made: Instant;
}

export const booksFile = "books.json";
export const journalFile = "books.journal";
export const workbookFile = "books.xlsx";

/** A ZIP, all of one moment. */
export async function exportBooks(asked: ToExport): Promise<Buffer> {
  const pool = connect(asked.owner, { max: 1 });
  try {
    const client = await pool.connect();
    try {
      await client.query("begin isolation level repeatable read read only");
      const books = await booksJson(client, asked);
      const texts = (await saltedTexts(client, asked.organisation, asked.masterKey)).filter(isTextForReaders);
      const group = await readGroup(client, asked.organisation, texts);
      const name = group.textOf("assembly.organisation", "-", "name");
      const lists = [...listsOf(group), ...(await tablesAsLists(client, asked, group))];
      const entries: readonly ZipEntry[] = [
        { name: booksFile, bytes: books },
        { name: journalFile, bytes: journalOf(group, name) },
        { name: workbookFile, bytes: await workbookOf(lists) },
        ...lists.map(list => ({ name: list.file, bytes: csvOfList(list) })),
      ];
      return zipOf(entries, asked.made);
    } finally {
      await client.query("rollback").catch(() => {});
      client.release();
    }
  } finally {
    await pool.end();
  }
}

/**
 * One JSON list, an item a line. Rows are PostgreSQL's own JSON: whoever reads figures beyond 2^53 out of it takes care
 * that they stay whole, as `import-books.ts` does by not reading them at all.
 */
async function booksJson(client: PoolClient, { house, masterKey, organisation, made }: ToExport): Promise<Buffer> {
  const lines: string[] = [];
  for await (const part of partsThere(client, { house, masterKey, organisation, made, isReadable: true }))
    lines.push(itemOf(part));
  return Buffer.from(`[\n${lines.join(",\n")}\n]\n`);
}

const itemOf = (part: Part): string =>
  part.is === "rows"
    ? `{"rows":${JSON.stringify(part.table)},"count":${part.count},"of":${part.json}}`
    : JSON.stringify(part.is === "contents" ? part.contents : part.is === "beginning" ? part.beginning : { end: part.rows });

function listsOf(group: GroupRead): readonly List[] {
  const { people, entries, lines } = group;
  const who = whoIn(group);
  return [
    listOf(
      "members",
      ["number", "name", "kind", "status", "joined_on", "ended_on", "offices"],
      people.map(one => [
        counted(one.number),
        filled(one.name),
        { text: one.kind },
        { text: one.status },
        { day: one.joined_on },
        one.ended_on && { day: one.ended_on },
        filled(one.offices),
      ]),
    ),
    listOf(
      "entries",
      ["entry", "day", "recorded_at", "kind", "member_number", "member_name", "said_by_number", "said_by_name", "takes_back", "hash"],
      entries.map(one => [
        counted(one.seq),
        { day: one.effective_on },
        { text: one.recorded_at },
        { text: one.kind },
        ...who(one.member_id ?? ""),
        ...who(one.said_by),
        one.reverses === null ? null : counted(one.reverses),
        { text: one.leaf_hash.toString("hex") },
      ]),
    ),
    listOf(
      "lines",
      ["entry", "day", "kind", "account", "fund", "member_number", "member_name", "debit", "credit", "balance", "unit"],
      lines.map(one => [
        counted(one.seq),
        { day: one.effective_on },
        { text: one.kind },
        { text: one.account },
        { text: one.fund },
        ...who(one.member_id),
        ...sides(one.amount, one.unit),
        money(one.balance, one.unit),
        { text: one.unit },
      ]),
    ),
    listOf(
      "balances",
      ["account", "class", "fund", "debit", "credit", "unit"],
      summed(lines, line => `${line.account}|${line.unit}`).map(({ line, total }) => [
        { text: line.account },
        { text: line.class },
        { text: line.fund },
        ...sides(total, line.unit),
        { text: line.unit },
      ]),
    ),
    listOf(
      "member-balances",
      ["member_number", "member_name", "account", "fund", "debit", "credit", "unit"],
      summed(lines.filter(line => line.member_id !== ""), line => `${line.member_id}|${line.account}|${line.unit}`).map(
        ({ line, total }) => [
          ...who(line.member_id),
          { text: line.account },
          { text: line.fund },
          ...sides(total, line.unit),
          { text: line.unit },
        ],
      ),
    ),
  ];
}

const counted = (count: number | bigint): SheetCell => ({ number: BigInt(count), places: 0 });
const money = (amount: Minor, unit: string): SheetCell => ({ number: amount, places: unitOf(unit)?.scale ?? 0 });
const sides = (amount: Minor, unit: string): readonly [SheetCell, SheetCell] =>
  amount < 0n ? [null, money(-amount as Minor, unit)] : [money(amount, unit), null];

/** What stands at other than zero, in the order of its key. */
function summed(lines: readonly Line[], keyOf: (line: Line) => string): readonly { readonly line: Line; readonly total: bigint }[] {
  const sums = new Map<string, { readonly line: Line; total: bigint }>();
  for (const line of lines) {
    const sum = sums.get(keyOf(line)) ?? { line, total: 0n };
    sum.total += line.amount;
    sums.set(keyOf(line), sum);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, one]) => (one.total === 0n ? [] : [one]));
}

function whoIn({ people }: GroupRead): (member: string) => readonly [SheetCell, SheetCell] {
  const by = new Map<string, readonly [SheetCell, SheetCell]>(
    people.map(one => [one.member, [counted(one.number), filled(one.name)]]),
  );
  return member => by.get(member) ?? [null, filled(member)];
}

/** Each table of each room as it stands, by the room's own names; a member with her number and name, a thing with its texts. */
async function tablesAsLists(
  client: PoolClient,
  { house, organisation }: ToExport,
  group: GroupRead,
): Promise<readonly List[]> {
  const who = whoIn(group);
  const lists: List[] = [];
  for (const table of house.rooms.flatMap(room => room.tables)) {
    const columns = columnsForReaders(house, table);
    if (columns.length === 0) continue;
    const [schema, name] = table.name.split(".") as [string, string];
    const cells = sql.join(columns.map(column => sql`${sql.identifier(column)}::text`));
    const order = sql.join(table.key.map(column => sql.identifier(column as string)));
    const rows = await query<Record<string, string | null>>(
      client,
      sql`select ${cells} from ${sql.identifier(schema, name)} where organisation_id = ${organisation} order by ${order}`,
    );
    if (rows.length === 0) continue;
    const ofMembers = columnsOfMembers(rows, group);
    const named = (column: string): readonly string[] =>
      ofMembers.has(column) ? ["number", "name"].map(part => `${column.replace(/_id$/, "")}_${part}`) : [column];
    const fields = [...new Set(rows.flatMap(row => group.fieldsOf(table.name, keyText(table, row))))].sort();
    const types = table.columns as Readonly<Record<string, ColumnType>>;
    lists.push(
      listOf(
        `tables/${table.name}`,
        [...columns.flatMap(named), ...fields.map(field => `text_${field}`)],
        rows.map(row => [
          ...columns.flatMap(column =>
            ofMembers.has(column) ? who(row[column] ?? "") : [cellOf(row[column] ?? null, types[column]!)],
          ),
          ...fields.map(field => filled(group.textOf(table.name, keyText(table, row), field))),
        ]),
      ),
    );
  }
  return lists;
}

/** A cell out of what PostgreSQL writes for a column of this type. */
function cellOf(written: string | null, type: ColumnType): SheetCell {
  if (written === null) return null;
  if (/^int[48]/.test(type)) return counted(BigInt(written));
  return /^date/.test(type) ? { day: day(written) } : filled(written);
}

/** Columns in which members stand, known by their ids: a new room's are by themselves. */
function columnsOfMembers(rows: readonly Readonly<Record<string, string | null>>[], { people }: GroupRead): ReadonlySet<string> {
  const members = new Set<string>(people.map(({ member }) => member));
  const columns = Object.keys(rows[0] ?? {});
  return new Set(
    columns.filter(
      column =>
        rows.some(row => members.has(row[column] ?? "")) && rows.every(row => !row[column] || members.has(row[column]!)),
    ),
  );
}
