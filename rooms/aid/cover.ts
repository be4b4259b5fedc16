/** What a fund stands for by its rules, and what not yet or not at all: whose event, when, and how long she was in it. */
import { addMonths, type Books, type Day, type Refusal, refuse } from "#base";
import { type MembershipRow, membershipTable } from "#members";
import { stillNamed } from "./dependants.ts";
import type { AidFund } from "./fund.ts";
import { type AidEvent, type EnrolmentRow, enrolmentTable, isHerOwnDeath, type Whose } from "./tables.ts";

export interface Event {
  readonly member: EnrolmentRow["member_id"];
  readonly event: AidEvent;
  readonly who: Whose;
  readonly happened_on: Day;
  readonly dependant?: number | undefined;
}

/**
 * Why the fund does not help with this event by its rules, in the order in which it is told; nothing where it does. A decision
 * may still grant help.
 */
export function refusalsOfCover(fund: AidFund, event: Event, books: Books): readonly Refusal[] {
  const membership = books.row(membershipTable, { member_id: event.member });
  if (membership?.kind !== "member") return [refuse("aid.not-a-member", { member: event.member })];
  if (!wasMember(membership, event))
    return [refuse("aid.no-longer-a-member", { number: membership.number, status: membership.status })];
  const named = { fund: fund.fund, happened_on: event.happened_on };
  const enrolment = books.row(enrolmentTable, { fund: fund.fund, member_id: event.member });
  if (fund.kind === "damayan") {
    if (!enrolment || enrolment.status === "left") return [refuse("aid.not-enrolled", { fund: fund.fund })];
    if (enrolment.status === "lapsed" && enrolment.lapsed_on! <= event.happened_on)
      return [refuse("aid.lapsed", { fund: fund.fund, lapsed_on: enrolment.lapsed_on })];
  }
  const since = fund.kind === "social" ? membership.joined_on : enrolment!.enrolled_on;
  if (event.happened_on < since) return [refuse("aid.before-enrolment", { ...named, since })];
  const coveredFrom = addMonths(since, fund.waiting_months);
  const waiting = { ...named, since, months: fund.waiting_months, covered_from: coveredFrom };
  return [
    event.happened_on < coveredFrom ? refuse("aid.waiting-period", waiting) : null,
    fund.benefits.length > 0 && !benefitRuleOf(fund, event)
      ? refuse("aid.event-not-covered", { fund: fund.fund, event: event.event, who: event.who })
      : null,
    event.event === "death" && event.who !== "herself" && fund.dependants
      ? refusalOfRelative(fund, event, enrolment?.dependants ?? [])
      : event.dependant === undefined
        ? null
        : refuse("aid.no-such-dependant", { fund: fund.fund }),
  ].filter(one => one !== null);
}

/** Where relatives are named, it is one of them, as she is related to her, and named long enough before. */
function refusalOfRelative(fund: AidFund, event: Event, dependants: EnrolmentRow["dependants"]): Refusal | null {
  if (event.dependant === undefined) return refuse("aid.dependant-missing", { fund: fund.fund });
  const named = stillNamed(dependants).find(one => one.number === String(event.dependant));
  if (named?.kinship !== event.who) return refuse("aid.no-such-dependant", { fund: fund.fund });
  const { named_on: since } = named;
  if (event.happened_on < since)
    return refuse("aid.before-named", { fund: fund.fund, happened_on: event.happened_on, since });
  const covered_from = addMonths(since, fund.waiting_months);
  return event.happened_on < covered_from
    ? refuse("aid.named-too-late", {
        fund: fund.fund,
        happened_on: event.happened_on,
        since,
        months: fund.waiting_months,
        covered_from,
      })
    : null;
}

/** Who died was a member when it happened, even if her place was closed since. */
const wasMember = (membership: MembershipRow, event: Event): boolean =>
  membership.status === "active" ||
  (membership.ended_on !== null &&
    event.happened_on <= membership.ended_on &&
    isHerOwnDeath(event));

export const benefitRuleOf = (
  fund: AidFund,
  { event, who }: Pick<Event, "event" | "who">,
): AidFund["benefits"][number] | undefined =>
  fund.benefits.find(one => one.event === event && one.of === (who === "herself" ? "member" : who)) ??
  fund.benefits.find(one => one.event === event && one.of === "dependant" && who !== "herself");
