import { assert, command, type Day, type Fact, type MemberId, need, type Project, put, refuse } from "#base";
import { giveUpOffice } from "./give-up-office.ts";
import { holdingTable, type MembershipStatus, membershipTable, officeTable } from "./tables.ts";

export type Ending = Exclude<MembershipStatus, "active">;

/**
 * A membership ends on this day: she left, died or moved away. It is said only once nothing is owed either way; who
 * pays her out posts this behind the paying. Whoever posts it needs the membership's row.
 */
export function endMembership(member: MemberId, status: Ending, on: Day): Fact {
  return { kind: "members.membership-ended", on, member, lines: [], data: { status } };
}

export const membershipEnded: Project = (fact, books) => {
  const row = books.row(membershipTable, { member_id: fact.member! });
  assert(row, "who leaves was a member");
  return [put(membershipTable, { ...row, status: fact.data!["status"] as Ending, ended_on: fact.on })];
};

/** It was a mistake: she is a member as before, under her old number. */
export const membershipEndedReversed: Project = (fact, books) => {
  const row = books.row(membershipTable, { member_id: books.leaf(fact.reverses!)!.member! });
  assert(row, "who left was a member");
  return [put(membershipTable, { ...row, status: "active", ended_on: null })];
};

/** She leaves with nothing owed either way and nothing in her keeping. Her number stays hers for ever. */
export const leave = command({
  name: "members.leave",
  fields: { member: { is: "member" }, status: { is: "choice", of: ["left", "died", "moved"] } },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }) => [
    need.row(membershipTable, { member_id: body.member }),
    need.row(officeTable, { member_id: body.member }),
    need.row(holdingTable, { held_by: body.member }),
    { balances: { member: body.member } },
  ],
  decide({ body, on }, books) {
    const membership = books.row(membershipTable, { member_id: body.member });
    if (membership?.status !== "active") return refuse("members.not-a-member");
    if (on < membership.joined_on) return refuse("members.leaves-before-joining", { joined_on: membership.joined_on });
    const open = books.balances({ member: body.member }).filter(one => one.balance !== 0n);
    if (open.length > 0) {
      const accounts = [...new Set(open.map(one => one.account))].sort().join(", ");
      return refuse("members.has-balances", { number: membership.number, count: open.length, accounts });
    }
    const things = books.rows(holdingTable, { held_by: body.member }).filter(row => row.status === "in-use");
    if (things.length > 0) return refuse("members.has-things", { number: membership.number, count: things.length });
    const offices = books
      .rows(officeTable, { member_id: body.member })
      .filter(row => row.from_on <= on && (row.until_on === null || row.until_on > on));
    return {
      facts: [...offices.map(office => giveUpOffice(office, on, on)), endMembership(body.member, body.status, on)],
    };
  },
});
