/**
 * The list of books out of an export, line by line as it was written. Between its writing and now it lay open to
 * everybody, so it is held to what an export is: one group, tables that people are given to read and no other, ids in
 * their form, and only texts to which the log commits. What is in the rows the database judges.
 */
import { isUuid } from "#base";
import { commitmentOf, type SaltedText } from "#members/server";
import type { House } from "../../house.ts";
import { carriedTables, isForReaders, textsTable } from "../backup/carried.ts";
import { BackupUnfit } from "../backup/unfit.ts";
import type { Beginning, Contents, Part } from "../backup/write-books.ts";

export interface ExportRead {
  readonly contents: Contents;
  readonly beginning: Beginning;
  /** Rows, handed on as they stand, and the end. */
  readonly rest: readonly Part[];
}

const rowsItem = /^\{"rows":"([a-z_.]+)","count":(\d+),"of":(\[.*\])\}$/s;

/** Throws BackupUnfit where it is not whole or was changed. */
export function partsIn(text: string, house: House, file: string): ExportRead {
  const notWhole = new BackupUnfit("cli.export-not-whole", { file });
  const [open, ...lines] = text.trimEnd().split(/\r?\n/);
  if (open !== "[" || lines.pop() !== "]" || lines.length < 3) throw notWhole;
  const items = lines.map((line, place) => {
    const isLast = place === lines.length - 1;
    if (isLast === line.endsWith(",")) throw notWhole;
    return isLast ? line : line.slice(0, -1);
  });
  const [contents, beginning] = items.slice(0, 2).map(item => jsonOf(item, notWhole));
  if (!isContents(contents) || !isBeginning(beginning)) throw notWhole;
  const tables = new Set([...carriedTables(house).filter(name => isForReaders(house, name)), textsTable]);
  const counted: Record<string, number> = {};
  const committed = new Map<string, Committed>();
  const rest = items.slice(2, -1).map((item): Part => {
    const [, table, count, json] = rowsItem.exec(item) ?? [];
    if (table === undefined || !tables.has(table)) throw notWhole;
    const rows = jsonOf(json!, notWhole);
    if (!Array.isArray(rows) || rows.length !== Number(count) || !rows.every(isObject)) throw notWhole;
    counted[table] = (counted[table] ?? 0) + rows.length;
    if (table === "ledger.head" && !(rows.length === 1 && isPlace(rows[0]!))) throw notWhole;
    if (table === "ledger.leaf") for (const { body } of rows) addCommitted(committed, body, notWhole);
    if (table === textsTable && !rows.every(row => isText(row) && isCommitted(row, committed))) throw notWhole;
    return { is: "rows", table, count: rows.length, json: json! };
  });
  const last = jsonOf(items.at(-1)!, notWhole);
  const end = isObject(last) ? last["end"] : undefined;
  if (!isObject(end)) throw notWhole;
  if (JSON.stringify(sorted(end)) !== JSON.stringify(sorted(counted))) throw notWhole;
  return { contents, beginning, rest: [...rest, { is: "end", rows: counted }] };
}

function jsonOf(text: string, notWhole: BackupUnfit): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notWhole;
  }
}

const sorted = (counts: object) => Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const areTexts = (of: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every(name => typeof of[name] === "string");

const isContents = (value: unknown): value is Contents =>
  isObject(value) &&
  areTexts(value, "made") &&
  Array.isArray(value["migrations"]) &&
  value["migrations"].every(one => isObject(one) && areTexts(one, "room", "file", "checksum"));

const isPlace = (value: Readonly<Record<string, unknown>>): boolean =>
  areTexts(value, "size", "chain") && /^\d{1,18}$/.test(value["size"] as string) && /^[0-9a-f]{64}$/.test(value["chain"] as string);

const isBeginning = (value: unknown): value is Beginning =>
  isObject(value) &&
  typeof value["organisation"] === "string" &&
  isUuid(value["organisation"]) &&
  /^\d{1,18}$/.test(String(value["version"])) &&
  isPlace(value);

const isText = (value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & SaltedText =>
  areTexts(value, "about", "id", "field", "member", "text", "salt");

/** What a leaf says of a text to which it commits. */
interface Committed {
  /** Two of one fact are told apart by a number behind it. */
  readonly field: string;
  /** The member the leaf is about, where it is about one. */
  readonly member: unknown;
}

function addCommitted(committed: Map<string, Committed>, body: unknown, notWhole: BackupUnfit): void {
  const leaf = jsonOf(typeof body === "string" ? body : "", notWhole);
  if (!isObject(leaf) || !isObject(leaf["texts"])) return;
  for (const [field, one] of Object.entries(leaf["texts"]))
    if (typeof one === "string") committed.set(one, { field, member: leaf["m"] });
}

/** Under the name the leaf has for it, and what stands about a member about the one the leaf is about. */
function isCommitted(text: SaltedText, committed: ReadonlyMap<string, Committed>): boolean {
  const { about, id, field } = text;
  const said = committed.get(commitmentOf(text));
  const name = field.replaceAll("-", "_");
  if (!said || !(said.field === name || (said.field.startsWith(`${name}_`) && /^\d+$/.test(said.field.slice(name.length + 1)))))
    return false;
  return about !== "members.membership" || said.member === id;
}
