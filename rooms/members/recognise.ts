import { assert, command, need, type Project, put, refuse, type Uuid } from "#base";
import { membershipTable } from "./tables.ts";

/**
 * A member is known to be somebody who is in another group too: from now on her place here is that person's. The server says
 * it in her name, once she has shown in both that it is she (`one-person.ts`); which other group it was is not written.
 */
export const recognise = command({
  name: "members.recognise",
  within: "type-code",
  fields: { member: { is: "member" }, person: { is: "uuid" } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [
    need.row(membershipTable, { member_id: body.member }),
    need.row(membershipTable, { person_id: body.person }),
  ],
  decide({ body, on }, books, { by }) {
    if (body.member !== by) return refuse("members.only-herself");
    const here = books.rows(membershipTable, { person_id: body.person }).find(row => row.status === "active");
    if (here) return refuse("members.person-is-here", { number: here.number });
    const data = { person: body.person };
    return { facts: [{ kind: "members.recognised", on, member: body.member, lines: [], data }] };
  },
});

export const recognised: Project = (fact, books) => {
  const row = books.row(membershipTable, { member_id: fact.member! });
  assert(row, "who is recognised is a member");
  return [put(membershipTable, { ...row, person_id: fact.data!["person"] as Uuid })];
};
