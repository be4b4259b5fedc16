import { entry } from "#base";
import { account } from "#ledger";
import { accountsOf, actionIn, needsMoney, refuseAmount, refuseStranger } from "./action.ts";

/** A member brings money for it, in cash: as she promised, more or less. It is kept apart until it is used or goes back. */
export const payInEntry = entry({
  name: "actions.pay-in",
  // After the decisions: what is decided today may be brought today.
  step: "pay-outs",
  between: "actions.pay-in",
  fields: { action: { is: "uuid" }, member: { is: "member" }, amount: { is: "amount" } },
  needs: ({ action, member }, books) => needsMoney(action, books, member),
  decide({ action, member, amount }, books, { on }) {
    const row = actionIn(action, ["agreed"], books);
    if ("refused" in row) return row;
    const { fund, unit } = row;
    const refusal = refuseStranger(member, books) ?? refuseAmount(amount, unit);
    if (refusal) return refusal;
    return [
      {
        kind: "actions.paid-in",
        on,
        member,
        lines: [
          { account: account.cash(fund), unit, amount },
          { account: accountsOf(row).advances, member, unit, amount: -amount },
        ],
        data: { action, number: String(row.number), fund, cur: unit },
      },
    ];
  },
});
