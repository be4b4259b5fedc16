import { addDays, type Day, type MemberId, type Refusal, type Role, refuse } from "#base";
import { isOfCommittee, termsOverlap } from "./roles.ts";
import type { MembershipRow, OfficeRow } from "./tables.ts";

/** An office on its way: who, which, from when, and all the offices she holds or held. */
export interface OfficeToTake {
  readonly role: Role;
  readonly from: Day;
  readonly until: Day | null;
  readonly kind: MembershipRow["kind"];
  readonly held: readonly OfficeRow[];
}

/** What keeps offices apart, on the days two terms share. */
export function refusalToHold(office: OfficeToTake): Refusal | null {
  if (office.until !== null && office.until < office.from)
    return refuse("members.term-runs-backwards", { from: office.from, until: office.until });
  if ((office.kind === "official") !== (office.role === "field-officer"))
    return refuse(
      office.kind === "official" ? "members.official-holds-no-office" : "members.field-officer-is-no-member",
      { role: office.role },
    );
  for (const held of office.held) {
    const term = { from: held.from_on, until: held.until_on };
    if (!termsOverlap(term, office)) continue;
    const because = { role: office.role, held: held.role, from: held.from_on };
    if (held.role === office.role) return refuse("members.holds-office-already", because);
    // The keys are held outside the committee, so that no committee opens the box alone (VSLA method).
    if (
      (held.role === "key-holder" && isOfCommittee(office.role)) ||
      (office.role === "key-holder" && isOfCommittee(held.role))
    )
      return refuse("members.key-holder-in-committee", because);
    // Who watches the officers is none of them (Indonesia, UU 25/1992: pengawas are elected apart from pengurus).
    if (held.role === "supervisory-committee" || office.role === "supervisory-committee")
      return refuse("members.supervisor-holds-no-other", because);
  }
  return null;
}

/** What keeps one person from these offices at once, all of them hers from this day on. */
export function refusalToHoldTogether(roles: readonly Role[], from: Day): Refusal | null {
  for (const [place, role] of roles.entries()) {
    const held = roles.slice(0, place).map(
      (before): OfficeRow => ({ member_id: nobody, role: before, from_on: from, until_on: null, substitute_for: null }),
    );
    const refusal = refusalToHold({ role, from, until: null, kind: "member", held });
    if (refusal) return refusal;
  }
  return null;
}

/** A term, of whom and in which office. */
export interface Term {
  readonly member: string;
  readonly role: Role;
  readonly from: Day;
  readonly until?: Day | null | undefined;
}

/** The first day of a term, or of those that ran on into it without a day between. */
export function heldSince({ member, role, from }: Term, terms: readonly Term[]): Day {
  const before = terms.find(
    one => one.member === member && one.role === role && one.from < from && !!one.until && addDays(one.until, 1) >= from,
  );
  return before === undefined ? from : heldSince(before, terms);
}

/** Whose offices they are is not asked: they are all one person's. */
const nobody = "" as MemberId;

/** Whom a substitute stands in for must hold that very office on a day of the term, and the term must have an end. */
export function refusalToStandIn(
  office: {
    readonly member: MemberId;
    readonly role: Role;
    readonly from: Day;
    readonly until: Day | null;
    readonly substituteFor: MemberId;
  },
  heldByHer: readonly OfficeRow[],
): Refusal | null {
  if (office.substituteFor === office.member) return refuse("members.stands-in-for-herself");
  if (office.until === null) return refuse("members.substitute-needs-last-day");
  const holds = heldByHer.some(
    held =>
      held.role === office.role &&
      held.substitute_for === null &&
      termsOverlap({ from: held.from_on, until: held.until_on }, office),
  );
  return holds ? null : refuse("members.nobody-to-stand-in-for", { role: office.role });
}
