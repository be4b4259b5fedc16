import { entry, type Fact, isRefusal, type Refusal, type Uuid } from "#base";
import { refusalToShareOut as refusalToShareOutAction } from "#actions";
import { carriedDecision, needsDecision, ruleOn } from "#assembly";
import { account } from "#ledger";
import {
  type Debt,
  debtsTo,
  inOrder,
  needsDebtsTo,
  needsSharesPledged,
  owedByMember,
  refusalToShareOutPledged,
  settle,
} from "#loans";
import { refusalToShareOut } from "#purchasing";
import { closeCycle, closeShares, needsShareOut, planShareOut, shareOutRule, type ShareOutPlan } from "#savings";

/**
 * The end of a cycle: each share is worth its part of the loan fund, open loans are set off, and what is left is put
 * into each hand in notes that exist. What shares do not cover of a loan is lost to all: the decision that shares out has
 * seen it, and writes it off, unless the rule lets it stay open. The social fund and the reserve are not touched.
 */
export const shareOutEntry = entry({
  name: "meetings.share-out",
  step: "pay-outs",
  fields: { fund: { is: "code" }, decision: { is: "uuid" } },
  needs: (body, books) => [
    needsDecision(body.decision),
    ...needsDebtsTo(body.fund, books),
    ...needsShareOut(body.fund, books),
    ...needsSharesPledged(body.fund, books),
  ],
  decide(body, books, { on }) {
    const { fund } = body;
    const decision = carriedDecision(body.decision, "share-out", fund, books, on);
    if (isRefusal(decision)) return decision;
    const together = refusalToShareOut(fund, books) ?? refusalToShareOutAction(fund, books);
    if (together) return together;
    const debts = debtsTo(fund, books, on);
    const plan = planShareOut({ books, fund, on, debts: owedByMember(debts) });
    if (isRefusal(plan)) return plan;
    const staysOpen = ruleOn(shareOutRule, on, books, fund)?.rest_of_loans === "stays-open";
    const settled = settleAll(plan, debts, on, staysOpen ? null : decision.decision_id);
    if (isRefusal(settled)) return settled;
    const pledged = refusalToShareOutPledged(fund, { settled, staysOpen }, books);
    if (pledged) return pledged;
    return [
      ...closeShares(plan, on),
      ...settled,
      closeCycle(plan, { books, on, setOff: settled }),
      { kind: "meetings.shared-out", on, lines: [], data: { fund, decision: decision.decision_id } },
    ];
  },
});

/** Each one's debts settled out of what her shares have put ready. */
function settleAll(
  plan: ShareOutPlan,
  debts: readonly Debt[],
  on: Fact["on"],
  writtenOffBy: Uuid | null,
): readonly Fact[] | Refusal {
  const settlings = plan.members.flatMap(({ member, setOff }) =>
    inOrder(
      debts.filter(({ loan }) => loan.member_id === member),
      { account: account.payable(plan.fund), member, amount: setOff },
    ),
  );
  return settle(settlings, { on, writtenOffBy });
}
