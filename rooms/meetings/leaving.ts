import {
  type Books,
  type Day,
  entry,
  type Fact,
  isRefusal,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { refusalToLeave as refusalToLeaveAction } from "#actions";
import { aidDues, contributionOutOf, type Kinship, receivedByField, type Unpaid, unpaidBy } from "#aid";
import { carriedDecision, needsDecision, ruleOn, rulesOn } from "#assembly";
import { account, fundTable } from "#ledger";
import {
  type Debt,
  debtsOf,
  debtsTo,
  isRunning,
  loansLeftAlone,
  needsDebtsOf,
  needsDebtsTo,
  needsLoansLeftAlone,
  needsPledgedForOthers,
  needsVisitsOf,
  owedByMember,
  refusalToLeavePledged,
  refusalToLeaveUnvisited,
  settle,
  type Settling,
} from "#loans";
import { endMembership, giveUpOffice, holdingTable, isHeldOn, membershipTable, officeTable } from "#members";
import { needsSeatsHeld, refusalToLeave as refusalToLeaveSeat } from "#pots";
import { needsOrdersOf, refusalToLeave as refusalToLeaveOrder } from "#purchasing";
import {
  leave,
  type Leaving,
  needsLeaving,
  needsShareOut,
  type Owing,
  sharesRule,
  type TakenOff,
  type WorthOfShare,
  worthOfShare,
} from "#savings";
import { type LeavingRule, leavingRule, leavingUsual } from "./rules.ts";

/**
 * A member leaves, dies or moves away in the middle of a cycle. She, or those she named, gets by the rule what she put in,
 * less what she owes; then her membership ends. Her number stays hers. Where she owes more than she has, the members decide
 * that she leaves all the same and the rest is written off, or it goes on as a loan; in both it stays a claim on her.
 */
export const leavingEntry = entry({
  name: "meetings.leaving",
  step: "pay-outs",
  fields: {
    member: { is: "member" },
    status: { is: "choice", of: ["left", "died", "moved"] },
    /** Wanted where what she has does not cover her loans, unless the rule lets them go on. */
    decision: { is: "uuid", optional: true },
    /** Who is handed what she leaves when she died. */
    received_by: receivedByField,
  },
  needs: (body, books, on) => [
    need.row(membershipTable, { member_id: body.member }),
    need.row(officeTable, { member_id: body.member }),
    need.row(holdingTable, { held_by: body.member }),
    ...(body.decision === undefined ? [] : [needsDecision(body.decision)]),
    ...needsOfLeaving(body.member, books, on),
    ...needsLoansLeftAlone(body.member, books),
    ...needsPledgedForOthers(body.member, books),
    ...needsVisitsOf(body.member),
    ...needsSeatsHeld(body.member),
    ...needsOrdersOf(body.member),
  ],
  decide(body, books, { on }) {
    const { member } = body;
    const membership = books.row(membershipTable, { member_id: member });
    if (!membership || membership.status !== "active") return refuse("meetings.not-a-member", { member });
    const { number } = membership;
    const things = books.rows(holdingTable, { held_by: member }).filter(one => one.status === "in-use");
    if (things.length > 0) return refuse("members.has-things", { number, count: things.length });
    // Somebody takes her seat first, who gives her back what she brought or is given the rest of it.
    const bound =
      refusalToLeaveSeat(member, books) ??
      refusalToLeaveOrder(member, number, books) ??
      refusalToLeaveAction(member, number, books);
    if (bound) return bound;
    // A promise ends with a life; who goes away first sees to it that another stands in her place.
    const alone = body.status === "died" ? [] : loansLeftAlone(member, books, on);
    if (alone.length > 0) return refuse("meetings.stands-for-loans", { number, count: alone.length });
    const pledged = body.status === "died" ? null : refusalToLeavePledged(member, books);
    if (pledged) return pledged;
    // Before what she has is taken for what she owes, somebody heard her.
    const unvisited = body.status === "died" ? null : refusalToLeaveUnvisited({ member, number }, books, on);
    if (unvisited) return unvisited;
    const found = leavingOf(member, books, on);
    if (isRefusal(found)) return found;
    const { leavings, short, settlings, unpaid, returned } = found;
    let writtenOffBy: Uuid | null = null;
    if (short) {
      if (body.decision === undefined) return refuse("meetings.leaves-owing", { number, ...short });
      const decision = carriedDecision(body.decision, "leaving", member, books, on);
      if (isRefusal(decision)) return decision;
      writtenOffBy = decision.decision_id;
    }
    const isForOthers = body.status === "died" && leavings.some(one => one.payout > 0n);
    if (isForOthers && !body.received_by) return refuse("meetings.recipient-missing", { number });
    const settled = settle(settlings, { on, writtenOffBy });
    if (isRefusal(settled)) return settled;
    const offices = books.rows(officeTable, { member_id: member }).filter(office => isHeldOn(office, on));
    return [
      ...(body.received_by ? receivedBy(returned, member, body.received_by) : returned),
      ...settled,
      ...unpaid.map(({ owing, from, amount }) =>
        contributionOutOf(owing, { account: account.payable(from), member, amount }, on, books),
      ),
      ...offices.map(office => giveUpOffice(office, on, on)),
      endMembership(member, body.status, on),
      ...(writtenOffBy === null ? [] : [leftByDecision(member, writtenOffBy, on)]),
    ];
  },
});

const leftByDecision = (member: MemberId, decision: Uuid, on: Day): Fact => ({
  kind: "meetings.left-by-decision",
  on,
  member,
  lines: [],
  data: { decision },
});

/** How who receives it is related to her stands in each fact; the name once, locked with her key. */
const receivedBy = (
  returned: readonly Fact[],
  member: MemberId,
  { name, kinship }: { readonly name: string; readonly kinship: Kinship },
): Fact[] =>
  returned.map((fact, place) => ({
    ...fact,
    data: { ...fact.data, kinship },
    ...(place === 0
      ? { texts: [{ about: "meetings.leaving", id: member, field: "received_by", text: name, member }] }
      : {}),
  }));

const ruleOfLeaving = (books: Books, on: Day): LeavingRule => ruleOn(leavingRule, on, books) ?? leavingUsual;

/** What {@link leavingOf} must see. Call it again after each load. */
export function needsOfLeaving(member: MemberId, books: Books, on: Day): readonly Need[] {
  const first = [...needsLeaving(member, books), ...needsDebtsOf(member, books)];
  if (!first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where))) return first;
  const rule = ruleOfLeaving(books, on);
  return [
    ...first,
    ...(rule.takes_off_unpaid_aid ? aidDues.needs(books, on) : []),
    ...(rule.shares === "worth-now"
      ? fundsWithShares(books, on).flatMap(fund => [...needsShareOut(fund, books), ...needsDebtsTo(fund, books)])
      : []),
  ];
}

const fundsWithShares = (books: Books, on: Day): readonly string[] => rulesOn(sharesRule, on, books).map(one => one.code);

/** What she owes: on a loan, or to a fund of aid. */
type Owed = Owing & ({ readonly debt: Debt } | { readonly unpaid: Unpaid });

export interface LeavingFound {
  readonly leavings: readonly Leaving[];
  readonly takenOff: readonly TakenOff<Owed>[];
  readonly settlings: readonly Settling[];
  readonly unpaid: readonly TakenOff<Unpaid>[];
  readonly returned: readonly Fact[];
  /** The first fund of which she still owes on a loan that runs, where that takes a decision. */
  readonly short: { readonly fund: string; readonly unit: string; readonly owed: Minor } | null;
}

/** What she gets by the rule of the day and what is taken off: loans first, then what was not brought to funds of aid. */
export function leavingOf(member: MemberId, books: Books, on: Day): LeavingFound | Refusal {
  const rule = ruleOfLeaving(books, on);
  const worth = rule.shares === "worth-now" ? worthOfHerShares(member, books, on) : new Map<string, WorthOfShare>();
  if (isRefusal(worth)) return worth;
  const debts = debtsOf(member, books, on);
  const owing: readonly Owed[] = [
    ...debts.map(debt => ({ fund: debt.loan.fund, unit: debt.loan.unit, amount: debt.amount, debt })),
    ...(rule.takes_off_unpaid_aid ? unpaidBy(member, books, on) : []).map(unpaid => ({ ...unpaid, unpaid })),
  ];
  const { leavings, takenOff, facts: returned } = leave({ books, member, on, owing, worthOfShare: worth });
  const settlings = debts.map(debt => ({
    debt,
    out: takenOff
      .filter(({ owing }) => "debt" in owing && owing.debt === debt)
      .map(({ from, amount }) => ({ account: account.payable(from), member, amount })),
  }));
  const open = settlings.flatMap(({ debt: { loan, amount }, out }) => {
    const owed = isRunning(loan) ? amount - sum(out.map(one => one.amount)) : 0n;
    return owed > 0n ? [{ fund: loan.fund, unit: loan.unit, owed }] : [];
  });
  return {
    leavings,
    takenOff,
    settlings,
    unpaid: takenOff.flatMap(one => ("unpaid" in one.owing ? [{ ...one, owing: one.owing.unpaid }] : [])),
    returned,
    short: rule.rest_of_loans === "by-decision" ? (open[0] ?? null) : null,
  };
}

/** By fund, of those she holds shares of. */
function worthOfHerShares(member: MemberId, books: Books, on: Day): ReadonlyMap<string, WorthOfShare> | Refusal {
  const worth = new Map<string, WorthOfShare>();
  for (const fund of fundsWithShares(books, on)) {
    const { unit } = books.row(fundTable, { fund })!;
    if (books.balance({ account: account.shares(fund), unit, member }) === 0n) continue;
    const found = worthOfShare(fund, owedByMember(debtsTo(fund, books, on)), books);
    if (isRefusal(found)) return found;
    worth.set(fund, found);
  }
  return worth;
}
