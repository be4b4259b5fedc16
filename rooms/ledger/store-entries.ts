/**
 * Facts as they were said, with their lines: one entry, those of a command or a meeting, those between meetings, and
 * one member's. `client` is inside a `read` of the organisation.
 */
import type { CommandId, Day, Instant, MemberId, OrganisationId } from "#base";
import { type PoolClient, query, type Sql, sql } from "#db";
import { type PostedRow, postedColumns } from "./store.ts";

/** One member's lines, the latest first, with the kind of their fact: her passbook. `skip` and `take` page through it. */
export async function linesOfMember(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<readonly (PostedRow & { readonly kind: string })[]> {
  const lines = await query<PostedRow & Row>(
    client,
    sql`select ${postedColumns} from ledger.line l where l.organisation_id = ${organisation} and l.member_id = ${member}
      order by l.effective_on desc, l.seq desc, l.account offset ${skip} limit ${take}`,
  );
  const leaves = await query<{ seq: bigint; kind: string }>(
    client,
    sql`select seq, kind from ledger.leaf where organisation_id = ${organisation} and seq = any(${lines.map(line => line.seq)})`,
  );
  const kinds = new Map(leaves.map(({ seq, kind }) => [seq, kind]));
  return lines.map(line => ({ ...line, kind: kinds.get(line.seq)! }));
}

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

/** A fact as it was said: who else was there by her own PIN, and whether the members sat together. */
export interface EntryRow extends LeafRow {
  readonly at_sitting: boolean;
  readonly said_with: readonly MemberId[];
  readonly reversed_by: bigint | null;
}

/** Leaves, and what is known of them elsewhere: their command, and what took them back. */
async function entriesWhere(
  client: PoolClient,
  organisation: OrganisationId,
  where: Sql,
): Promise<readonly EntryRow[]> {
  const leaves = await query<LeafRow & Row>(
    client,
    sql`select ${leafColumns} from ledger.leaf f where f.organisation_id = ${organisation} and ${where} order by f.seq`,
  );
  const commands = await query<{ command_id: CommandId; at_sitting: boolean; said_with: readonly MemberId[] }>(
    client,
    sql`select command_id, at_sitting, said_with from ledger.command
      where organisation_id = ${organisation} and command_id = any(${[...new Set(leaves.map(leaf => leaf.command_id))]}::uuid[])`,
  );
  const reversals = await query<{ seq: bigint; reverses: bigint }>(
    client,
    sql`select seq, reverses from ledger.leaf where organisation_id = ${organisation} and reverses = any(${leaves.map(leaf => leaf.seq)})`,
  );
  const said = new Map(commands.map(command => [command.command_id, command]));
  const takenBack = new Map(reversals.map(({ seq, reverses }) => [reverses, seq]));
  return leaves.map(leaf => {
    const { at_sitting, said_with } = said.get(leaf.command_id)!;
    return { ...leaf, at_sitting, said_with, reversed_by: takenBack.get(leaf.seq) ?? null };
  });
}

export async function entryOf(client: PoolClient, organisation: OrganisationId, seq: bigint): Promise<EntryRow | null> {
  return (await entriesWhere(client, organisation, sql`f.seq = ${seq}`))[0] ?? null;
}

/** All facts of one command. A sealed meeting is one command, so these are also the entries of a meeting. */
export const entriesOfCommand = (
  client: PoolClient,
  organisation: OrganisationId,
  command: CommandId,
): Promise<readonly EntryRow[]> => entriesWhere(client, organisation, leafOfCommand(organisation, command));

/** Where `f` is a leaf of this command: its place in the log is kept with the command. */
export const leafOfCommand = (organisation: OrganisationId, command: CommandId): Sql =>
  sql`f.seq >= (select first_seq from ledger.command where organisation_id = ${organisation} and command_id = ${command})
    and f.seq < (select first_seq + leaves from ledger.command where organisation_id = ${organisation} and command_id = ${command})`;

/** More than can be read out is not given: the latest are, in the order they were entered. */
const readOutMax = 500;

/** What moved money after the last sealed meeting and was not said at one: read out when the next one opens. */
export async function entriesBetweenMeetings(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<readonly EntryRow[]> {
  const [last] = await query<{ seq: bigint }>(client, lastSitting(organisation));
  const moving = await query<{ seq: bigint }>(
    client,
    sql`select distinct seq from ledger.line where organisation_id = ${organisation} and seq > ${last?.seq ?? -1n}
      order by seq desc limit ${readOutMax}`,
  );
  const entries = await entriesWhere(client, organisation, sql`f.seq = any(${moving.map(({ seq }) => seq)})`);
  return entries.filter(entry => !entry.at_sitting);
}

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

/**
 * The leaf that closed a sitting: the last one of the command that was said there. The latest, unless a command is named. How many
 * leaves a command has may have been altered, so each is asked whose it is.
 */
const lastSitting = (organisation: OrganisationId, command?: CommandId): Sql =>
  sql`select f.seq from (
      select command_id, first_seq, leaves from ledger.command
      where organisation_id = ${organisation} and at_sitting and is_accepted and leaves > 0
        and ${command === undefined ? sql`true` : sql`command_id = ${command}`} order by first_seq desc limit 1
    ) c join ledger.leaf f on f.organisation_id = ${organisation} and f.command_id = c.command_id
      and f.seq >= c.first_seq and f.seq < c.first_seq + c.leaves
    order by f.seq desc limit 1`;

/** The number and day of the meeting a command closed, read from its own leaf; of the last meeting without a command. */
export async function meetingOfCommand(
  client: PoolClient,
  organisation: OrganisationId,
  command?: CommandId,
): Promise<{ readonly number: number; readonly day: Day } | null> {
  const [row] = await query<{ number: string | null; day: Day }>(
    client,
    sql`select substring(f.body from '"number":"([0-9]{1,9})"') as number, f.effective_on as day from ledger.leaf f
      where f.organisation_id = ${organisation} and f.seq = (${lastSitting(organisation, command)})`,
  );
  return row?.number ? { number: Number(row.number), day: row.day } : null;
}

type Row = Record<string, unknown>;
