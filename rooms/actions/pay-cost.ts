import { type Books, entry, type Minor, need, type Project, put, type Refusal, refuse, type Uuid } from "#base";
import { account } from "#ledger";
import { accountsOf, actionIn, needsMoney, refuseAmount, standingOf } from "./action.ts";
import { type ActionRow, actionTable, costTable } from "./tables.ts";

/** Something is paid for it: out of what members brought for it and nothing else, or of the group's own as far as they decided. */
export const payCostEntry = entry({
  name: "actions.pay-cost",
  step: "pay-outs",
  between: "actions.pay-cost",
  fields: {
    action: { is: "uuid" },
    cost: { is: "uuid" },
    amount: { is: "amount" },
    paid_to: { is: "text", max: 80 },
    purpose: { is: "text", max: 120 },
    /** The group's own money; absent, what members brought. */
    from_fund: { is: "flag", optional: true },
  },
  needs({ action, from_fund }, books) {
    const first = needsMoney(action, books);
    const row = books.isCovered(actionTable, { action_id: action }) ? books.row(actionTable, { action_id: action }) : undefined;
    return row && from_fund ? [...first, need.balance(account.expense(row.fund), row.unit)] : first;
  },
  decide({ action, cost, amount, paid_to, purpose, from_fund = false }, books, { on }) {
    const row = actionIn(action, ["agreed"], books);
    if ("refused" in row) return row;
    const { fund, unit } = row;
    if (books.row(costTable, { action_id: action, cost_id: cost })) return refuse("actions.paid-before");
    const refusal = refuseAmount(amount, unit) ?? refusalToPay(row, amount, from_fund, books);
    if (refusal) return refusal;
    const text = (field: string, said: string) => ({ about: "actions.cost", id: cost, field, text: said });
    return [
      {
        kind: "actions.cost-paid",
        on,
        lines: [
          { account: from_fund ? account.expense(fund) : accountsOf(row).costs, unit, amount },
          { account: account.cash(fund), unit, amount: -amount },
        ],
        data: { action, cost, amount: String(amount), from_fund, number: String(row.number), fund, cur: unit },
        texts: [text("paid_to", paid_to), text("purpose", purpose)],
      },
    ];
  },
});

function refusalToPay(row: ActionRow, amount: Minor, fromFund: boolean, books: Books): Refusal | null {
  const { unit } = row;
  const standing = standingOf(row, books);
  if (!fromFund) {
    const there = standing.own;
    return amount > there ? refuse("actions.own-money-short", { unit, amount, there, missing: amount - there }) : null;
  }
  const agreed = row.from_fund_max!;
  const left = agreed - standing.fromFund;
  if (amount > left) return refuse("actions.more-than-fund-gives", { unit, amount, agreed, left });
  // What members brought lies in the same box, and is not the group's.
  const there = books.balance({ account: account.cash(row.fund), unit }) - standing.own;
  return amount > there ? refuse("actions.fund-has-less", { unit, amount, there: there > 0n ? there : 0n }) : null;
}

export const costPaid: Project = fact => {
  const data = fact.data as { action: Uuid; cost: Uuid; amount: string; from_fund: boolean };
  return [
    put(costTable, {
      action_id: data.action,
      cost_id: data.cost,
      amount: BigInt(data.amount),
      from_fund: data.from_fund,
      paid_on: fact.on,
      paid_seq: fact.seq,
    }),
  ];
};

export const costTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { action: Uuid; cost: Uuid };
  const row = books.row(costTable, { action_id: data.action, cost_id: data.cost })!;
  return [put(costTable, { ...row, paid_seq: null })];
};
