import { type Day, entry, isRefusal, type Project, refuse, type Uuid } from "#base";
import { withCharges } from "./charges-kept.ts";
import { needsLoan, runningLoanOf } from "./loan.ts";
import { owedOn } from "./owed.ts";
import { loanWithHolds } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { stillPaidOff } from "./repayment.ts";

/**
 * Late charges are let go, all of them or some, with the reason: she was ill, the road was under water. It is a line of the
 * sheet, which the members hear and two officers seal; nothing is posted, since what is not paid was never income.
 */
export const waiverEntry = entry({
  name: "loans.waiver",
  step: "fines",
  fields: {
    /** Made on the device: the reason is a text of it. */
    waiver: { is: "uuid" },
    loan: { is: "uuid" },
    member: { is: "member" },
    amount: { is: "amount" },
    reason: { is: "text", max: 300 },
  },
  needs: body => [needsLoan(body.loan)],
  decide(body, books, { on }) {
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    const { amount, member, waiver } = body;
    if (amount === 0n) return refuse("loans.amount-missing");
    const { penalties, total } = owedOn(loan, on);
    if (amount > penalties) return refuse("loans.waiver-exceeds-owed", { amount, owed: penalties, unit: loan.unit });
    return [
      {
        kind: "loans.penalty-waived",
        on,
        member,
        lines: [],
        // Where nothing else was owed, the loan ends with it.
        data: { loan: loan.loan_id, waiver, penalties: String(amount), closes: amount === total },
        texts: [{ about: "loans.waiver", id: waiver, field: "reason", text: body.reason, member }],
      },
    ];
  },
});

interface WaivedData {
  readonly loan: Uuid;
  readonly penalties: string;
  readonly closes: boolean;
}

export const penaltyWaived: Project = (fact, books) => {
  const { loan, penalties, closes } = fact.data as unknown as WaivedData;
  const row = rowOf(loan, ["running"], books);
  const charges = withCharges(row, { penalties_waived: BigInt(penalties) });
  return loanWithHolds({ ...row, charges, ...(closes ? ended(fact.on) : {}) });
};

const ended = (on: Day) => ({ status: "repaid", closed_on: on }) as const;

export const waiverReversed: Project = fromReversed((original, books) => {
  const { loan, penalties } = original as unknown as WaivedData;
  const row = rowOf(loan, ["running", "repaid"], books);
  return loanWithHolds(stillPaidOff(row, { ...row, charges: withCharges(row, { penalties_waived: -BigInt(penalties) }) }));
});
