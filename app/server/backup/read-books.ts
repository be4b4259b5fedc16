/**
 * Books as `write-books.ts` wrote them, posted again: by the server's role, under the promises of the database, in one
 * transaction. What the database would refuse the server it refuses here too, and then nothing was brought back.
 */
import type { MemberId, OrganisationId } from "#base";
import { type PoolClient, query, sql } from "#db";
import { verify } from "#ledger/server";
import {
  broughtUnder,
  eraseAgain,
  keepSaltedTexts,
  type Kept,
  seeKeys,
  seeOrganisations,
  type SaltedText,
  wrapKey,
} from "#members/server";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type House, tablesOf } from "../../house.ts";
import { beforeLog, type Carried, carriedTables, textsTable } from "./carried.ts";
import type { Erased } from "./erasures.ts";
import { BackupUnfit } from "./unfit.ts";
import type { Beginning, Contents, LogPiece, Part } from "./write-books.ts";

/** `plain` is what the sealed file held. Throws BackupUnfit where it is not whole. */
export async function* partsOf(plain: AsyncIterable<Buffer>, file: string): AsyncGenerator<Part> {
  const cut = new BackupUnfit("cli.backup-cut", { file });
  const counted: Record<string, number> = {};
  let isFirst = true;
  let rows = null as { readonly rows: string; readonly count: number } | null;
  let isEnded = false;
  for await (const text of linesOf(pipeline(Readable.from(plain), createGunzip(), () => {}))) {
    if (isEnded) throw cut;
    if (rows) {
      counted[rows.rows] = (counted[rows.rows] ?? 0) + rows.count;
      yield { is: "rows", table: rows.rows, count: rows.count, json: text };
      rows = null;
      continue;
    }
    const said = JSON.parse(text) as Record<string, unknown>;
    if (isFirst) yield { is: "contents", contents: said as unknown as Contents };
    else if (typeof said["rows"] === "string") rows = said as never;
    else if (said["end"] === undefined) yield { is: "beginning", beginning: said as unknown as Beginning };
    else {
      isEnded = true;
      const ends = said["end"] as Record<string, number>;
      for (const name of new Set([...Object.keys(ends), ...Object.keys(counted)]))
        if (ends[name] !== counted[name]) throw cut;
      yield { is: "end", rows: ends };
    }
    isFirst = false;
  }
  if (!isEnded) throw cut;
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let waiting: Buffer[] = [];
  for await (const some of bytes) {
    let from = 0;
    for (let at = some.indexOf(10); at >= 0; at = some.indexOf(10, from)) {
      yield Buffer.concat([...waiting, some.subarray(from, at)]).toString("utf8");
      waiting = [];
      from = at + 1;
    }
    if (from < some.length) waiting.push(some.subarray(from));
  }
  if (waiting.length > 0) yield Buffer.concat(waiting).toString("utf8");
}

export interface Posting {
  readonly house: House;
  readonly masterKey: Buffer;
  readonly pepper: Buffer;
  /** These alone, where not all are wanted. */
  readonly only: ReadonlySet<OrganisationId> | null;
  /** Who was erased, here or there, whenever. */
  readonly erased: readonly Erased[];
  /** Whether the tables of the rooms are those of this program. */
  readonly isOfToday: boolean;
}

export interface Restored {
  readonly organisation: OrganisationId;
  readonly handles: readonly string[];
  readonly leaves: string;
  readonly chain: string;
  /** Erased after the backup, and now again. */
  readonly erasedAgain: number;
}

/** `client` is within a transaction of the server's role. Throws before anything stays. */
export async function postBooks(
  client: PoolClient,
  parts: AsyncIterable<Part>,
  posting: Posting,
): Promise<readonly Restored[]> {
  const restored: Restored[] = [];
  let contents: Contents | undefined;
  let now: Beginning | null = null;
  const known = new Set(carriedTables(posting.house));
  const anyones = new Map(beforeLog(posting.house).flatMap(of => (of.isAnyones ? [[of.name, of] as const] : [])));
  const finish = async (): Promise<void> => {
    if (now) restored.push(await finished(client, now, posting));
    now = null;
  };
  for await (const part of parts) {
    if (part.is === "contents") contents = part.contents;
    if (part.is === "beginning" || part.is === "end") await finish();
    if (part.is === "beginning") {
      if (posting.only && !posting.only.has(part.beginning.organisation)) continue;
      now = part.beginning;
      await begin(client, now);
    }
    if (part.is !== "rows" || !now) continue;
    if (!known.has(part.table) && part.table !== textsTable) throw new BackupUnfit("cli.backup-other-program", { table: part.table });
    if (part.table === textsTable)
      await keepSaltedTexts(client, now.organisation, JSON.parse(part.json) as readonly SaltedText[], posting.masterKey);
    else if (part.table === "ledger.head") await moveHead(client, now, JSON.parse(part.json) as readonly LogPiece[]);
    else await insert(client, part, anyones.get(part.table), { contents: contents!, posting });
  }
  return restored;
}

async function begin(client: PoolClient, { organisation, handles }: Beginning): Promise<void> {
  await seeOrganisations(client, [organisation]);
  await seeKeys(client, handles);
  const there = await query(client, sql`select 1 as one from ledger.head where organisation_id = ${organisation}`);
  if (there.length > 0) throw new BackupUnfit("cli.backup-group-there", { group: handles[0] ?? organisation });
  const [taken] = await query<{ handle: string }>(
    client,
    sql`select handle from members.address where handle = any (${handles}) and organisation_id <> ${organisation}`,
  );
  if (taken) throw new BackupUnfit("cli.backup-word-taken", { group: taken.handle });
}

/** The head goes first, as with every batch: leaves are held against it. */
async function moveHead(client: PoolClient, { organisation }: Beginning, [piece]: readonly LogPiece[]): Promise<void> {
  const { size, chain } = piece!;
  await query(
    client,
    sql`insert into ledger.head as h (organisation_id, version, size, chain_hash)
      values (${organisation}, 1, ${size}::int8, decode(${chain}, 'hex'))
      on conflict (organisation_id) do update set version = h.version + 1, size = excluded.size, chain_hash = excluded.chain_hash`,
  );
}

async function insert(
  client: PoolClient,
  { table, json }: Extract<Part, { readonly is: "rows" }>,
  anyones: Carried | undefined,
  { contents, posting }: { readonly contents: Contents; readonly posting: Posting },
): Promise<void> {
  const seenBy = anyones?.isAnyones?.seenBy;
  if (seenBy) {
    await seeKeys(client, (JSON.parse(json) as Record<string, string>[]).map(row => row[seenBy]!));
  }
  const [schema, name] = table.split(".") as [string, string];
  const into = sql.identifier(schema, name);
  const end = anyones ? sql`on conflict do nothing` : sql``;
  const rows = sql`select * from json_populate_recordset(null::${into}, ${relocked(table, json, contents, posting)}::json)`;
  await query(client, sql`insert into ${into} ${rows} ${end}`);
}

/** Under the keys of this installation what was under those of another. */
function relocked(table: string, json: string, { pepper }: Contents, { masterKey, pepper: ours }: Posting): string {
  if (table === "members.text_key")
    return mapped(json, ({ key, ...row }) => ({
      ...row,
      wrapped: `\\x${wrapKey(Buffer.from(key as string, "hex"), masterKey, `${String(row["organisation_id"])}/${String(row["member_id"])}`).toString("hex")}`,
    }));
  if (table === "members.credential") {
    const from = Buffer.from(pepper, "base64");
    const again = (kept: unknown): unknown => (kept === null ? null : broughtUnder(kept as Kept, from, ours));
    return mapped(json, row => ({
      ...row,
      pin: again(row["pin"]),
      plain_pin: again(row["plain_pin"]),
      password: again(row["password"]),
    }));
  }
  return json;
}

const mapped = (json: string, change: (row: Record<string, unknown>) => Record<string, unknown>): string =>
  JSON.stringify((JSON.parse(json) as Record<string, unknown>[]).map(change));

/** The head as it was, the books as whole as they were, and who was erased is. */
async function finished(client: PoolClient, beginning: Beginning, posting: Posting): Promise<Restored> {
  const { organisation, handles, version, size, chain } = beginning;
  await query(client, sql`update ledger.head set version = ${version}::int8 where organisation_id = ${organisation}`);
  const verified = await verify(client, organisation, posting.isOfToday ? { tablesOfRooms: tablesOf(posting.house) } : {});
  if (!verified.ok || String(verified.leaves) !== size || verified.chain !== chain)
    throw new BackupUnfit("cli.backup-not-whole", {
      group: handles[0] ?? organisation,
      fault: verified.ok ? "head-altered" : verified.fault,
    });
  let erasedAgain = 0;
  for (const { organisation: of, member } of posting.erased) {
    if (of !== organisation) continue;
    const [key] = await query(
      client,
      sql`select 1 as one from members.text_key where organisation_id = ${organisation} and member_id = ${member}`,
    );
    if (!key) continue;
    await eraseAgain(client, organisation, member as MemberId);
    erasedAgain += 1;
  }
  return { organisation, handles, leaves: size, chain, erasedAgain };
}
