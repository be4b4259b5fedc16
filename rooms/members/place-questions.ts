/** What the pages of places ask: a public gazetteer, with how many places of each level lie in each, and where we are. */
import { type Asked, isUuid, type Question, type Role, type Uuid } from "#base";
import type { PoolClient } from "#db";
import { countsIn, type Place, type PlaceCounts, placeOf, placesIn, placeWithParents } from "./places.ts";
import { setPlace } from "./set-place.ts";

type AskedHere = Asked<PoolClient>;

export interface PlaceSeen extends Pick<Place, "place" | "level" | "name"> {
  readonly counts: PlaceCounts;
  /** The group's own place, or one it lies in. */
  readonly isOurs: boolean;
}

/** Where the group is. */
export interface OurPlace {
  readonly place: Uuid;
  /** From the nearest to the country: the village first. */
  readonly names: readonly string[];
}

export interface PlacesSeen {
  /** The place that is looked into; null for the countries. */
  readonly here: PlaceSeen | null;
  /** What it lies in, the country first. */
  readonly around: readonly PlaceSeen[];
  readonly inside: readonly PlaceSeen[];
  readonly ours: OurPlace | null;
  readonly maySetPlace: boolean;
}

interface Ours extends OurPlace {
  readonly listed: readonly Place[];
}

async function oursNow({ client, organisation, today }: AskedHere): Promise<Ours | null> {
  const place = await placeOf(client, organisation, today);
  if (!place) return null;
  const listed = await placeWithParents(client, place);
  return { place, names: listed.map(one => one.name), listed };
}

export const ourPlace = async (asked: AskedHere): Promise<OurPlace | null> => {
  const ours = await oursNow(asked);
  return ours && { place: ours.place, names: ours.names };
};

/** Without a place in the address: the region the group is in, since that is where its sisters are. */
const askPlaces = (asked: AskedHere): Promise<PlacesSeen | null> =>
  look(asked, ours => ours?.listed.find(one => one.level === "region")?.place);

/** Without a place in the address: as far down as there is nothing to choose. */
const askToChoose = (asked: AskedHere): Promise<PlacesSeen | null> => look(asked, () => firstChoice(asked.client));

async function firstChoice(client: PoolClient): Promise<Uuid | undefined> {
  let at: Uuid | undefined;
  for (;;) {
    const [only, ...others] = await placesIn(client, at ?? null);
    if (!only || others.length > 0 || only.level === "village") return at;
    at = only.place;
  }
}

async function look(
  asked: AskedHere,
  begin: (ours: Ours | null) => Uuid | undefined | Promise<Uuid | undefined>,
): Promise<PlacesSeen | null> {
  const { client, params, roles } = asked;
  const wanted = params["in"] ?? "";
  if (wanted !== "" && !isUuid(wanted)) return null;
  const ours = await oursNow(asked);
  const at = wanted !== "" ? (wanted as Uuid) : await begin(ours);
  const up = at === undefined ? [] : await placeWithParents(client, at);
  if (at !== undefined && up.length === 0) return null;
  const inside = await placesIn(client, at ?? null);
  const counts = await countsIn(
    client,
    [...up, ...inside].map(one => one.place),
  );
  const isOurs = new Set(ours?.listed.map(one => one.place));
  const seen = ({ place, level, name }: Place): PlaceSeen => ({
    place,
    level,
    name,
    counts: counts.get(place) ?? {},
    isOurs: isOurs.has(place),
  });
  const [here, ...around] = up.map(seen);
  return {
    here: here ?? null,
    around: around.reverse(),
    inside: inside.map(seen),
    ours: ours && { place: ours.place, names: ours.names },
    maySetPlace: setters.some(role => roles.has(role)),
  };
}

const setters: readonly Role[] = setPlace.sayableBy;

export const placeQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.places": { who: ["anyone"], params: ["in"], ask: asked => askPlaces(asked) as never },
  "members.choose-place": { who: setters, params: ["in"], ask: asked => askToChoose(asked) as never },
};
