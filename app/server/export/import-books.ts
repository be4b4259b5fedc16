/**
 * A readable export brought back: the same commands, leaves and lines under the promises of the database, to the same
 * head, or nothing. Nobody can sign in to it yet, since no secret was in it: those who hold an office get new ones here.
 */
import { isRefusal, type MemberId, type OrganisationId } from "#base";
import { type Pool, query, read, sql } from "#db";
import { openAtFounding, refusalOfPin, revokeDevice, sessionOf, signInEdge } from "#members/server";
import { randomBytes, randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { realEdge } from "../edge.ts";
import { bringIn, type Into } from "../backup/restore.ts";
import type { Restored } from "../backup/read-books.ts";
import { BackupUnfit } from "../backup/unfit.ts";
import type { Beginning, Contents, Part } from "../backup/write-books.ts";
import { booksFile } from "./export-books.ts";
import { entryOfZip } from "./zip.ts";

export interface ToImport extends Into {
  /** The ZIP, or the `books.json` out of it. */
  readonly file: string;
  /** The word one signs in with. */
  readonly handle: string;
  readonly language: string;
}

/** New secrets of one who holds an office, shown once: she changes them when she first signs in. */
export interface NewSecret {
  readonly number: number;
  readonly pin: string;
  readonly password: string;
}

export interface Imported {
  readonly group: Restored;
  readonly officers: readonly NewSecret[];
}

/** Throws BackupUnfit where the file is not whole or something is in the way. */
export async function importBooks(asked: ToImport): Promise<Imported> {
  const { file, handle } = asked;
  const parts = partsIn(await booksIn(file), file);
  const [first, second] = parts;
  if (first?.is !== "contents" || second?.is !== "beginning") throw new BackupUnfit("cli.export-not-whole", { file });
  // Its word is the one said now: another group may have the old one.
  const beginning: Beginning = { ...second.beginning, handles: [handle] };
  const renamed = parts.map(part => (part === second ? { ...second, beginning } : part));
  let officers: readonly NewSecret[] = [];
  const [group] = await bringIn(asked, {
    file,
    contents: first.contents,
    only: null,
    parts: async function* () {
      yield* renamed;
    },
    then: async (pool, masterKey) => {
      officers = await openDoor(pool, masterKey, { ...asked, organisation: beginning.organisation });
    },
  });
  return { group: group!, officers };
}

async function booksIn(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new BackupUnfit("cli.backup-no-file", { file, why: error.code ?? error.message });
  });
  return (bytes.subarray(0, 2).toString() === "PK" ? entryOfZip(bytes, booksFile, file) : bytes).toString("utf8");
}

const rowsItem = /^\{"rows":"([a-z_.]+)","count":(\d+),"of":(\[.*\])\}$/s;

/** Line by line, as it was written; rows are handed on as they stand. */
function partsIn(text: string, file: string): readonly Part[] {
  const notWhole = new BackupUnfit("cli.export-not-whole", { file });
  const [open, ...lines] = text.trimEnd().split(/\r?\n/);
  if (open !== "[" || lines.pop() !== "]" || lines.length < 3) throw notWhole;
  const counted: Record<string, number> = {};
  const parts = lines.map((line, place): Part => {
    const isLast = place === lines.length - 1;
    if (isLast === line.endsWith(",")) throw notWhole;
    const item = isLast ? line : line.slice(0, -1);
    const [, table, count, json] = rowsItem.exec(item) ?? [];
    if (table !== undefined) {
      counted[table] = (counted[table] ?? 0) + Number(count);
      return { is: "rows", table, count: Number(count), json: json! };
    }
    const said = jsonOf(item, notWhole);
    if (place === 0) return { is: "contents", contents: said as unknown as Contents };
    if (!isLast) return { is: "beginning", beginning: said as unknown as Beginning };
    return { is: "end", rows: said["end"] as Record<string, number> };
  });
  const end = parts.at(-1)!;
  if (end.is !== "end" || JSON.stringify(sorted(end.rows)) !== JSON.stringify(sorted(counted))) throw notWhole;
  return parts;
}

function jsonOf(text: string, notWhole: BackupUnfit): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw notWhole;
  }
}

const sorted = (counts: Readonly<Record<string, number>>) => Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));

/** Its word at the door, and secrets for those who hold an office now. No phone is let in: an officer lets hers in. */
async function openDoor(
  pool: Pool,
  masterKey: Buffer,
  { organisation, handle, language }: Pick<ToImport, "handle" | "language"> & { readonly organisation: OrganisationId },
): Promise<readonly NewSecret[]> {
  const holders = await read(pool, organisation, client =>
    query<{ member: MemberId; number: number }>(
      client,
      sql`select m.member_id as member, m.number from members.membership m
        where m.organisation_id = ${organisation} and m.status = 'active' and exists (
          select 1 from members.office o where o.organisation_id = m.organisation_id and o.member_id = m.member_id
            and o.until_on is null and o.role in ('treasurer', 'secretary', 'chair'))
        order by m.number`,
    ),
  );
  const secrets = holders.map(one => ({ ...one, pin: newPin(), password: newPassword() }));
  const edge = signInEdge({ masterKey, now: () => realEdge.now() });
  const [speaker] = secrets;
  if (!speaker) return [];
  const opened = await openAtFounding(
    pool,
    { organisation, handle, founders: secrets, speaker: speaker.member, device: { kind: "meeting" }, language },
    edge,
  );
  if (isRefusal(opened)) throw new BackupUnfit("cli.import-door", { refused: opened.refused });
  // The phone in nobody's hands is let out again, and its session with it.
  const session = await sessionOf(pool, opened.token, edge.now().at);
  if (session) await revokeDevice(pool, { session, device: opened.device }, edge);
  return secrets.map(({ number, pin, password }) => ({ number, pin, password }));
}

function newPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, "0");
    if (refusalOfPin(pin) === null) return pin;
  }
}

/** Sixteen letters and figures that nobody mistakes for each other: 80 bits. */
const newPassword = (): string =>
  [...randomBytes(16)]
    .map(byte => "abcdefghijkmnpqrstuvwxyz23456789"[byte % 32])
    .join("")
    .replace(/.{4}(?!$)/g, "$&-");
