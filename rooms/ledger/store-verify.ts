/** The tables as they stand, page by page, for `verify`. `client` is inside a `read` of the organisation. */
import type { OrganisationId } from "#base";
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
