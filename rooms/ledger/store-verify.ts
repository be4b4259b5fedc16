/** The tables as they stand, page by page, for `verify`. `client` is inside a `read` of the organisation. */
import type { CommandId, OrganisationId } from "#base";
import { type PoolClient, query, sql } from "#db";
import { type PostedRow, postedColumns } from "./store.ts";
import { type LeafRow, leafColumns } from "./store-entries.ts";

export const leavesFrom = (
  client: PoolClient,
  organisation: OrganisationId,
  from: bigint,
  take: number,
): Promise<readonly LeafRow[]> =>
  query<LeafRow & Row>(
    client,
    sql`select ${leafColumns} from ledger.leaf f where f.organisation_id = ${organisation} and f.seq >= ${from} order by f.seq limit ${take}`,
  );

/** Lines of these leaves and of numbers between them; without a last one, also of numbers no leaf has. */
export const linesFrom = (
  client: PoolClient,
  organisation: OrganisationId,
  from: bigint,
  last: bigint | null,
): Promise<readonly PostedRow[]> =>
  query<PostedRow & Row>(
    client,
    sql`select ${postedColumns} from ledger.line l
      where l.organisation_id = ${organisation} and ${from === 0n ? sql`true` : sql`l.seq >= ${from}`} and ${last === null ? sql`true` : sql`l.seq <= ${last}`}
      order by l.seq, l.account, l.member_id, l.unit, l.line_number`,
  );

/** A control account's total after the batch that ended with this leaf. */
export interface TotalRow {
  readonly seq: bigint;
  readonly account: string;
  readonly unit: string;
  readonly total: bigint;
}

export const totalsFrom = (
  client: PoolClient,
  organisation: OrganisationId,
  from: bigint,
  last: bigint | null,
): Promise<readonly TotalRow[]> =>
  query<TotalRow & Row>(
    client,
    sql`select seq, account, unit, total from ledger.total
      where organisation_id = ${organisation} and seq >= ${from} and seq <= ${last ?? 9_223_372_036_854_775_807n} order by seq, account, unit`,
  );

/** The first leaf that is not where its command says, or that a command says it has and has not. */
export async function leafAgainstCommand(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<{ readonly seq: bigint; readonly command: CommandId } | null> {
  const [row] = await query<{ seq: bigint; command: CommandId }>(
    client,
    sql`select seq, command from (
        select f.seq, f.command_id as command from ledger.leaf f
          left join ledger.command c on c.organisation_id = ${organisation} and c.command_id = f.command_id
          where f.organisation_id = ${organisation} and (f.seq >= c.first_seq and f.seq < c.first_seq + c.leaves) is not true
        union all
        select c.first_seq, c.command_id from ledger.command c
          left join (
            select command_id, count(*) as leaves from ledger.leaf where organisation_id = ${organisation} group by command_id
          ) f on f.command_id = c.command_id
          where c.organisation_id = ${organisation} and c.leaves <> coalesce(f.leaves, 0)
      ) misfits order by seq limit 1`,
  );
  return row ?? null;
}

export async function headOf(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<{ readonly size: bigint; readonly chain_hash: Buffer } | null> {
  const [row] = await query<{ size: bigint; chain_hash: Buffer }>(
    client,
    sql`select size, chain_hash from ledger.head where organisation_id = ${organisation}`,
  );
  return row ?? null;
}

type Row = Record<string, unknown>;
