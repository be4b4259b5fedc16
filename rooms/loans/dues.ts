import { type Books, type Day, type Dues, type Entry, need } from "#base";
import { membershipTable } from "#members";
import { dueOn } from "./arrears.ts";
import { isRunning, type RunningLoan } from "./loan.ts";
import { loanTable } from "./tables.ts";

/**
 * What each running loan asks for on a day: the instalments due and not paid, late ones among them, with the interest.
 * By member number, as the members come forward, and her older loan first.
 */
export const loanDues: Dues = {
  needs: () => [need.row(loanTable, { status: "running" }), need.all(membershipTable)],
  due(books, on) {
    // Who left and still owes is not called at the meeting; what she brings is written as it comes.
    const active = books.rows(membershipTable).filter(member => member.status === "active");
    const numbers = new Map(active.map(member => [member.member_id, member.number]));
    const numberOf = (loan: RunningLoan): number => numbers.get(loan.member_id) ?? 0;
    return runningLoans(books, on)
      .filter(loan => numbers.has(loan.member_id))
      .map(loan => ({ loan, amount: dueOn(loan, on).total }))
      .filter(({ amount }) => amount > 0n)
      .sort((a, b) => numberOf(a.loan) - numberOf(b.loan) || compareText(placeOf(a.loan), placeOf(b.loan)))
      .map(
        ({ loan, amount }): Entry => ({
          entry: "loans.repayment",
          body: { loan: loan.loan_id, member: loan.member_id, amount },
        }),
      );
  },
};

const runningLoans = (books: Books, on: Day): readonly RunningLoan[] =>
  books
    .rows(loanTable, { status: "running" })
    .filter(isRunning)
    .filter(loan => loan.paid_out_on <= on);

const placeOf = (loan: RunningLoan): string => `${loan.paid_out_on} ${loan.loan_id}`;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
