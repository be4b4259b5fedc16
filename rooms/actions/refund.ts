import { entry, refuse } from "#base";
import { actionIn, needsMoney } from "./action.ts";
import { partsOf, settled } from "./settle.ts";

/**
 * She takes her part out before the action is closed: what of hers was used stays used, the rest is hers again. In cash, or where
 * she is not there to take it, the fund keeps it as owed to her.
 */
export const refundEntry = entry({
  name: "actions.refund",
  step: "pay-outs",
  between: "actions.refund",
  fields: { action: { is: "uuid" }, member: { is: "member" }, kept: { is: "flag", optional: true } },
  needs: ({ action, member }, books) => needsMoney(action, books, member),
  decide({ action, member, kept = false }, books, { on }) {
    const row = actionIn(action, ["agreed"], books);
    if ("refused" in row) return row;
    const part = partsOf(row, books).find(one => one.member === member);
    if (!part) return refuse("actions.brought-no-money");
    return [settled(row, part, kept ? "payable" : "cash", false, on)];
  },
});
