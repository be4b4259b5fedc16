import { assert, command, isRefusal, need, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, continuationAbout, needsDecision, useDecision } from "#assembly";
import { fundPartTable, windingUpTable } from "./tables.ts";
import { windingUp } from "./winding-up.ts";

/** The members decided to go on after all. Possible as long as nothing was divided. */
export const callOff = command({
  name: "dissolution.call-off",
  fields: { decision: { is: "uuid" } },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }) => [needsDecision(body.decision), need.all(windingUpTable), need.all(fundPartTable)],
  decide({ body, on }, books) {
    const row = windingUp(books);
    if (isRefusal(row)) return row;
    const [divided] = books.rows(fundPartTable);
    if (divided)
      return refuse("dissolution.divided-before", { fund: divided.fund, on: divided.distributed_on ?? row.begun_on });
    const decision = carriedDecision(body.decision, "dissolution", continuationAbout, books, on);
    if (isRefusal(decision)) return decision;
    return { facts: [{ kind: "dissolution.called-off", on, lines: [], data: { decision: body.decision } }] };
  },
});

export const calledOff: Project = (fact, books) => {
  const row = books.row(windingUpTable, { part: "group" });
  assert(row, "what is called off was begun");
  return [
    put(windingUpTable, { ...row, status: "called-off" }),
    useDecision(fact.data!["decision"] as Uuid, books),
  ];
};
