import { command, type Project, put, type Uuid } from "#base";
import { placementTable } from "./tables.ts";

/** Where the group is, from a day on: a place of the common tree of places, village to country. */
export const setPlace = command({
  name: "members.set-place",
  fields: { place: { is: "uuid" } },
  sayableBy: ["secretary", "chair"],
  needs: () => [],
  decide: ({ body, on }) => ({ facts: [{ kind: "members.place-set", on, lines: [], data: { place: body.place } }] }),
});

export const placeSet: Project = fact => [
  put(placementTable, { from_on: fact.on, place_id: fact.data!["place"] as Uuid }),
];
