/** The exceptions report: loans above the limit. */
import type { Page } from "#base";
import { ExceptionsView } from "./screens/exceptions.tsx";

export const pages: readonly Page[] = [
  {
    path: "/loans/exceptions",
    who: ["anyone"],
    question: "loans.exceptions",
    title: "loans.screen.exceptions",
    View: ExceptionsView,
  },
];
