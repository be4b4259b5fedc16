import { type Books, command, type Day, type Need, need, put, refuse, type Uuid } from "#base";
import { placeIdOf } from "./place-names.ts";
import { calledNow, calledSo, needsBeside, placesBeside, refusalOfAlike, spelledNearly } from "./place-tree.ts";
import { placementTable, placeNameTable, type PlaceRow, placeTable } from "./tables.ts";

/**
 * A place has another name from a day on: a village was renamed, or its name was written wrongly. It stays the same place, its
 * old names stay with their days, and who writes an old one finds it. Before two people, and only where the group is itself or
 * inside or around it: the tree is everybody's, and what is renamed is renamed for all.
 */
export const renamePlace = command({
  name: "members.rename-place",
  fields: {
    place: { is: "uuid" },
    name: { is: "text", max: 120 },
    /** Somebody looked: a neighbour that is spelt nearly so is another. */
    though_alike: { is: "flag", optional: true },
  },
  sayableBy: ["secretary", "chair", "field-officer"],
  people: 2,
  needs({ body, on }, books) {
    const ours = books.isCovered(placementTable, {}) ? placedOn(on, books) : undefined;
    const row = rowSeen(body.place, books);
    return [
      need.all(placementTable),
      ...needsUp(body.place, books),
      ...(ours === undefined ? [] : needsUp(ours, books)),
      ...(row ? needsBeside(row.parent_id) : []),
    ];
  },
  decide({ body, on }, books) {
    const row = books.row(placeTable, { place_id: body.place });
    if (!row) return refuse("members.no-such-place");
    const ours = placedOn(on, books);
    if (ours === undefined || !(lieIn(row.place_id, ours, books) || lieIn(ours, row.place_id, books)))
      return refuse("members.place-not-ours", { name: row.name });
    const { place_id, parent_id, level } = row;
    const name = body.name.trim();
    const beside = placesBeside({ parent: parent_id, level }, books);
    const self = beside.find(one => one.row.place_id === place_id)!;
    if (calledNow(self) === name) return refuse("members.place-called-so", { name });
    const neighbours = beside.filter(one => one !== self);
    const taken = calledSo(neighbours, { parent: parent_id, level, name });
    if (taken) return refuse("members.place-name-taken", { name, now: calledNow(taken) });
    const alike = body.though_alike === true ? undefined : spelledNearly(neighbours, name);
    if (alike) return refusalOfAlike(name, alike);
    const renaming = self.names.length;
    return {
      facts: [
        {
          kind: "members.place-renamed",
          on,
          lines: [],
          // No name: the id a place of the new name would have stands for it.
          data: { place: place_id, renaming: String(renaming), as: placeIdOf({ parent: parent_id, level, name }) },
        },
      ],
      drafts: [put(placeNameTable, { place_id, renaming, parent_id, level, name, from_on: on })],
    };
  },
});

/** Where the group is on a day; undefined where nobody said. */
function placedOn(on: Day, books: Books): Uuid | undefined {
  const before = books.rows(placementTable).filter(one => one.from_on <= on);
  return before.reduce<(typeof before)[number] | undefined>(
    (last, one) => (last && last.from_on > one.from_on ? last : one),
    undefined,
  )?.place_id;
}

const rowSeen = (place: Uuid, books: Books): PlaceRow | undefined =>
  books.isCovered(placeTable, { place_id: place }) ? books.row(placeTable, { place_id: place }) : undefined;

/** A place and what it lies in, as far as it is seen. */
function* upFrom(place: Uuid, books: Books): Generator<Uuid> {
  for (let at: Uuid | null = place; at !== null; at = rowSeen(at, books)?.parent_id ?? null) yield at;
}

const needsUp = (place: Uuid, books: Books): readonly Need[] =>
  [...upFrom(place, books)].map(at => need.row(placeTable, { place_id: at }));

/** Whether `place` is `other` or lies in it. */
const lieIn = (place: Uuid, other: Uuid, books: Books): boolean => [...upFrom(place, books)].includes(other);
