import {
  assert,
  type Books,
  type Day,
  type Document,
  type Fact,
  type Line,
  type Minor,
  type Project,
  put,
  sum,
} from "#base";
import { account, equityKind, kindOfAccount } from "#ledger";
import { accountsOf, type MemberShareOut, type ShareOutPlan, totalOf } from "./plan-share-out.ts";
import { cycleTable } from "./tables.ts";

/**
 * The shares of all members closed, one fact each: her shares go, her part of the profit (or loss) comes out of the
 * surplus, her payout leaves the box, and what she owes stands ready in `member-payable` for the loan to be set off
 * against: `Dr member-payable, Cr loans-receivable and interest-income`, made by the loans' room right after these. Who
 * holds no shares has nothing to close.
 */
export function closeShares(plan: ShareOutPlan, on: Day): readonly Fact[] {
  return plan.members.filter(member => member.shares > 0n).map(member => closedFact(plan, member, on));
}

function closedFact(plan: ShareOutPlan, one: MemberShareOut, on: Day): Fact {
  const { fund, unit, cycle } = plan;
  const { member } = one;
  const lines: Line[] = [
    { account: account.shares(fund), member, unit, amount: one.cost },
    { account: account.equity(fund, "divisible"), unit, amount: one.value - one.cost },
    { account: account.payable(fund), member, unit, amount: -one.setOff },
    { account: account.cash(fund), unit, amount: -one.payout },
  ];
  return {
    kind: "savings.shares-closed",
    on,
    member,
    lines: lines.filter(line => line.amount !== 0n),
    data: {
      fund,
      cycle: String(cycle.cycle),
      shares: String(one.shares),
      value: String(one.value),
      set_off: String(one.setOff),
      payout: String(one.payout),
    },
  };
}

/**
 * The end of the cycle, after the shares were closed and the loans set off: what came in and went out goes to the
 * surplus, and the surplus is then the remainder exactly, beside loans that go on; it stays for the next cycle or goes to
 * the fund the rule names. `books` are those the plan was made on; `setOff` are the facts of the loans' room, not yet
 * posted: what was set off, and what was written off because no shares cover it.
 */
export function closeCycle(
  plan: ShareOutPlan,
  of: { readonly books: Books; readonly on: Day; readonly setOff: readonly Fact[] },
): Fact {
  const { fund, unit, cycle, remainder, remainderTo } = plan;
  const surplusAccount = account.equity(fund, "divisible");
  const moved = (code: string): Minor =>
    sum(of.setOff.flatMap(fact => fact.lines.filter(line => line.account === code).map(line => line.amount)));
  const lines: Line[] = [];
  let stillLent = 0n;
  for (const code of accountsOf(fund, of.books)) {
    const kind = kindOfAccount(code);
    const after = totalOf(code, of.books) + moved(code);
    if (kind.class === "income" || kind.class === "expense") lines.push({ account: code, unit, amount: -after });
    if (kind.kind === "loans-receivable") stillLent += after;
  }
  const toSurplus = -sum(lines.map(line => line.amount));
  const shared = sum(plan.members.map(one => one.value - one.cost));
  const surplus = totalOf(surplusAccount, of.books) + moved(surplusAccount) + shared + toSurplus;
  assert(surplus === -remainder - stillLent, "what the cycle leaves is the remainder, and what is still lent");
  lines.push({ account: surplusAccount, unit, amount: toSurplus + (remainderTo ? remainder : 0n) });
  if (remainderTo) {
    lines.push({ account: account.cash(fund), unit, amount: -remainder });
    lines.push({ account: account.cash(remainderTo.fund), unit, amount: remainder });
    lines.push({ account: `${equityKind(remainderTo.nature)}/${remainderTo.fund}`, unit, amount: -remainder });
  }
  return {
    kind: "savings.cycle-closed",
    on: of.on,
    lines: lines.filter(line => line.amount !== 0n),
    data: {
      fund,
      cycle: String(cycle.cycle),
      price: String(cycle.price),
      opened_on: cycle.opened_on,
      last_bought_on: cycle.last_bought_on,
      pot: String(plan.pot),
      shares: String(plan.totalShares),
      remainder: String(remainder),
      ...(remainderTo ? { remainder_to: remainderTo.fund } : {}),
    } satisfies Record<string, Document>,
  };
}

/** A closed cycle stays to be read; the next begins with the next share. */
export const cycleClosed: Project = fact => {
  const data = fact.data as { fund: string; cycle: string; price: string; opened_on: Day; last_bought_on: Day };
  return [
    put(cycleTable, {
      fund: data.fund,
      cycle: Number(data.cycle),
      price: BigInt(data.price),
      opened_on: data.opened_on,
      last_bought_on: data.last_bought_on,
      closed_on: fact.on,
    }),
  ];
};
