import {
  type AccountCode,
  entry,
  isRefusal,
  type MemberId,
  need,
  type Project,
  type RecordedFact,
  refuse,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, pledgeIn, useDecision } from "#assembly";
import { account, fundTable, partsOfAccount } from "#ledger";
import { cycleTable, openCycle } from "#savings";
import { careFault, needsCare } from "./care.ts";
import { isAwaiting, isRunning, loanOf, needsLoanAndAccounts, runningLoanOf } from "./loan.ts";
import { heldOf, loanWithHolds, pledgedIn, pledgesOf, withPledged } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { setOff } from "./set-off.ts";
import type { LoanRow } from "./tables.ts";

/**
 * The members decided what becomes of savings that are kept for a loan: so much is taken for it, or let go. What it is stands
 * in the decision. Taken from a guarantor, it pays the loan, and the borrower owes it to her.
 */
export const usePledgeEntry = entry({
  name: "loans.use-pledge",
  step: "pay-outs",
  fields: {
    loan: { is: "uuid" },
    member: { is: "member" },
    /** Whose savings they are. */
    pledger: { is: "member" },
    decision: { is: "uuid" },
  },
  needs: (body, books) => [
    ...needsLoanAndAccounts(body, books),
    needsDecision(body.decision),
    ...needsCare(body.loan),
    { balances: { member: body.pledger } },
    need.all(cycleTable),
    need.all(fundTable),
    ...(books.isCovered(fundTable, {})
      ? books.rows(fundTable).map(({ fund, unit }) => need.balance(account.cash(fund), unit))
      : []),
  ],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    const { pledger } = body;
    const decision = carriedDecision(body.decision, "pledge", `${loan.loan_id}/${pledger}`, books, on);
    if (isRefusal(decision)) return decision;
    const { use, account: from, amount } = pledgeIn(decision);
    if (amount === 0n) return refuse("loans.amount-missing");
    const pledge = pledgesOf(loan).find(one => one.member === pledger && one.account === from);
    const held = pledge ? heldOf(pledge, loan) : 0n;
    if (amount > held) return refuse("loans.above-pledge", { unit: loan.unit, amount, held });
    if (use === "let-go")
      return [
        {
          kind: "loans.pledge-let-go",
          on,
          member: loan.member_id,
          lines: [],
          data: { loan: loan.loan_id, pledger, account: from, amount: String(amount), decision: decision.decision_id },
        },
      ];
    const running = runningLoanOf(body, books, on);
    if (isRefusal(running)) return running;
    const unvisited = careFault(running.loan_id, books, on);
    if (unvisited) return unvisited;
    const { kind, product, fund } = partsOfAccount(from as AccountCode);
    const price = kind === "member-shares" && product === "" ? (openCycle(fund, books)?.price ?? 1n) : 1n;
    if (amount % price !== 0n) return refuse("loans.shares-taken-whole", { unit: loan.unit, amount, price });
    const paid = setOff(running, [{ account: from as AccountCode, member: pledger, amount }], on);
    if (isRefusal(paid)) return paid;
    const pledged = { pledger, account: from, decision: decision.decision_id, amount: String(amount) };
    return [{ ...paid, data: { ...paid.data, pledge: pledged } }];
  },
});

interface LetGoData {
  readonly loan: Uuid;
  readonly pledger: MemberId;
  readonly account: AccountCode;
  readonly amount: string;
  readonly decision: Uuid;
}

const letGoOf = (loan: LoanRow, { pledger, account: from }: LetGoData, amount: bigint) => {
  const before = pledgedIn(loan, pledger, from);
  return loanWithHolds(withPledged(loan, pledger, from, { ...before, letGo: before.letGo + amount }));
};

export const pledgeLetGo: Project = (fact, books) => {
  const data = fact.data as unknown as LetGoData;
  const loan = rowOf(data.loan, ["requested", "approved", "running"], books);
  return [...letGoOf(loan, data, BigInt(data.amount)), useDecision(data.decision, books)];
};

export const letGoReversed: Project = fromReversed((original, books) => {
  const data = original as unknown as LetGoData;
  const loan = rowOf(data.loan, ["requested", "approved", "running"], books);
  return [...letGoOf(loan, data, -BigInt(data.amount)), useDecision(data.decision, books, false)];
});

/** Kept again, as long as there is something to keep it for. */
export const mayKeepAgain = (loan: LoanRow, _original: RecordedFact): boolean => isAwaiting(loan) || isRunning(loan);
