import { entry, isRefusal, need, type Project, refuse, type Uuid } from "#base";
import { needsException } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { agreementOf } from "./agreement.ts";
import { type PaidOutPart, partsOf, pausesOf, termsOf, withAgreed, withoutLastAgreed } from "./agreed-anew.ts";
import { faultOfLimits } from "./beyond.ts";
import { counted } from "./counting.ts";
import { guarantorsOf, needsGuarantorsOf } from "./guarantors.ts";
import { needsFundSize, needsLimits } from "./limits.ts";
import { needsLoanAndAccounts, outstanding, paidInAll, type RunningLoan, runningLoanOf } from "./loan.ts";
import { toPayOut, toPayOutOn } from "./parts.ts";
import { amountFault, linesOfPayOut } from "./pay-out.ts";
import { loanWithHolds, pledgeFault } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { loanTable } from "./tables.ts";
import { termsFault } from "./terms-fault.ts";

/**
 * Another part of a loan that was agreed to as a whole: on its day of the plan or later, up to what was agreed to. The
 * limits are asked again, for all that she will owe on it.
 */
export const payOutPartEntry = entry({
  name: "loans.pay-out-part",
  step: "pay-outs",
  fields: {
    loan: { is: "uuid" },
    member: { is: "member" },
    /** Left out, all that may be paid out by this day. */
    amount: { is: "amount", optional: true },
  },
  needs(body, books) {
    const loan = books.isCovered(loanTable, { loan_id: body.loan })
      ? books.row(loanTable, { loan_id: body.loan })
      : undefined;
    return [
      ...needsLoanAndAccounts(body, books),
      ...needsGuarantorsOf(body.loan),
      ...needsLimits(body.member, books),
      needsException(body.loan),
      ...(loan ? [...needsFundSize(loan.fund, loan.unit), need.balance(account.fees(loan.fund), loan.unit)] : []),
    ];
  },
  decide(body, books, { on }) {
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    if (toPayOut(loan) === 0n) return refuse("loans.nothing-left-to-pay-out");
    const { fund, unit, member_id: member } = loan;
    if (books.row(membershipTable, { member_id: member })?.status !== "active") return refuse("loans.member-not-active");
    const allowed = toPayOutOn(loan, on);
    const amount = body.amount ?? allowed;
    const wrong = amountFault(loan, amount, allowed, on);
    if (wrong) return wrong;
    const agreement = agreementOf(loan.terms);
    const period = counted(agreement, loan.paid_out_on, on, pausesOf(loan)).due;
    const part: PaidOutPart = {
      kind: "pay-out",
      on,
      amount: String(amount),
      part: String(partsOf(loan).length + 2),
      period: String(period),
      paid: String(paidInAll(loan)),
    };
    const fault = termsFault(termsOf(withPart(loan, part)));
    if (fault) return fault;
    const guarantors = guarantorsOf(loan.loan_id, books).length;
    const owed = outstanding(loan) + amount;
    const asked = { loan: loan.loan_id, member, product: loan.product, fund, unit };
    const borrowing = { ...asked, amount: owed, guarantors, isFree: agreement.is_free };
    const paidOut = loan.principal + amount;
    const limit = faultOfLimits(loan, borrowing, paidOut, books, on) ?? pledgeFault(loan, paidOut, books);
    if (limit) return limit;
    const { lines, charge } = linesOfPayOut(loan, amount);
    const { kind: _, on: _on, ...data } = part;
    return [
      { kind: "loans.part-paid-out", on, member, lines, data: { loan: loan.loan_id, ...data, charge: String(charge) } },
    ];
  },
});

const withPart = (loan: RunningLoan, part: PaidOutPart): RunningLoan => ({
  ...loan,
  ...withAgreed(loan, part),
  status: "running",
  paid_out_on: loan.paid_out_on,
  principal: loan.principal + BigInt(part.amount),
});

interface PartData extends Omit<PaidOutPart, "kind" | "on"> {
  readonly loan: Uuid;
  readonly charge: string;
}

export const partPaidOut: Project = (fact, books) => {
  const { loan, charge: _, ...part } = fact.data as unknown as PartData;
  const row = rowOf(loan, ["running"], books) as RunningLoan;
  return loanWithHolds(withPart(row, { kind: "pay-out", on: fact.on, ...part }));
};

export const partReversed: Project = fromReversed((original, books) => {
  const { loan, amount } = original as unknown as PartData;
  const row = rowOf(loan, ["running"], books);
  return loanWithHolds({ ...withoutLastAgreed(row), principal: row.principal - BigInt(amount) });
});
