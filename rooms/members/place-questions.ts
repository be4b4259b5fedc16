/** What the page of places asks: a public gazetteer, with how many places of each level lie in each. */
import { type Asked, isUuid, type Question, type Uuid } from "#base";
import type { PoolClient } from "#db";
import { countsIn, type Place, type PlaceCounts, placeOf, placesIn, placeWithParents } from "./places.ts";

export interface PlaceSeen extends Pick<Place, "place" | "level" | "name"> {
  readonly counts: PlaceCounts;
  /** The group's own place, or one it lies in. */
  readonly isOurs: boolean;
}

export interface PlacesSeen {
  /** The place that is looked into; null for the countries. */
  readonly here: PlaceSeen | null;
  /** What it lies in, the country first. */
  readonly around: readonly PlaceSeen[];
  readonly inside: readonly PlaceSeen[];
}

/** Without a place in the address: the region the group is in, since that is where its sisters are. */
async function askPlaces({ client, organisation, today, params }: Asked<PoolClient>): Promise<PlacesSeen | null> {
  const own = await placeOf(client, organisation, today);
  const ours = own === null ? [] : await placeWithParents(client, own);
  const wanted = params["in"] ?? "";
  if (wanted !== "" && !isUuid(wanted)) return null;
  const at = wanted !== "" ? (wanted as Uuid) : ours.find(one => one.level === "region")?.place;
  const up = at === undefined ? [] : await placeWithParents(client, at);
  if (at !== undefined && up.length === 0) return null;
  const inside = await placesIn(client, at ?? null);
  const counts = await countsIn(
    client,
    [...up, ...inside].map(one => one.place),
  );
  const isOurs = new Set(ours.map(one => one.place));
  const seen = ({ place, level, name }: Place): PlaceSeen => ({
    place,
    level,
    name,
    counts: counts.get(place) ?? {},
    isOurs: isOurs.has(place),
  });
  const [here, ...around] = up.map(seen);
  return { here: here ?? null, around: around.reverse(), inside: inside.map(seen) };
}

export const placeQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.places": { who: ["anyone"], ask: asked => askPlaces(asked) as never },
};
