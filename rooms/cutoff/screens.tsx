/** The one page of the cut-off: old books are read, looked at, and brought in by two officers. */
import type { Page } from "#base";
import { BringInView } from "./screens/bring-in.tsx";

export const pages: readonly Page[] = [
  {
    path: "/cut-off",
    who: ["treasurer", "secretary", "chair"],
    question: "cutoff.begin",
    title: "command.cutoff.bring-in",
    View: BringInView,
  },
];
