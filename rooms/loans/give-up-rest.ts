import { entry, isRefusal, type Project, put, refuse, type Uuid } from "#base";
import { type RestGivenUp, withAgreed, withoutLastAgreed } from "./agreed-anew.ts";
import { needsLoan, paidInAll, runningLoanOf } from "./loan.ts";
import { toPayOut } from "./parts.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { loanTable } from "./tables.ts";

/** She does not want what is not paid out yet: the loan is what she has. No decision is needed to let go. */
export const giveUpRestEntry = entry({
  name: "loans.give-up-rest",
  step: "requests",
  fields: { loan: { is: "uuid" }, member: { is: "member" } },
  needs: body => [needsLoan(body.loan)],
  decide(body, books, { on }) {
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    const rest = toPayOut(loan);
    if (rest === 0n) return refuse("loans.nothing-left-to-pay-out");
    const paid = String(paidInAll(loan));
    return [
      {
        kind: "loans.rest-given-up",
        on,
        member: loan.member_id,
        lines: [],
        data: { loan: loan.loan_id, rest: String(rest), paid },
      },
    ];
  },
});

export const restGivenUp: Project = (fact, books) => {
  const { loan, paid } = fact.data as unknown as { readonly loan: Uuid; readonly paid: string };
  const given: RestGivenUp = { kind: "rest-given-up", on: fact.on, paid };
  return [put(loanTable, withAgreed(rowOf(loan, ["running"], books), given))];
};

export const restReversed: Project = fromReversed((original, books) => [
  put(loanTable, withoutLastAgreed(rowOf(original.loan as Uuid, ["running"], books))),
]);
