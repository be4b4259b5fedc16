import { type Books, type Day, entry, type Fact, isRefusal, type MemberId, type Minor, need, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { account } from "#ledger";
import { type Debt, debtsOf, needsDebtsOf, settle } from "#loans";
import { endMembership, giveUpOffice, holdingTable, isHeldOn, membershipTable, officeTable } from "#members";
import { leave, needsLeaving } from "#savings";

/**
 * A member leaves, dies or moves away in the middle of a cycle. She, or those she named, gets back what she put in, without
 * profit, less what she owes; then her membership ends. Her number stays hers. Where she owes more than she has, the
 * members decide that she leaves all the same: the rest is written off, and stays a claim on her.
 */
export const leavingEntry = entry({
  name: "meetings.leaving",
  step: "pay-outs",
  fields: {
    member: { is: "member" },
    status: { is: "choice", of: ["left", "died", "moved"] },
    /** Wanted where what she has does not cover her loans. */
    decision: { is: "uuid", optional: true },
  },
  needs: (body, books) => [
    need.row(membershipTable, { member_id: body.member }),
    need.row(officeTable, { member_id: body.member }),
    need.row(holdingTable, { held_by: body.member }),
    ...(body.decision === undefined ? [] : [needsDecision(body.decision)]),
    ...needsDebtsOf(body.member, books),
    ...needsLeaving(body.member, books),
  ],
  decide(body, books, { on }) {
    const { member } = body;
    const membership = books.row(membershipTable, { member_id: member });
    if (!membership || membership.status !== "active") return refuse("meetings.not-a-member", { member });
    const { number } = membership;
    const things = books.rows(holdingTable, { held_by: member }).filter(one => one.status === "in-use");
    if (things.length > 0) return refuse("members.has-things", { number, count: things.length });
    const { debts, leavings, returned, short } = leavingOf(member, books, on);
    let writtenOffBy: Uuid | null = null;
    if (short) {
      if (body.decision === undefined) return refuse("meetings.leaves-owing", { number, ...short });
      const decision = carriedDecision(body.decision, "leaving", member, books, on);
      if (isRefusal(decision)) return decision;
      writtenOffBy = decision.decision_id;
    }
    const facts: Fact[] = [...returned];
    for (const fund of new Set(debts.map(({ loan }) => loan.fund))) {
      const amount = leavings.find(one => one.fund === fund)?.setOff ?? 0n;
      const settled = settle(
        debts.filter(({ loan }) => loan.fund === fund),
        { ready: { account: account.payable(fund), member, amount }, on, writtenOffBy },
      );
      if (isRefusal(settled)) return settled;
      facts.push(...settled);
    }
    for (const office of books.rows(officeTable, { member_id: member }))
      if (isHeldOn(office, on)) facts.push(giveUpOffice(office, on, on));
    return [...facts, endMembership(member, body.status, on)];
  },
});

/** What she gets and what is taken off, and the first fund of which she still owes on a loan that runs. */
export function leavingOf(member: MemberId, books: Books, on: Day) {
  const debts = debtsOf(member, books, on);
  const { leavings, facts: returned } = leave({ books, member, on, debts: byFund(debts) });
  const running = byFund(debts.filter(({ loan }) => loan.status === "running"));
  const short = leavings.flatMap(({ fund, unit, setOff }) => {
    const owed = (running.get(fund) ?? 0n) - setOff;
    return owed > 0n ? [{ fund, unit, owed }] : [];
  })[0];
  return { debts, leavings, returned, short };
}

function byFund(debts: readonly Debt[]): ReadonlyMap<string, Minor> {
  const owed = new Map<string, Minor>();
  for (const { loan, amount } of debts) owed.set(loan.fund, (owed.get(loan.fund) ?? 0n) + amount);
  return owed;
}
