import {
  addMonths,
  type Books,
  type Day,
  entry,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { type MembershipRow, membershipTable } from "#members";
import { bandFrom } from "./ages.ts";
import { stillNamed } from "./dependants.ts";
import { type AidFund, fundOn, needsFund } from "./fund.ts";
import { type AidEvent, claimTable, type EnrolmentRow, enrolmentTable, events, isHerOwnDeath, type Whose, whose } from "./tables.ts";

/** A need is reported: what happened to whom and when. What the rules do not cover is said now, not when she waits. */
export const claimEntry = entry({
  name: "aid.claim",
  step: "requests",
  between: "aid.claim",
  fields: {
    claim: { is: "uuid" },
    fund: { is: "code" },
    /** Whose event it is; who died is named by her family. */
    member: { is: "member" },
    event: { is: "choice", of: events },
    who: { is: "choice", of: whose },
    happened_on: { is: "day" },
    accident: { is: "flag", optional: true },
    /** Which of the relatives she named, by its number, where the fund asks for their names. */
    dependant: { is: "count", max: 1_000, optional: true },
    /** How old she was who died, where the benefit goes by it. */
    age: { is: "count", max: 120, optional: true },
    note: { is: "text", max: 300, optional: true },
  },
  needs: (body, books) => [
    ...needsFund(body.fund, body.member, books),
    need.row(enrolmentTable, { fund: body.fund, member_id: body.member }),
    need.row(claimTable, { claim_id: body.claim }),
    need.row(claimTable, { member_id: body.member }),
  ],
  decide(body, books, { on }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    if (body.happened_on > on) return refuse("aid.day-to-come", { happened_on: body.happened_on, on });
    const refusal = refusalOfCover(fund, body, books) ?? refusalOfSecondClaim(body, books);
    if (refusal) return refusal;
    const isAgeAsked = fund.ages?.paid_by === "death" && isHerOwnDeath(body);
    if (isAgeAsked && body.age === undefined) return refuse("aid.age-missing", { fund: fund.fund });
    const age_from = isAgeAsked ? bandFrom(fund.ages, body.age) : null;
    return [
      {
        kind: "aid.claimed",
        on,
        member: body.member,
        lines: [],
        data: {
          claim: body.claim,
          fund: fund.fund,
          event: body.event,
          who: body.who,
          happened_on: body.happened_on,
          accident: body.accident ?? false,
          ...(body.dependant === undefined ? {} : { dependant: String(body.dependant) }),
          ...(age_from === null ? {} : { age_from: String(age_from) }),
        },
        ...(body.note === undefined
          ? {}
          : { texts: [{ about: "aid.claim", id: body.claim, field: "note", text: body.note, member: body.member }] }),
      },
    ];
  },
});

interface Event {
  readonly member: EnrolmentRow["member_id"];
  readonly event: AidEvent;
  readonly who: Whose;
  readonly happened_on: Day;
  readonly dependant?: number | undefined;
}

/** Why the fund does not help with this event by its rules; null where it does. A decision may still grant help. */
export function refusalOfCover(fund: AidFund, event: Event, books: Books): Refusal | null {
  const membership = books.row(membershipTable, { member_id: event.member });
  if (membership?.kind !== "member") return refuse("aid.not-a-member", { member: event.member });
  if (!wasMember(membership, event))
    return refuse("aid.no-longer-a-member", { number: membership.number, status: membership.status });
  const named = { fund: fund.fund, happened_on: event.happened_on };
  const enrolment = books.row(enrolmentTable, { fund: fund.fund, member_id: event.member });
  if (fund.kind === "damayan") {
    if (!enrolment || enrolment.status === "left") return refuse("aid.not-enrolled", { fund: fund.fund });
    if (enrolment.status === "lapsed" && enrolment.lapsed_on! <= event.happened_on)
      return refuse("aid.lapsed", { fund: fund.fund, lapsed_on: enrolment.lapsed_on });
  }
  const since = fund.kind === "social" ? membership.joined_on : enrolment!.enrolled_on;
  if (event.happened_on < since) return refuse("aid.before-enrolment", { ...named, since });
  const coveredFrom = addMonths(since, fund.waiting_months);
  if (event.happened_on < coveredFrom)
    return refuse("aid.waiting-period", { ...named, since, months: fund.waiting_months, covered_from: coveredFrom });
  if (fund.benefits.length > 0 && !benefitRuleOf(fund, event))
    return refuse("aid.event-not-covered", { fund: fund.fund, event: event.event, who: event.who });
  return event.event === "death" && event.who !== "herself" && fund.dependants
    ? refusalOfRelative(fund, event, enrolment?.dependants ?? [])
    : event.dependant === undefined
      ? null
      : refuse("aid.no-such-dependant", { fund: fund.fund });
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

/** One event is helped once: the same id, or the same thing on the same day; and nobody dies twice. */
function refusalOfSecondClaim(
  body: Event & { readonly claim: Uuid; readonly fund: string },
  books: Books,
): Refusal | null {
  const taken = books.row(claimTable, { claim_id: body.claim });
  if (taken) return refuse("aid.claimed-before", { reported_on: taken.reported_on });
  const same = books
    .rows(claimTable, { member_id: body.member })
    .find(
      row =>
        row.fund === body.fund &&
        row.status !== "taken-back" &&
        row.event === body.event &&
        row.who === body.who &&
        (isHerOwnDeath(row) ||
          (body.dependant === undefined
            ? row.happened_on === body.happened_on
            : row.event === "death" && row.dependant === body.dependant)),
    );
  return same ? refuse("aid.claimed-before", { reported_on: same.reported_on }) : null;
}

interface ClaimedData {
  readonly claim: Uuid;
  readonly fund: string;
  readonly event: AidEvent;
  readonly who: Whose;
  readonly happened_on: Day;
  readonly accident: boolean;
  readonly dependant?: string;
  readonly age_from?: string;
}

export const claimed: Project = fact => {
  const data = fact.data as unknown as ClaimedData;
  return [
    put(claimTable, {
      claim_id: data.claim,
      fund: data.fund,
      member_id: fact.member!,
      event: data.event,
      who: data.who,
      happened_on: data.happened_on,
      reported_on: fact.on,
      is_accident: data.accident,
      dependant: data.dependant === undefined ? null : Number(data.dependant),
      age_from: data.age_from === undefined ? null : Number(data.age_from),
      status: "reported",
      first_checker: null,
      second_checker: null,
      checked_on: null,
      benefit: null,
      first_part: null,
      paid: 0n,
      first_paid_on: null,
      levy_due_on: null,
      payments: [],
      use_told_on: null,
    }),
  ];
};

export const claimTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const row = books.row(claimTable, { claim_id: original.data!["claim"] as Uuid })!;
  return [put(claimTable, { ...row, status: "taken-back" })];
};
