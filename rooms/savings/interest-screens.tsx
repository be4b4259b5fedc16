/** The interest on savings: what the next period gives, and what was posted. */
import type { Page } from "#base";
import { InterestView } from "./screens/interest.tsx";

export const pages: readonly Page[] = [
  {
    path: "/savings/interest",
    who: ["anyone"],
    question: "savings.interest",
    title: "savings.interest.title",
    View: InterestView,
  },
];
