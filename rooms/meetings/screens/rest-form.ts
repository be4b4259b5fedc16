/** What is not paid out yet of a loan in parts, and not wanted any more. */
import { type Form, womanNamed, write } from "./form-parts.ts";
import type { RunningLoanSeen } from "./seen.ts";

const isLeft = ({ toPayOut }: RunningLoanSeen): boolean => toPayOut !== "0";

/** A loan in parts, of which she does not want those that are to come. */
export const restForm: Form = {
  name: "give-up-rest",
  said: "loans.form",
  icon: "exit",
  isOffered: ({ today: seen }) => seen.loans.some(isLeft),
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        forms.today.loans.filter(isLeft).map(loan => ({
          value: loan.loan,
          label: womanNamed(forms, loan.member),
          sub: forms.words.amount(BigInt(loan.toPayOut), loan.unit),
        })),
    },
  ],
  lines({ loan = "" }, forms) {
    const member = forms.today.loans.find(one => one.loan === loan)?.member ?? "";
    return [write(`rest.${loan}`, "loans.give-up-rest", { loan, member })];
  },
};
