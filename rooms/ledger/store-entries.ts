/**
 * Facts as they were said, with their lines: one entry, those of a command or a meeting, those between meetings, and
 * one member's. `client` is inside a `read` of the organisation.
 */
import type { CommandId, Day, Instant, MemberId, OrganisationId } from "#base";
import { type PoolClient, query, type Sql, sql } from "#db";
import { kindOf, type PostedRow, postedColumns } from "./store.ts";

/** One member's lines, the latest first: her passbook. `skip` and `take` page through it. */
export const linesOfMember = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<readonly (PostedRow & { readonly kind: string })[]> =>
  query<PostedRow & { readonly kind: string }>(
    client,
    sql`select ${postedColumns}, ${kindOf(sql`l.seq`, organisation)} as kind from ledger.line l
      where l.organisation_id = ${organisation} and l.member_id = ${member}
        and l.account = any(array(select account from ledger.account where organisation_id = ${organisation} and is_per_member))
      order by l.effective_on desc, l.seq desc, l.account offset ${skip} limit ${take}`,
  );

export interface LeafRow {
  readonly seq: bigint;
  readonly id: string;
  readonly command_id: CommandId;
  readonly kind: string;
  readonly effective_on: Day;
  readonly recorded_at: Instant;
  readonly said_by: MemberId;
  readonly member_id: MemberId | null;
  readonly reverses: bigint | null;
  readonly body: string;
  readonly leaf_hash: Buffer;
  readonly chain_hash: Buffer;
}

export const leafColumns = sql`f.seq, f.id, f.command_id, f.kind, f.effective_on, f.recorded_at, f.said_by, f.member_id, f.reverses, f.body, f.leaf_hash, f.chain_hash`;

/** A fact as it was said: its command's name, and who else was there by her own PIN. */
export interface EntryRow extends LeafRow {
  readonly command: string;
  readonly said_with: readonly MemberId[];
  readonly reversed_by: bigint | null;
}

const entries = (organisation: OrganisationId, where: Sql): Sql =>
  sql`select ${leafColumns},
      (select c.name ${commandOf(organisation)}) as command,
      (select c.said_with ${commandOf(organisation)}) as said_with,
      (select r.seq from ledger.leaf r where r.organisation_id = ${organisation} and r.reverses = f.seq) as reversed_by
    from ledger.leaf f where f.organisation_id = ${organisation} and ${where} order by f.seq`;

const commandOf = (organisation: OrganisationId): Sql =>
  sql`from ledger.command c where c.organisation_id = ${organisation} and c.command_id = f.command_id`;

export async function entryOf(client: PoolClient, organisation: OrganisationId, seq: bigint): Promise<EntryRow | null> {
  return (await query<EntryRow & Row>(client, entries(organisation, sql`f.seq = ${seq}`)))[0] ?? null;
}

/** All facts of one command. A sealed meeting is one command, so these are also the entries of a meeting. */
export const entriesOfCommand = (
  client: PoolClient,
  organisation: OrganisationId,
  command: CommandId,
): Promise<readonly EntryRow[]> => query<EntryRow & Row>(client, entries(organisation, sql`f.command_id = ${command}`));

/** What moved money after the last sealed meeting and was not said at one: read out when the next one opens. */
export const entriesBetweenMeetings = (
  client: PoolClient,
  organisation: OrganisationId,
): Promise<readonly EntryRow[]> =>
  query<EntryRow & Row>(
    client,
    entries(
      organisation,
      sql`f.seq > coalesce((
          select s.seq from ledger.leaf s where s.organisation_id = ${organisation} and s.kind = ${sealKind} order by s.seq desc limit 1
        ), -1)
        and (select c.name ${commandOf(organisation)}) <> ${sealCommand}
        and (select count(*) from ledger.line l where l.organisation_id = ${organisation} and l.seq = f.seq) > 0`,
    ),
  );

export const linesOfEntries = (
  client: PoolClient,
  organisation: OrganisationId,
  seqs: readonly bigint[],
): Promise<readonly PostedRow[]> =>
  query<PostedRow & Row>(
    client,
    sql`select ${postedColumns} from ledger.line l where l.organisation_id = ${organisation} and l.seq = any(${seqs})
      order by l.seq, l.account, l.member_id, l.unit, l.line_number`,
  );

/** The number and day of the meeting a command sealed, read from its own leaf; of the last meeting without a command. */
export async function meetingOfCommand(
  client: PoolClient,
  organisation: OrganisationId,
  command?: CommandId,
): Promise<{ readonly number: number; readonly day: Day } | null> {
  const [row] = await query<{ number: string | null; day: Day }>(
    client,
    sql`select substring(f.body from '"number":"([0-9]{1,9})"') as number, f.effective_on as day from ledger.leaf f
      where f.organisation_id = ${organisation} and f.kind = ${sealKind} and ${command ? sql`f.command_id = ${command}` : sql`true`}
      order by f.seq desc limit 1`,
  );
  return row?.number ? { number: Number(row.number), day: row.day } : null;
}

/** The meetings' room says a meeting in this command, and ends its facts with this one. */
const sealCommand = "meetings.seal";
const sealKind = "meetings.sealed";

type Row = Record<string, unknown>;
