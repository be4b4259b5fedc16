/** What savings earn, by periods and for a time, and what a member saves for. */
import type { Page } from "#base";
import { GoalsView } from "./screens/goals.tsx";
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
  { path: "/me/goals", who: ["anyone"], question: "savings.goals", title: "savings.goal.title", View: GoalsView },
  { path: "/savings/terms", who: ["anyone"], question: "savings.terms", title: "savings.term.title", View: TermsView },
];
