import { command, isRefusal, need, put, refuse } from "#base";
import { addLines, needsOfLines, placeAdded, placeLineFields } from "./place-tree.ts";
import { placeTable } from "./tables.ts";

/** As many as one command reads; a longer list is said in parts, and what is there already is passed over. */
const placesMax = 1_000;

/** Places the tree does not have yet, each with what it lies in: one village from a screen, or a list of a whole province. */
export const addPlaces = command({
  name: "members.add-places",
  fields: {
    /** What all of them lie in; without it each line begins with a country. */
    inside: { is: "uuid", optional: true },
    places: { is: "list", max: placesMax, of: { is: "group", of: placeLineFields } },
    /** Somebody looked: those spelt nearly as one that is there are others. */
    though_alike: { is: "flag", optional: true },
  },
  sayableBy: ["secretary", "chair", "field-officer"],
  needs: ({ body }, books) => [
    ...(body.inside === undefined ? [] : [need.row(placeTable, { place_id: body.inside })]),
    ...needsOfLines(body.places, body.inside ?? null, books),
  ],
  decide({ body, on }, books) {
    const inside = body.inside === undefined ? null : books.row(placeTable, { place_id: body.inside });
    if (inside === undefined) return refuse("members.no-such-place");
    const found = addLines(body.places, { inside, mayBeAlike: body.though_alike === true, books });
    if (isRefusal(found)) return found;
    const { rows, places } = found;
    return {
      facts: rows.map(row => placeAdded(row, on)),
      drafts: rows.map(row => put(placeTable, row)),
      // What a single line names, so that who added it can go there.
      answer: { added: String(rows.length), ...(places.length === 1 ? { place: places[0]! } : {}) },
    };
  },
});
