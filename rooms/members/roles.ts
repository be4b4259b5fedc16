import { type Books, type Day, type MemberId, type Need, need, operator, program, type Role } from "#base";
import { type MembershipRow, membershipTable, type OfficeRow, officeTable } from "./tables.ts";

/** Those who keep the books, the box and the minutes. Whoever holds a key may not be one of them, nor they hold a key. */
export const committeeRoles = ["treasurer", "secretary", "chair", "money-counter"] as const satisfies readonly Role[];
/** Those two of whom open a locked account, and who let a device in. */
export const officerRoles = [
  "treasurer",
  "secretary",
  "chair",
  "supervisory-committee",
] as const satisfies readonly Role[];

const operatorAlone: ReadonlySet<Role> = new Set(["operator"]);
const programAlone: ReadonlySet<Role> = new Set(["program"]);
const committee: ReadonlySet<Role> = new Set(committeeRoles);
const officers: ReadonlySet<Role> = new Set(officerRoles);

export const isOfCommittee = (role: Role): boolean => committee.has(role);
export const isOfficer = (roles: ReadonlySet<Role>): boolean => [...roles].some(role => officers.has(role));

/** What must be known of a person before it can be said what she may do. */
export const needsOfSpeaker = (member: MemberId): readonly Need[] => [
  need.row(membershipTable, { member_id: member }),
  need.row(officeTable, { member_id: member }),
];

/** The roles someone holds on a day; empty for who is not, or no longer, of the organisation. Deny by default. */
export function rolesOn(day: Day, member: MemberId, books: Books): ReadonlySet<Role> {
  if (member === operator) return operatorAlone;
  if (member === program) return programAlone;
  return rolesOf(
    books.row(membershipTable, { member_id: member }),
    books.rows(officeTable, { member_id: member }),
    day,
  );
}

/** The same from the rows themselves. */
export function rolesOf(
  membership: Pick<MembershipRow, "status" | "kind"> | undefined,
  offices: readonly Pick<OfficeRow, "role" | "from_on" | "until_on">[],
  day: Day,
): ReadonlySet<Role> {
  const roles = new Set<Role>();
  if (membership?.status !== "active") return roles;
  roles.add("anyone");
  if (membership.kind === "member") roles.add("member");
  for (const office of offices) if (isHeldOn(office, day)) roles.add(office.role);
  return roles;
}

export const isHeldOn = (office: Pick<OfficeRow, "from_on" | "until_on">, day: Day): boolean =>
  office.from_on <= day && (office.until_on === null || day <= office.until_on);

/** Whether two terms share a day; null is an open end. */
export const termsOverlap = (
  a: { readonly from: Day; readonly until: Day | null },
  b: { readonly from: Day; readonly until: Day | null },
): boolean => (b.until === null || a.from <= b.until) && (a.until === null || b.from <= a.until);
