import { command, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { isOurChapter, membershipTable, needsOfChapters } from "#members";
import { chargeTable } from "./tables.ts";

/**
 * The federation gives a chapter to one of its own, who is its leader from then on: she visits it each month, and sees of it what
 * the chapter lets the federation see. A chapter has one leader; whoever had it before has it no longer. Without a member
 * nobody has it.
 */
export const giveCharge = command({
  name: "network.give-charge",
  fields: { chapters: { is: "list", of: { is: "uuid" }, max: 100 }, member: { is: "member", optional: true } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ body, organisation }) => [
    ...needsOfChapters(organisation),
    ...body.chapters.map(chapter => need.row(chargeTable, { chapter_id: chapter })),
    ...(body.member === undefined ? [] : [need.row(membershipTable, { member_id: body.member })]),
  ],
  decide({ body, on, organisation }, books) {
    if (body.chapters.length === 0) return refuse("network.no-chapter-named");
    if (body.member !== undefined && books.row(membershipTable, { member_id: body.member })?.status !== "active")
      return refuse("members.not-a-member");
    if (!body.chapters.every(chapter => isOurChapter(books, organisation, chapter, on)))
      return refuse("network.not-our-chapter");
    return {
      facts: [...new Set(body.chapters)].map(chapter => ({
        kind: "network.charge-given",
        on,
        lines: [],
        data: { chapter, ...(body.member === undefined ? {} : { member: body.member }) },
      })),
    };
  },
});

export const chargeGiven: Project = (fact, books) => {
  const { chapter, member = null } = fact.data as { chapter: Uuid; member?: MemberId };
  const before = books.row(chargeTable, { chapter_id: chapter });
  // Given to her once more, it was hers before: what she missed until now is missed still.
  const from = before?.member_id === member ? before.from_on : fact.on;
  return [put(chargeTable, { chapter_id: chapter, member_id: member, from_on: from })];
};
