/** What savings earn, by periods and for a time, what was subscribed, and what a member saves for. */
import type { Page } from "#base";
import { CapitalView } from "./screens/capital.tsx";
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
  {
    path: "/savings/capital",
    who: ["anyone"],
    question: "savings.capital",
    title: "savings.capital.title",
    View: CapitalView,
  },
  { path: "/savings/terms", who: ["anyone"], question: "savings.terms", title: "savings.term.title", View: TermsView },
];
