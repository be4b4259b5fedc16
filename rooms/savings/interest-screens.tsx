/** What savings earn: interest by periods, and the deposits that lie for a time. */
import type { Page } from "#base";
import { InterestView } from "./screens/interest.tsx";
import { TermsView } from "./screens/terms.tsx";

export const pages: readonly Page[] = [
  {
    path: "/savings/interest",
    who: ["anyone"],
    question: "savings.interest",
    title: "savings.interest.title",
    View: InterestView,
  },
  { path: "/savings/terms", who: ["anyone"], question: "savings.terms", title: "savings.term.title", View: TermsView },
];
