/**
 * How offices are spread, where the members set a limit: how many one of them holds at once, and for how many years she holds one
 * without a break. It is asked where somebody takes an office; who stands in for another for some days takes none.
 */
import { addDays, addMonths, type Books, type Day, type Guard, type MemberId, need, type Refusal, refuse, type Role, rule } from "#base";
import { heldSince, membershipTable, officeTable, termsOverlap } from "#members";
import { needsRule, ruleOn } from "./rules.ts";

export const officesRule = rule({
  key: "assembly.offices",
  many: false,
  fields: {
    /** Offices one member holds at once, at most. */
    at_once_max: { is: "count", max: 6 },
    /** Years in one office without a break, at most; then another holds it, and she may come again. */
    years_max: { is: "count", max: 30, optional: true },
  },
  check: ({ at_once_max, years_max }) =>
    at_once_max === 0 || years_max === 0 ? refuse("assembly.offices-of-nobody") : null,
});

interface Taken {
  readonly member: MemberId;
  readonly role: Role;
  readonly from: Day;
  readonly until?: Day | undefined;
  readonly substitute_for?: MemberId | undefined;
}

export const officesAreSpread: Guard = {
  command: "members.take-office",
  needs: ({ body }) => [
    needsRule(officesRule),
    need.row(officeTable, { member_id: (body as Taken).member }),
    need.row(membershipTable, { member_id: (body as Taken).member }),
  ],
  refusal: ({ body, on }, books) => refusalToTake(body as Taken, on, books),
};

function refusalToTake(taken: Taken, on: Day, books: Books): Refusal | null {
  const limits = ruleOn(officesRule, on, books);
  if (!limits || taken.substitute_for !== undefined || taken.role === "field-officer") return null;
  const until = taken.until ?? null;
  const held = books
    .rows(officeTable, { member_id: taken.member })
    .filter(one => one.substitute_for === null)
    .map(one => ({ member: one.member_id, role: one.role, from: one.from_on, until: one.until_on }));
  const beside = held.filter(one => termsOverlap(one, { from: taken.from, until }));
  if (beside.length >= limits.at_once_max)
    return refuse("assembly.too-many-offices", { held: beside.length, most: limits.at_once_max });
  const years = limits.years_max;
  if (years === undefined) return null;
  const since = heldSince(taken, held);
  const last = addDays(addMonths(since, 12 * years), -1);
  if (last < taken.from) return refuse("assembly.too-long-in-office", { years, since });
  return until === null || until > last ? refuse("assembly.office-ends", { years, last }) : null;
}
