import { assert, command, need, type Project, put, refuse, type Uuid } from "#base";
import { holdingTable } from "./tables.ts";

/** A thing leaves the register: sold, broken, lost, given back. What it brought is the meeting's to post. */
export const giveUpThing = command({
  name: "members.give-up-thing",
  fields: { thing: { is: "uuid" }, reason: { is: "text", max: 300 } },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }) => [need.row(holdingTable, { thing_id: body.thing })],
  decide({ body, on }, books) {
    const row = books.row(holdingTable, { thing_id: body.thing });
    if (row?.status !== "in-use") return refuse("members.no-such-thing");
    const reason = { about: "members.holding", id: body.thing, field: "reason", text: body.reason };
    return { facts: [{ kind: "members.thing-given-up", on, lines: [], data: { thing: body.thing }, texts: [reason] }] };
  },
});

export const thingGivenUp: Project = (fact, books) => {
  const row = books.row(holdingTable, { thing_id: fact.data!["thing"] as Uuid });
  assert(row, "a thing that is given up was in the register");
  return [put(holdingTable, { ...row, status: "given-up" })];
};

/** It was found again. */
export const thingGivenUpReversed: Project = (fact, books) => {
  const row = books.row(holdingTable, { thing_id: books.leaf(fact.reverses!)!.data!["thing"] as Uuid });
  assert(row, "a thing that was given up was in the register");
  return [put(holdingTable, { ...row, status: "in-use" })];
};
