/** What the pages of places ask: a public gazetteer, with how many places of each level lie in each, and where we are. */
import { addDays, type Asked, type Day, isUuid, type Question, type Role, type Uuid } from "#base";
import type { PoolClient } from "#db";
import {
  countsIn,
  type NameFrom,
  namesOfPlace,
  type Place,
  type PlaceCounts,
  placeOf,
  placesIn,
  placeWithParents,
} from "./places.ts";
import { renamePlace } from "./rename-place.ts";
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
  /** What it was called before, and until which day it was; the first name first. */
  readonly before: readonly { readonly name: string; readonly until: Day }[];
  readonly maySetPlace: boolean;
  /** An officer of a group that is in it or around it. */
  readonly mayRename: boolean;
}

interface Ours extends OurPlace {
  readonly listed: readonly Place[];
}

async function oursNow({ client, organisation, today }: AskedHere): Promise<Ours | null> {
  const place = await placeOf(client, organisation, today);
  if (!place) return null;
  const listed = await placeWithParents(client, place, today);
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
const askToChoose = (asked: AskedHere): Promise<PlacesSeen | null> => look(asked, () => firstChoice(asked));

/** For a group that is not founded yet: public names alone, from the countries on, without how many lie in each. */
export interface PlacesToStart {
  readonly here: PlaceListed | null;
  /** What it lies in, the country first. */
  readonly around: readonly PlaceListed[];
  readonly inside: readonly PlaceListed[];
}
export type PlaceListed = Pick<Place, "place" | "level" | "name">;

async function askPlacesToStart({ client, params, today }: AskedHere): Promise<PlacesToStart | null> {
  const wanted = params["in"] ?? "";
  if (wanted !== "" && !isUuid(wanted)) return null;
  const at = wanted === "" ? null : (wanted as Uuid);
  const listed = ({ place, level, name }: Place): PlaceListed => ({ place, level, name });
  const [here, ...around] = (at === null ? [] : await placeWithParents(client, at, today)).map(listed);
  if (at !== null && !here) return null;
  return {
    here: here ?? null,
    around: around.reverse(),
    inside: (await placesIn(client, at, today)).map(listed),
  };
}

async function firstChoice({ client, today }: Pick<AskedHere, "client" | "today">): Promise<Uuid | undefined> {
  let at: Uuid | undefined;
  for (;;) {
    const [only, ...others] = await placesIn(client, at ?? null, today);
    if (!only || others.length > 0 || only.level === "village") return at;
    at = only.place;
  }
}

async function look(
  asked: AskedHere,
  begin: (ours: Ours | null) => Uuid | undefined | Promise<Uuid | undefined>,
): Promise<PlacesSeen | null> {
  const { client, params, roles, today } = asked;
  const wanted = params["in"] ?? "";
  if (wanted !== "" && !isUuid(wanted)) return null;
  const ours = await oursNow(asked);
  const at = wanted !== "" ? (wanted as Uuid) : await begin(ours);
  const up = at === undefined ? [] : await placeWithParents(client, at, today);
  if (at !== undefined && up.length === 0) return null;
  const inside = await placesIn(client, at ?? null, today);
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
    before: at === undefined ? [] : formerNames(await namesOfPlace(client, at), today),
    maySetPlace: setters.some(role => roles.has(role)),
    mayRename:
      renamers.some(role => roles.has(role)) &&
      at !== undefined &&
      ours !== null &&
      (isOurs.has(at) || up.some(one => one.place === ours.place)),
  };
}

/** A name whose day has not come is not said yet; one that held for no day, or came back, is left out. */
function formerNames(names: readonly NameFrom[], today: Day): PlacesSeen["before"] {
  const come = names.filter(one => one.from === null || one.from <= today);
  return come.flatMap(({ name, from }, at) => {
    const next = come[at + 1];
    return next && next.from !== from && next.name !== name ? [{ name, until: addDays(next.from!, -1) }] : [];
  });
}

const setters: readonly Role[] = setPlace.sayableBy;
const renamers: readonly Role[] = renamePlace.sayableBy;

export const placeQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.places": { who: ["anyone"], params: ["in"], ask: asked => askPlaces(asked) as never },
  "members.places-to-start": { who: ["public"], params: ["in"], ask: asked => askPlacesToStart(asked) as never },
  "members.choose-place": { who: setters, params: ["in"], ask: asked => askToChoose(asked) as never },
};
