import { command, type Day, need, type Project, put, refuse, type Uuid } from "#base";
import { monthOf } from "./months.ts";
import { chargeTable, plannedTable } from "./tables.ts";

/** The day a leader means to come in a month; said again, another one. Each chapter of hers is due every month, said or not. */
export const planVisit = command({
  name: "network.plan-visit",
  fields: { chapter: { is: "uuid" }, planned: { is: "day" } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(chargeTable, { chapter_id: body.chapter })],
  decide({ body, on }, books, { by }) {
    if (books.row(chargeTable, { chapter_id: body.chapter })?.member_id !== by) return refuse("network.not-her-chapter");
    if (body.planned < on) return refuse("network.planned-before-today", { planned: body.planned, on });
    const data = { chapter: body.chapter, planned: body.planned };
    return { facts: [{ kind: "network.visit-planned", on, lines: [], data }] };
  },
});

export const visitPlanned: Project = fact => {
  const data = fact.data as { chapter: Uuid; planned: Day };
  return [put(plannedTable, { chapter_id: data.chapter, month: monthOf(data.planned), planned_on: data.planned })];
};
