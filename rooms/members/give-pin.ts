import { command, need, refuse } from "#base";
import { membershipTable } from "./tables.ts";

/**
 * Two officers give a member a PIN, the first or a new one for a forgotten one. The log says that and who was there, so
 * nobody's account changes hands unseen; the PIN itself she types on the server's own way (`resetPin` in `server.ts`),
 * and no command ever carries it.
 */
export const givePin = command({
  name: "members.give-pin",
  fields: { member: { is: "member" } },
  sayableBy: ["treasurer", "secretary", "chair", "supervisory-committee"],
  people: 2,
  within: "reset-pin",
  needs: ({ body }) => [need.row(membershipTable, { member_id: body.member })],
  decide({ body, on }, books, context) {
    if (books.row(membershipTable, { member_id: body.member })?.status !== "active")
      return refuse("members.not-a-member");
    if (body.member === context.by || context.with.includes(body.member)) return refuse("members.pin-from-two-others");
    return { facts: [{ kind: "members.pin-given", on, member: body.member, lines: [] }] };
  },
});
