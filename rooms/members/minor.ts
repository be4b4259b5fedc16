/**
 * Members under age: they save, and have no loan, no office and no key. That she is under age is the word of an officer who
 * knows her, with the name of her guardian, to whom money of hers is handed. No birthday is asked, and no rule reads one.
 */
import { assert, type Books, command, type MemberId, type Need, need, type Project, put, refuse } from "#base";
import { membershipTable, type MinorRow, minorTable, officeTable } from "./tables.ts";

/** What {@link isMinor} must see. */
export const needsMinor = (member: MemberId): Need => need.row(minorTable, { member_id: member });

export const isMinor = (member: MemberId, books: Books): boolean =>
  books.row(minorTable, { member_id: member })?.of_age_on === null;

/** From now on she is under age, and this is her guardian; said again, she has another. */
export const nameGuardian = command({
  name: "members.name-guardian",
  fields: { member: { is: "member" }, guardian: { is: "text", max: 80 } },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => [
    need.row(membershipTable, { member_id: body.member }),
    need.row(officeTable, { member_id: body.member }),
    needsMinor(body.member),
  ],
  decide({ body, on }, books) {
    const membership = books.row(membershipTable, { member_id: body.member });
    if (membership?.kind !== "member" || membership.status !== "active") return refuse("members.not-a-member");
    const office = books.rows(officeTable, { member_id: body.member }).find(one => one.until_on === null || one.until_on >= on);
    if (office) return refuse("members.minor-holds-no-office", { role: office.role });
    const guardian = { about: "members.membership", id: body.member, field: "guardian", text: body.guardian, member: body.member };
    return { facts: [{ kind: "members.guardian-named", on, member: body.member, lines: [], texts: [guardian] }] };
  },
});

export const guardianNamed: Project = (fact, books) => {
  const before = books.row(minorTable, { member_id: fact.member! });
  const named_on = before && before.of_age_on === null ? before.named_on : fact.on;
  return [put(minorTable, { member_id: fact.member!, named_on, of_age_on: null } satisfies MinorRow)];
};

/** She is under age no more: what the others may, she may. */
export const comeOfAge = command({
  name: "members.come-of-age",
  fields: { member: { is: "member" } },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => [needsMinor(body.member)],
  decide({ body, on }, books) {
    if (!isMinor(body.member, books)) return refuse("members.of-age-already");
    // Nobody stands beside her name any more.
    const nobody = { about: "members.membership", id: body.member, field: "guardian", text: "-", member: body.member };
    return { facts: [{ kind: "members.came-of-age", on, member: body.member, lines: [], texts: [nobody] }] };
  },
});

export const cameOfAge: Project = (fact, books) => {
  const row = books.row(minorTable, { member_id: fact.member! });
  assert(row, "who comes of age was under age");
  return [put(minorTable, { ...row, of_age_on: fact.on })];
};
