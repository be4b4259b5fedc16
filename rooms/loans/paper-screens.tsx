/** One loan on paper: the agreement, and her instalments page by page. */
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
