import { command, type Day, type Fact, need, type Project, put, refuse } from "#base";
import { closedThrough } from "./post.ts";
import { periodTable } from "./tables.ts";

/** Closes the books through a day: nothing is posted on or before it any more. */
export const closePeriod = command({
  name: "ledger.close-period",
  fields: { through: { is: "day" } },
  sayableBy: ["treasurer", "chair"],
  people: 2,
  needs: () => [need.all(periodTable)],
  decide(said, books, context) {
    const closed = closedThrough(books);
    if (closed !== null && said.body.through <= closed)
      return refuse("ledger.already-closed", { through: said.body.through, closed_through: closed });
    if (said.body.through >= context.today)
      return refuse("ledger.close-past-days-only", { through: said.body.through });
    return { facts: [closeThrough(said.body.through, said.on)] };
  },
});

export const closeThrough = (through: Day, on: Day): Fact => ({
  kind: "ledger.period-closed",
  on,
  lines: [],
  data: { through },
});

export const periodClosed: Project = fact => [put(periodTable, { closed_through: fact.data!["through"] as Day })];
