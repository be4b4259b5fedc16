import { command, need, refuse } from "#base";
import { isOfficer } from "./roles.ts";
import { membershipTable } from "./tables.ts";

const fields = ["telephone", "dwelling", "next_of_kin", "note"] as const;

/**
 * How to reach her; all of it may stay empty. She may say it herself, or an officer for her. "-" takes one back: what
 * is not said stays as it was.
 */
export const setContact = command({
  name: "members.set-contact",
  fields: {
    member: { is: "member" },
    telephone: { is: "text", max: 30, optional: true },
    dwelling: { is: "text", max: 120, optional: true },
    next_of_kin: { is: "text", max: 120, optional: true },
    note: { is: "text", max: 300, optional: true },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(membershipTable, { member_id: body.member })],
  decide({ body, on }, books, context) {
    if (body.member !== context.by && !isOfficer(context.roles)) return refuse("members.hers-to-say");
    const membership = books.row(membershipTable, { member_id: body.member });
    if (!membership) return refuse("members.not-a-member");
    if (membership.erased_on !== null) return refuse("members.erased-already", { erased_on: membership.erased_on });
    const texts = fields.flatMap(field => {
      const text = body[field];
      return text === undefined
        ? []
        : [
            {
              about: "members.membership",
              id: body.member,
              field: field.replace(/_/g, "-"),
              text,
              member: body.member,
            },
          ];
    });
    if (texts.length === 0) return refuse("members.nothing-said");
    return { facts: [{ kind: "members.contact-set", on, member: body.member, lines: [], texts }] };
  },
});
