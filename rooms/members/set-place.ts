import { command, type Day, type Fact, need, type Project, put, refuse, type Uuid } from "#base";
import { placementTable, placeTable } from "./tables.ts";

/** Where the group is, from a day on: a place of the common tree. One the tree does not have is added first. */
export const setPlace = command({
  name: "members.set-place",
  fields: { place: { is: "uuid" } },
  sayableBy: ["secretary", "chair"],
  needs: ({ body }) => [need.row(placeTable, { place_id: body.place })],
  decide({ body, on }, books) {
    if (!books.row(placeTable, { place_id: body.place })) return refuse("members.no-such-place");
    return { facts: [placedAt(body.place, on)] };
  },
});

export const placedAt = (place: Uuid, on: Day): Fact => ({ kind: "members.place-set", on, lines: [], data: { place } });

export const placeSet: Project = fact => [
  put(placementTable, { from_on: fact.on, place_id: fact.data!["place"] as Uuid }),
];
