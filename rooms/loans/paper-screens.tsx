/** A loan on paper: the agreement and its schedule. */
import type { Page } from "#base";
import { LoanPrint } from "./screens/print.tsx";

export const pages: readonly Page[] = [
  {
    path: "/loans/:loan/print",
    who: ["anyone"],
    question: "loans.loan",
    title: "loans.screen.print",
    isPaper: true,
    View: LoanPrint,
  },
];
