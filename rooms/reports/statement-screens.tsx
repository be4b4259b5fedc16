/** The group's statements for a bank or an agency: what the members decided, what was made of it, and its paper. */
import type { Page } from "#base";
import { GroupStatementOnPaper } from "./screens/group-statement-on-paper.tsx";
import { GroupStatements } from "./screens/group-statements.tsx";

export const pages: readonly Page[] = [
  {
    path: "/group-statements",
    who: ["anyone"],
    question: "reports.group-statements",
    title: "reports.group-statements",
    View: GroupStatements,
  },
  {
    path: "/group-statements/:statement",
    who: ["anyone"],
    question: "reports.group-statement",
    title: "reports.group-statement",
    isPaper: true,
    View: GroupStatementOnPaper,
  },
];
