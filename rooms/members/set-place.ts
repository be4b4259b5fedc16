import { command, need, type Project, put, type Uuid } from "#base";
import { placementTable } from "./tables.ts";

/**
 * Where the group is, from a day on: a place of the common tree of places, village to country. The tree is everybody's
 * and no group writes in it. A village it does not have is said by name beside the place the village lies in.
 */
export const setPlace = command({
  name: "members.set-place",
  fields: { place: { is: "uuid" }, village: { is: "text", max: 120, optional: true } },
  sayableBy: ["secretary", "chair"],
  needs: ({ on }) => [need.row(placementTable, { from_on: on })],
  decide({ body, on }, books) {
    const isSaidAgain = books.row(placementTable, { from_on: on }) !== undefined;
    // What was said earlier this day is taken back with "-", as in a member's contact.
    const village = body.village ?? (isSaidAgain ? "-" : undefined);
    const texts =
      village === undefined ? {} : { texts: [{ about: "members.placement", id: on, field: "village", text: village }] };
    return { facts: [{ kind: "members.place-set", on, lines: [], data: { place: body.place }, ...texts }] };
  },
});

export const placeSet: Project = fact => [
  put(placementTable, { from_on: fact.on, place_id: fact.data!["place"] as Uuid }),
];
