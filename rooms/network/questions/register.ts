/** The register of a federation's chapters: where they are, counted at each level of place, and since when. */
import { type Day, partsOf, type Uuid } from "#base";
import { query, sql } from "#db";
import { type PlaceLevel, placeLevels } from "#members";
import { type Asking, chargesOf } from "./scope.ts";

export interface RegisterSeen {
  /** Distinct places in which a chapter is, at each level, the smallest first. */
  readonly counts: readonly { readonly level: PlaceLevel; readonly count: number }[];
  /** Chapters at the end of each year, from that of the first one to this. */
  readonly growth: readonly { readonly year: number; readonly chapters: number }[];
  readonly chapters: readonly {
    readonly chapter: Uuid;
    readonly name: string;
    /** The village first. */
    readonly place: readonly string[];
    readonly since: Day;
  }[];
}

export async function askRegister(asked: Asking): Promise<RegisterSeen> {
  const { client, today } = asked;
  const chapters = (await chargesOf(asked)).map(one => one.chapter);
  const counts = await query<{ level: PlaceLevel; count: number }>(
    client,
    sql`with recursive placed as (
        select distinct on (organisation_id) organisation_id, place_id from members.placement
        where organisation_id = any (${chapters.map(one => one.chapter)}::uuid[]) and from_on <= ${today}::date
        order by organisation_id, from_on desc
      ), up as (
        select p.place_id, p.parent_id, p.level, 1 as step from placed join members.place p on p.place_id = placed.place_id
        union
        select p.place_id, p.parent_id, p.level, up.step + 1 from members.place p join up on p.place_id = up.parent_id
        where up.step < 10
      ) select level, count(distinct place_id)::int4 as count from up group by level`,
  );
  return {
    counts: [...placeLevels]
      .reverse()
      .map(level => ({ level, count: counts.find(one => one.level === level)?.count ?? 0 }))
      .filter(one => one.count > 0),
    growth: growthOf(chapters.map(one => one.from!), today),
    chapters: chapters
      .map(({ chapter, name, place, from }) => ({ chapter, name: name ?? "", place, since: from! }))
      .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.name < b.name ? -1 : 1)),
  };
}

/** How many there were at the end of each year, of those that belong today. */
export function growthOf(since: readonly Day[], today: Day): RegisterSeen["growth"] {
  const years = since.map(one => partsOf(one).year);
  const [first, last] = [Math.min(...years), partsOf(today).year];
  if (years.length === 0) return [];
  return Array.from({ length: last - first + 1 }, (_, place) => ({
    year: first + place,
    chapters: years.filter(year => year <= first + place).length,
  }));
}
