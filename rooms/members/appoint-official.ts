import { command } from "#base";
import { join, needsToJoin, refusalToJoin } from "./joining.ts";
import { refusalToHold } from "./office-rules.ts";
import { takeOffice } from "./take-office.ts";

/** Someone who is no member works for the group: a field officer. She has a number to sign in with and no books. */
export const appointOfficial = command({
  name: "members.appoint-official",
  fields: {
    member: { is: "member" },
    person: { is: "uuid" },
    number: { is: "count", max: 999_999 },
    name: { is: "text", max: 80 },
    telephone: { is: "text", max: 30, optional: true },
    role: { is: "choice", of: ["field-officer"] },
    until: { is: "day", optional: true },
  },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }) => needsToJoin(body),
  decide({ body, on }, books) {
    const office = { member: body.member, role: body.role, from: on, until: body.until ?? null, substituteFor: null };
    const refusal = refusalToJoin(body, books) ?? refusalToHold({ ...office, kind: "official", held: [] });
    if (refusal) return refusal;
    return { facts: [join({ ...body, kind: "official", on }), takeOffice({ ...office, on })] };
  },
});
