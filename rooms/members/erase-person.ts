import { assert, command, need, type Project, put, refuse } from "#base";
import { membershipTable } from "./tables.ts";

/** Why the law lets or makes us erase: her own wish, her consent taken back, a court, the time to keep it being over. */
export const erasureGrounds = ["request", "consent-withdrawn", "court", "retention-over"] as const;

/**
 * All that is personal of somebody who left is erased; numbers, sums and hashes stay, and the books still verify.
 * The fact says that and on what ground. The server then deletes her key and what it locked (`erase` in `server.ts`).
 * Indonesia UU 27/2022 art. 8 and 43, Philippines DPA 2012 s. 16(e).
 */
export const erasePerson = command({
  name: "members.erase-person",
  fields: { member: { is: "member" }, ground: { is: "choice", of: erasureGrounds } },
  sayableBy: ["secretary", "chair"],
  people: 2,
  needs: ({ body }) => [need.row(membershipTable, { member_id: body.member })],
  decide({ body, on }, books) {
    const membership = books.row(membershipTable, { member_id: body.member });
    if (!membership) return refuse("members.not-a-member");
    if (membership.erased_on !== null) return refuse("members.erased-already", { erased_on: membership.erased_on });
    if (membership.status === "active") return refuse("members.erase-after-leaving", { number: membership.number });
    return { facts: [{ kind: "members.erased", on, member: body.member, lines: [], data: { ground: body.ground } }] };
  },
});

export const erased: Project = (fact, books) => {
  const row = books.row(membershipTable, { member_id: fact.member! });
  assert(row, "who is erased was a member");
  return [put(membershipTable, { ...row, erased_on: fact.on })];
};
