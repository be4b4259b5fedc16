import { assert, command, type Day, type Fact, type MemberId, need, type Project, put, refuse, type Role } from "#base";
import { isHeldOn } from "./roles.ts";
import { maySayWhoHoldsOffice } from "./take-office.ts";
import { type OfficeRow, officeTable } from "./tables.ts";

/** An office ends with a last day. Whoever posts it needs the row of the office. */
export function giveUpOffice(office: OfficeRow, until: Day, on: Day): Fact {
  return {
    kind: "members.office-given-up",
    on,
    member: office.member_id,
    lines: [],
    data: {
      role: office.role,
      from: office.from_on,
      until,
      ...(office.until_on === null ? {} : { was_until: office.until_on }),
    },
  };
}

interface GivenUp {
  readonly role: Role;
  readonly from: Day;
  readonly until: Day;
  readonly was_until?: Day;
}

export const officeGivenUp: Project = (fact, books) => {
  const data = fact.data as unknown as GivenUp;
  const row = books.row(officeTable, { member_id: fact.member! as MemberId, role: data.role, from_on: data.from });
  assert(row, "an office that ends was taken");
  return [put(officeTable, { ...row, until_on: data.until })];
};

/** She goes on as before. */
export const officeGivenUpReversed: Project = (fact, books) => {
  const taken = books.leaf(fact.reverses!)!;
  const data = taken.data as unknown as GivenUp;
  const row = books.row(officeTable, { member_id: taken.member!, role: data.role, from_on: data.from });
  assert(row, "an office that ended was taken");
  return [put(officeTable, { ...row, until_on: data.was_until ?? null })];
};

export const giveUpOfficeCommand = command({
  name: "members.give-up-office",
  fields: {
    member: { is: "member" },
    role: {
      is: "choice",
      of: ["treasurer", "secretary", "chair", "key-holder", "money-counter", "supervisory-committee", "field-officer"],
    },
    /** The last day she holds it. */
    until: { is: "day" },
  },
  sayableBy: ["member"],
  people: 2,
  needs: () => [need.all(officeTable)],
  decide({ body, on }, books, context) {
    const isHers = body.member === context.by;
    if (!isHers && !maySayWhoHoldsOffice(books.rows(officeTable), context)) return refuse("members.officers-say-that");
    const office = books
      .rows(officeTable, { member_id: body.member })
      .find(row => row.role === body.role && isHeldOn(row, body.until));
    if (!office) return refuse("members.holds-no-such-office", { role: body.role, until: body.until });
    return { facts: [giveUpOffice(office, body.until, on)] };
  },
});
