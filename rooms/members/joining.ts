import {
  assert,
  type Books,
  command,
  type Day,
  type Fact,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { type MembershipRow, membershipTable } from "./tables.ts";

/** Someone becomes a member (or an official) of the organisation. Her name goes to the texts, never to the log. */
export function join(who: {
  readonly member: MemberId;
  readonly person: Uuid;
  readonly number: number;
  readonly kind: MembershipRow["kind"];
  readonly name: string;
  readonly telephone?: string | undefined;
  readonly on: Day;
}): Fact {
  const about = { about: "members.membership", id: who.member, member: who.member };
  return {
    kind: "members.joined",
    on: who.on,
    member: who.member,
    lines: [],
    data: { person: who.person, number: String(who.number), kind: who.kind },
    texts: [
      { ...about, field: "name", text: who.name },
      ...(who.telephone === undefined ? [] : [{ ...about, field: "telephone", text: who.telephone }]),
    ],
  };
}

export const joined: Project = fact => {
  const data = fact.data as { person: Uuid; number: string; kind: MembershipRow["kind"] };
  return [
    put(membershipTable, {
      member_id: fact.member!,
      person_id: data.person,
      number: Number(data.number),
      kind: data.kind,
      status: "active",
      joined_on: fact.on,
      ended_on: null,
      erased_on: null,
    }),
  ];
};

/** She was a member long before these books: what counts from the day she joined counts from then. */
export const joinedBefore = (member: MemberId, joined: Day, on: Day): Fact => ({
  kind: "members.joined-before",
  on,
  member,
  lines: [],
  data: { joined },
});

export const broughtJoining: Project = (fact, books) => {
  const row = books.row(membershipTable, { member_id: fact.member! });
  assert(row, "who joined before is a member now");
  return [put(membershipTable, { ...row, joined_on: fact.data!["joined"] as Day })];
};

/** What {@link refusalToJoin} must see. */
export const needsToJoin = (who: {
  readonly member: MemberId;
  readonly person: Uuid;
  readonly number: number;
}): readonly Need[] => [
  need.row(membershipTable, { member_id: who.member }),
  need.row(membershipTable, { person_id: who.person }),
  need.row(membershipTable, { number: who.number }),
];

/** A woman who left may come again, as a new membership with a new number: her old passbook stays as it was. */
export function refusalToJoin(
  who: { readonly member: MemberId; readonly person: Uuid; readonly number: number },
  books: Books,
): Refusal | null {
  if (who.number === 0) return refuse("members.number-from-one");
  if (books.row(membershipTable, { member_id: who.member })) return refuse("members.member-id-taken");
  // Also numbers of those who left: old papers must never speak of somebody else.
  if (books.rows(membershipTable, { number: who.number }).length > 0)
    return refuse("members.number-taken", { number: who.number });
  const again = books.rows(membershipTable, { person_id: who.person }).find(row => row.status === "active");
  return again ? refuse("members.person-is-here", { number: again.number }) : null;
}

/** A woman joins: a name and a number are enough. Two may bear one name; the number tells them apart. */
export const joinMember = command({
  name: "members.join",
  fields: {
    member: { is: "member" },
    person: { is: "uuid" },
    number: { is: "count", max: 999_999 },
    name: { is: "text", max: 80 },
    telephone: { is: "text", max: 30, optional: true },
  },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => needsToJoin(body),
  decide({ body, on }, books) {
    return refusalToJoin(body, books) ?? { facts: [join({ ...body, kind: "member", on })] };
  },
});
