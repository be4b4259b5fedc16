/** The pages of the loans: the group's loans, one loan, and the same on paper. */
import type { Page } from "#base";
import { LoanView } from "./screens/loan.tsx";
import { LoansView } from "./screens/loans.tsx";
import { LoanPrint } from "./screens/print.tsx";

export const pages: readonly Page[] = [
  { path: "/loans", who: ["anyone"], question: "loans.loans", title: "loans.screen.loans", View: LoansView },
  { path: "/loans/:loan", who: ["anyone"], question: "loans.loan", title: "loans.screen.loan", View: LoanView },
  {
    path: "/loans/:loan/print",
    who: ["anyone"],
    question: "loans.loan",
    title: "loans.screen.print",
    isPaper: true,
    View: LoanPrint,
  },
];
