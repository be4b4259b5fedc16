import { command, need, refuse } from "#base";
import { membershipTable } from "./tables.ts";

/** Her name is written another way. Only a commitment to it is in the log. */
export const rename = command({
  name: "members.rename",
  fields: { member: { is: "member" }, name: { is: "text", max: 80 } },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => [need.row(membershipTable, { member_id: body.member })],
  decide({ body, on }, books) {
    const membership = books.row(membershipTable, { member_id: body.member });
    if (!membership) return refuse("members.not-a-member");
    // A new text would make her a new key.
    if (membership.erased_on !== null) return refuse("members.erased-already", { erased_on: membership.erased_on });
    const name = { about: "members.membership", id: body.member, field: "name", text: body.name, member: body.member };
    return { facts: [{ kind: "members.renamed", on, member: body.member, lines: [], texts: [name] }] };
  },
});
