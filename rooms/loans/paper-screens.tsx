/** One loan on paper: the agreement, and her instalments page by page; and the slips that remind of them. */
import type { Page } from "#base";
import { LoanPrint } from "./screens/print.tsx";
import { SlipsPrint } from "./screens/print-slips.tsx";

export const pages: readonly Page[] = [
  {
    path: "/loans/:loan/print",
    who: ["anyone"],
    question: "loans.loan",
    title: "loans.screen.print",
    isPaper: true,
    View: LoanPrint,
  },
  {
    path: "/loans/slips/print",
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    question: "loans.slips",
    title: "loans.slip.print",
    isPaper: true,
    View: SlipsPrint,
  },
];
