/** What the savings' room asks of its own tables. `client` is inside a `read` of the organisation; amounts are bigint. */
import type { MemberId, OrganisationId } from "#base";
import { type PoolClient, query, sql } from "#db";
import { type CycleRow, cycleTable, type SharesBoughtRow, sharesBoughtTable } from "./tables.ts";

const cycleColumns = sql.join(Object.keys(cycleTable.columns).map(column => sql.identifier("c", column)));
const boughtColumns = sql.join(Object.keys(sharesBoughtTable.columns).map(column => sql.identifier("s", column)));

export const selectCycles = (client: PoolClient, organisation: OrganisationId): Promise<readonly CycleRow[]> =>
  query<CycleRow & Row>(
    client,
    sql`
      select ${cycleColumns} from savings.cycle c
      where c.organisation_id = ${organisation}::uuid
      order by c.fund, c.cycle desc`.named("select cycles"),
  );

/** The stamps of a member, struck-out ones among them, in the order she bought them. */
export const selectSharesBought = (
  client: PoolClient,
  organisation: OrganisationId,
  of: { readonly member: MemberId; readonly fund?: string; readonly cycle?: number },
): Promise<readonly SharesBoughtRow[]> =>
  query<SharesBoughtRow & Row>(
    client,
    sql`
      select ${boughtColumns} from savings.shares_bought s
      where s.organisation_id = ${organisation}::uuid and s.member_id = ${of.member}
        and (${of.fund ?? null}::text is null or s.fund = ${of.fund ?? null})
        and (${of.cycle ?? null}::int4 is null or s.cycle = ${of.cycle ?? null}::int4)
      order by s.fund, s.cycle, s.bought_on, s.seq`.named("select shares bought"),
  );

type Row = Record<string, unknown>;
