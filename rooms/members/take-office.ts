import {
  command,
  type Context,
  type Day,
  type Fact,
  type MemberId,
  need,
  type Project,
  put,
  refuse,
  type Role,
} from "#base";
import { isMinor, needsMinor } from "./minor.ts";
import { refusalToHold, refusalToStandIn } from "./office-rules.ts";
import { isHeldOn, isOfficer, officerRoles } from "./roles.ts";
import { membershipTable, type OfficeRow, officeTable } from "./tables.ts";

/** Someone takes an office from a day on, for a term or until another does; a substitute names whom she stands in for. */
export function takeOffice(office: {
  readonly member: MemberId;
  readonly role: Role;
  readonly from: Day;
  readonly until: Day | null;
  readonly substituteFor: MemberId | null;
  readonly on: Day;
}): Fact {
  return {
    kind: "members.office-taken",
    on: office.on,
    member: office.member,
    lines: [],
    data: {
      role: office.role,
      from: office.from,
      ...(office.until === null ? {} : { until: office.until }),
      ...(office.substituteFor === null ? {} : { substitute_for: office.substituteFor }),
    },
  };
}

export const officeTaken: Project = fact => {
  const data = fact.data as { role: Role; from: Day; until?: Day; substitute_for?: MemberId };
  return [
    put(officeTable, {
      member_id: fact.member!,
      role: data.role,
      from_on: data.from,
      until_on: data.until ?? null,
      substitute_for: data.substitute_for ?? null,
    }),
  ];
};

/** Officers change, or one stands in for a day. Two people say it; a group without any officer appoints its first so. */
export const takeOfficeCommand = command({
  name: "members.take-office",
  fields: {
    member: { is: "member" },
    role: {
      is: "choice",
      of: ["treasurer", "secretary", "chair", "key-holder", "money-counter", "supervisory-committee", "field-officer"],
    },
    from: { is: "day" },
    /** The last day. A substitute must have one. */
    until: { is: "day", optional: true },
    substitute_for: { is: "member", optional: true },
  },
  sayableBy: ["member"],
  people: 2,
  needs: ({ body }) => [
    need.row(membershipTable, { member_id: body.member }),
    needsMinor(body.member),
    // All of them: also whether there is any officer at all. They are few.
    need.all(officeTable),
  ],
  decide({ body, on }, books, context) {
    if (!maySayWhoHoldsOffice(books.rows(officeTable), context)) return refuse("members.officers-say-that");
    const membership = books.row(membershipTable, { member_id: body.member });
    if (membership?.status !== "active") return refuse("members.not-a-member");
    if (isMinor(body.member, books)) return refuse("members.minor-holds-no-office", { role: body.role });
    if (body.from < on) return refuse("members.office-begins-before", { from: body.from, on });
    const office = {
      member: body.member,
      role: body.role,
      from: body.from,
      until: body.until ?? null,
      substituteFor: body.substitute_for ?? null,
    };
    const refusal = refusalToHold({
      ...office,
      kind: membership.kind,
      held: books.rows(officeTable, { member_id: body.member }),
    });
    if (refusal) return refusal;
    if (office.substituteFor !== null) {
      const cannot = refusalToStandIn(
        { ...office, substituteFor: office.substituteFor },
        books.rows(officeTable, { member_id: office.substituteFor }),
      );
      if (cannot) return cannot;
    }
    return { facts: [takeOffice({ ...office, on })] };
  },
});

/** Officers say it; where nobody holds such an office today, two members may, or the group could never have one again. */
export const maySayWhoHoldsOffice = (offices: readonly OfficeRow[], context: Context): boolean =>
  isOfficer(context.roles) ||
  !offices.some(office => (officerRoles as readonly Role[]).includes(office.role) && isHeldOn(office, context.today));
