import type { Day, OrganisationId, Uuid } from "#base";
import { type Pool, type PoolClient, query, sql } from "#db";
import type { PlaceLevel } from "./tables.ts";

export interface Place {
  readonly place: Uuid;
  readonly parent: Uuid | null;
  readonly level: PlaceLevel;
  readonly name: string;
  /** The official code where there is one. */
  readonly code: string | null;
}

const columns = (on: Day) =>
  sql`place_id as place, parent_id as parent, level, members.place_called(place_id, name, ${on}::date) as name, code`;

/** What lies directly in a place, by what it is called on a day; the countries for null. */
export function placesIn(client: PoolClient | Pool, parent: Uuid | null, on: Day): Promise<readonly Place[]> {
  return query<Place & Record<string, unknown>>(
    client,
    sql`select ${columns(on)} from members.place where parent_id is not distinct from ${parent}::uuid order by 4, 1`,
  );
}

/** A place and what it lies in, the country last, by what they are called on a day. */
export function placeWithParents(client: PoolClient | Pool, place: Uuid, on: Day): Promise<readonly Place[]> {
  return query<Place & Record<string, unknown>>(
    client,
    sql`with recursive up as (
        select p.*, 1 as step from members.place p where p.place_id = ${place}
        union all
        select p.*, up.step + 1 from members.place p join up on p.place_id = up.parent_id where up.step < 10
      ) select ${columns(on)} from up order by step`,
  );
}

/** What a place was called and from when; its first name was there before anybody renamed it. */
export interface NameFrom {
  readonly name: string;
  readonly from: Day | null;
}

/** Every name of a place in the order of their days; none where there is no such place. */
export const namesOfPlace = (client: PoolClient | Pool, place: Uuid): Promise<readonly NameFrom[]> =>
  query<NameFrom & Record<string, unknown>>(
    client,
    sql`select name, "from" from (
        select name, null::date as "from", 0 as renaming from members.place where place_id = ${place}
        union all
        select name, from_on, renaming from members.place_name where place_id = ${place}
      ) names order by "from" nulls first, renaming`,
  );

/** How many places of each level lie in a place, at any depth. */
export type PlaceCounts = Readonly<Partial<Record<PlaceLevel, number>>>;

/** The counts of several places at once; a place in which nothing lies has none. */
export async function countsIn(
  client: PoolClient | Pool,
  places: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, PlaceCounts>> {
  const rows = await query<{ top: Uuid; level: PlaceLevel; count: number }>(
    client,
    sql`with recursive down as (
        select p.parent_id as top, p.place_id, p.level from members.place p where p.parent_id = any (${places}::uuid[])
        union all
        select down.top, p.place_id, p.level from members.place p join down on p.parent_id = down.place_id
      ) select top, level, count(*)::int4 as count from down group by top, level`,
  );
  const counts = new Map<Uuid, Partial<Record<PlaceLevel, number>>>(places.map(place => [place, {}]));
  for (const { top, level, count } of rows) counts.get(top)![level] = count;
  return counts;
}

/** Where organisations are on a day, by name, the village first. Only those are seen that are shown. */
export async function placesOf(
  client: PoolClient,
  organisations: readonly OrganisationId[],
  on: Day,
): Promise<ReadonlyMap<OrganisationId, readonly string[]>> {
  const rows = await query<{ organisation: OrganisationId; name: string }>(
    client,
    sql`with recursive placed as (
        select distinct on (organisation_id) organisation_id, place_id from members.placement
        where organisation_id = any (${organisations}::uuid[]) and from_on <= ${on}::date
        order by organisation_id, from_on desc
      ), up as (
        select placed.organisation_id, p.*, 1 as step from placed join members.place p on p.place_id = placed.place_id
        union all
        select up.organisation_id, p.*, up.step + 1 from members.place p join up on p.place_id = up.parent_id where up.step < 10
      ) select organisation_id as organisation, members.place_called(place_id, name, ${on}::date) as name from up order by organisation_id, step`,
  );
  const names = new Map<OrganisationId, string[]>();
  for (const { organisation, name } of rows) names.set(organisation, [...(names.get(organisation) ?? []), name]);
  return names;
}

/** Where the organisation was on a day; null where nobody said. `client` is inside a `read` of the organisation. */
export async function placeOf(client: PoolClient, organisation: OrganisationId, on: Day): Promise<Uuid | null> {
  const [row] = await query<{ place: Uuid }>(
    client,
    sql`select place_id as place from members.placement
      where organisation_id = ${organisation} and from_on <= ${on}::date order by from_on desc limit 1`,
  );
  return row?.place ?? null;
}

/** Where the group is in two names, "Tigum, Pavia"; null where nobody said. */
export async function placeSaid(client: PoolClient, organisation: OrganisationId, on: Day): Promise<string | null> {
  const place = await placeOf(client, organisation, on);
  if (place === null) return null;
  const [nearest, around] = await placeWithParents(client, place, on);
  return [nearest, around].flatMap(one => one?.name ?? []).join(", ");
}
