import {
  assert,
  type Books,
  command,
  isRefusal,
  type MemberId,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import {
  carriedDecision,
  type DecisionRow,
  decisionTable,
  dissolutionAbout,
  dissolutionIn,
  dissolutionRule,
  dissolutionUsual,
  needsRule,
  ruleOn,
  useDecision,
} from "#assembly";
import { accountTable, fundTable, kindOfAccount } from "#ledger";
import { attendanceTable } from "#meetings";
import { membershipTable, minorTable } from "#members";
import { type Receiver, windingUpTable } from "./tables.ts";

/**
 * The group is wound up from now on: the members decided so at a meeting that was sealed, as many of them were there and as
 * many hands were raised as the rule asks. Nothing new begins any more; what is open is brought in, paid out or given up.
 */
export const begin = command({
  name: "dissolution.begin",
  fields: { decision: { is: "uuid" } },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs({ body }, books) {
    const asked = { decision_id: body.decision };
    const first = [
      need.row(decisionTable, asked),
      need.all(windingUpTable),
      need.all(membershipTable),
      need.all(minorTable),
      need.all(fundTable),
      need.all(accountTable),
      needsRule(dissolutionRule),
      { balances: {} },
    ];
    const meeting = books.isCovered(decisionTable, asked) ? books.row(decisionTable, asked)?.meeting_id : undefined;
    return meeting ? [...first, need.row(attendanceTable, { meeting_id: meeting })] : first;
  },
  decide({ body, on }, books) {
    const row = books.row(windingUpTable, { part: "group" });
    if (row && row.status !== "called-off") return refuse("dissolution.begun-before", { on: row.begun_on });
    const decision = carriedDecision(body.decision, "dissolution", dissolutionAbout, books, on);
    if (isRefusal(decision)) return decision;
    const cannot = tooFew(decision, books) ?? savingsElsewhere(books);
    if (cannot) return cannot;
    const { receiver } = dissolutionIn(decision);
    return { facts: [{ kind: "dissolution.begun", on, lines: [], data: { decision: body.decision, receiver } }] };
  },
});

/** How many were there and voted, against what the rule of that day asks. Exact: no percent is rounded. */
export interface Majority {
  readonly members: number;
  readonly present: number;
  readonly presentNeeded: number;
  readonly for: number;
  readonly against: number;
  readonly forNeeded: number;
}

/** Must see the decision, the roll of its meeting, all memberships and the rule. */
export function majorityOf(decision: DecisionRow, books: Books): Majority {
  assert(decision.meeting_id !== null, "hands are raised at a meeting");
  const rule = ruleOn(dissolutionRule, decision.decided_on, books) ?? dissolutionUsual;
  const { decided_on } = decision;
  // Who was already a member that day, and was one still; officials have no vote, nor who was under age.
  const isUnderAge = (member: MemberId): boolean => {
    const row = books.row(minorTable, { member_id: member });
    return row !== undefined && row.named_on <= decided_on && (row.of_age_on === null || row.of_age_on > decided_on);
  };
  const members = books
    .rows(membershipTable)
    .filter(
      ({ member_id, kind, joined_on, ended_on }) =>
        kind === "member" && !isUnderAge(member_id) && joined_on <= decided_on && (ended_on === null || ended_on > decided_on),
    ).length;
  // Nobody dissolves the group for somebody else: who was only represented does not count.
  const present = books
    .rows(attendanceTable, { meeting_id: decision.meeting_id })
    .filter(({ member_id, mark }) => (mark === "present" || mark === "late") && !isUnderAge(member_id)).length;
  const { votes_for, votes_against } = decision;
  return {
    ...{ members, present, for: votes_for, against: votes_against },
    presentNeeded: Math.ceil((members * rule.present_numerator) / rule.present_denominator),
    forNeeded: Math.ceil(((votes_for + votes_against) * rule.for_numerator) / rule.for_denominator),
  };
}

function tooFew(decision: DecisionRow, books: Books): Refusal | null {
  const { members, present, presentNeeded, forNeeded, ...hands } = majorityOf(decision, books);
  const votes = decision.votes_for + decision.votes_against + decision.abstaining;
  if (votes > present) return refuse("dissolution.more-hands-than-present", { votes, present });
  if (present < presentNeeded) return refuse("dissolution.too-few-present", { present, members, needed: presentNeeded });
  return hands.for < forNeeded ? refuse("dissolution.too-few-for", { ...hands, needed: forNeeded }) : null;
}

/** What members saved in a fund that is never divided could not be given back any more: it is taken out before. */
function savingsElsewhere(books: Books): Refusal | null {
  for (const { fund, unit, nature } of books.rows(fundTable)) {
    if (nature === "divisible") continue;
    const saved = books
      .rows(accountTable, { fund })
      .filter(one => one.is_per_member && ["member-savings", "member-shares"].includes(kindOfAccount(one.account).kind))
      .flatMap(one => books.balances({ account: one.account }).map(held => -held.balance));
    const amount = sum(saved);
    if (amount !== 0n) return refuse("dissolution.savings-in-kept-fund", { fund, unit, amount });
  }
  return null;
}

export const begun: Project = (fact, books) => {
  const { decision, receiver } = fact.data as { readonly decision: Uuid; readonly receiver: Receiver };
  return [
    put(windingUpTable, {
      part: "group",
      status: "winding-up",
      ...{ decision_id: decision, receiver, begun_on: fact.on, closed_on: null },
    }),
    useDecision(decision, books),
  ];
};
