import { command, need, refuse } from "#base";
import { textsOfThing, thingWords } from "./hold-thing.ts";
import { holdingTable } from "./tables.ts";

/** New words for a thing: what it is called, who may use it, who decides. The old words' commitments stay in the log. */
export const describeThing = command({
  name: "members.describe-thing",
  fields: { thing: { is: "uuid" }, ...thingWords },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => [need.row(holdingTable, { thing_id: body.thing })],
  decide({ body, on }, books) {
    if (books.row(holdingTable, { thing_id: body.thing })?.status !== "in-use") return refuse("members.no-such-thing");
    const texts = textsOfThing(body.thing, body);
    if (texts.length === 0) return refuse("members.nothing-said");
    return { facts: [{ kind: "members.thing-described", on, lines: [], data: { thing: body.thing }, texts }] };
  },
});
