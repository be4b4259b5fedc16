/** The pages of the loans: the group's loans, and one loan. */
import type { Page } from "#base";
import { LoanView } from "./screens/loan.tsx";
import { LoansView } from "./screens/loans.tsx";

export const pages: readonly Page[] = [
  { path: "/loans", who: ["anyone"], question: "loans.loans", title: "loans.screen.loans", View: LoansView },
  { path: "/loans/:loan", who: ["anyone"], question: "loans.loan", title: "loans.screen.loan", View: LoanView },
];
