/** A member's statement for a bank, and where anybody checks one. */
import type { Page } from "#base";
import { CheckStatement } from "./screens/check-statement.tsx";
import { StatementOnPaper } from "./screens/statement-on-paper.tsx";
import { Statements } from "./screens/statements.tsx";

export const pages: readonly Page[] = [
  {
    path: "/me/statements",
    who: ["anyone"],
    question: "meetings.statements",
    title: "meetings.statements.title",
    View: Statements,
  },
  {
    path: "/me/statements/:consent",
    who: ["anyone"],
    question: "meetings.statement",
    title: "meetings.statement.title",
    isPaper: true,
    View: StatementOnPaper,
  },
  { path: "/check-statement", who: ["public"], title: "meetings.check-statement.title", View: CheckStatement },
];
