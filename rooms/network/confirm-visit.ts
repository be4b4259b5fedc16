import { command, need, type Project, put, refuse, type Uuid } from "#base";
import { membershipTable } from "#members";
import { draw } from "./draw.ts";
import { confirmationTable, receivedTable } from "./tables.ts";

/**
 * An officer of the chapter says that a visit was as it is written down, by her own sign-in: with this it is closed. She
 * confirms the revision she read; where it was written anew meanwhile she reads it again first. A leader who is an officer here
 * too does not confirm what she wrote. The chapter's own books say which passbooks were to be drawn.
 */
export const confirmVisit = command({
  name: "network.confirm-visit",
  fields: { federation: { is: "uuid" }, visit: { is: "uuid" }, revision: { is: "count", max: 100_000 } },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => [
    need.row(receivedTable, { federation_id: body.federation, visit_id: body.visit }),
    need.row(confirmationTable, { visit_id: body.visit }),
    need.all(membershipTable),
  ],
  decide({ body, on, organisation }, books, { by }) {
    const visit = books.row(receivedTable, { federation_id: body.federation, visit_id: body.visit });
    if (visit?.chapter_id !== (organisation as Uuid)) return refuse("network.no-such-visit");
    if (books.row(membershipTable, { member_id: by })?.person_id === visit.person_id) return refuse("network.her-own-visit");
    const before = books.row(confirmationTable, { visit_id: body.visit });
    if (before?.revision === visit.revision) return refuse("network.confirmed-already", { on: before.confirmed_on });
    if (visit.revision !== body.revision) return refuse("network.visit-written-anew");
    const drawn = draw(visit.chapter_id, visit.held_on, books.rows(membershipTable));
    const looked = visit.sample.map(one => Number(one.number)).sort((a, b) => a - b);
    if (looked.length > 0 && String(looked) !== String(drawn))
      return refuse("network.others-were-drawn", { drawn: drawn.join(", ") });
    const data = { federation: body.federation, visit: body.visit, revision: String(body.revision) };
    return { facts: [{ kind: "network.visit-confirmed", on, lines: [], data }] };
  },
});

export const visitConfirmed: Project = fact => {
  const data = fact.data as { federation: Uuid; visit: Uuid; revision: string };
  return [
    put(confirmationTable, {
      visit_id: data.visit,
      federation_id: data.federation,
      revision: Number(data.revision),
      member_id: fact.by,
      confirmed_on: fact.on,
    }),
  ];
};
