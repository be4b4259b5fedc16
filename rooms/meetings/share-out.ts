import { entry, type Fact, isRefusal, type MemberId, type Minor, need, type Refusal } from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { account, fundTable } from "#ledger";
import { amountToPayOff, isRunning, loanTable, type RunningLoan, setOff } from "#loans";
import { closeCycle, closeShares, needsShareOut, planShareOut } from "#savings";

/**
 * The end of a cycle: each share is worth its part of the loan fund, open loans are set off, and what is left is put
 * into each hand in notes that exist. By decision of the members; the social fund and the reserve are not touched.
 */
export const shareOutEntry = entry({
  name: "meetings.share-out",
  step: "pay-outs",
  fields: { fund: { is: "code" }, decision: { is: "uuid" } },
  needs(body, books) {
    const first = [
      needsDecision(body.decision),
      need.row(loanTable, { fund: body.fund, status: "running" }),
      ...needsShareOut(body.fund, books),
    ];
    if (!books.isCovered(loanTable, { fund: body.fund, status: "running" }) || !books.isCovered(fundTable, {}))
      return first;
    const unit = books.row(fundTable, { fund: body.fund })?.unit;
    if (unit === undefined) return first;
    return [
      ...first,
      need.balance(account.interest(body.fund), unit),
      ...books
        .rows(loanTable, { fund: body.fund, status: "running" })
        .flatMap(loan => [
          need.row(loanTable, { loan_id: loan.loan_id }),
          need.balance(account.loans(body.fund), unit, loan.member_id),
          need.balance(account.payable(body.fund), unit, loan.member_id),
        ]),
    ];
  },
  decide(body, books, { on }) {
    const decision = carriedDecision(body.decision, "share-out", body.fund, books, on);
    if (isRefusal(decision)) return decision;
    const running = books.rows(loanTable, { fund: body.fund, status: "running" }).filter(isRunning);
    const debts = new Map<MemberId, Minor>();
    for (const loan of running) debts.set(loan.member_id, (debts.get(loan.member_id) ?? 0n) + amountToPayOff(loan, on));
    const plan = planShareOut({ books, fund: body.fund, on, debts });
    if (isRefusal(plan)) return plan;
    const paid = setOffAll(running, body.fund, on);
    if (isRefusal(paid)) return paid;
    return [
      ...closeShares(plan, on),
      ...paid,
      closeCycle(plan, { books, on, setOff: paid }),
      { kind: "meetings.shared-out", on, lines: [], data: { fund: body.fund, decision: decision.decision_id } },
    ];
  },
});

/** Each loan paid off out of what stands ready for its borrower, the oldest first. */
function setOffAll(running: readonly RunningLoan[], fund: string, on: Fact["on"]): readonly Fact[] | Refusal {
  const facts: Fact[] = [];
  for (const loan of [...running].sort((a, b) =>
    a.paid_out_on < b.paid_out_on ? -1 : a.paid_out_on > b.paid_out_on ? 1 : a.loan_id < b.loan_id ? -1 : 1,
  )) {
    const fact = setOff(loan, amountToPayOff(loan, on), on, { account: account.payable(fund), member: loan.member_id });
    if (isRefusal(fact)) return fact;
    facts.push(fact);
  }
  return facts;
}
