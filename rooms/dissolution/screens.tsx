/** The page of the group's end: how far it is, what is still open, and what becomes of each fund. */
import type { Page } from "#base";
import { DissolutionView } from "./screens/dissolution.tsx";

export const pages: readonly Page[] = [
  {
    path: "/dissolution",
    who: ["anyone"],
    question: "dissolution.page",
    title: "dissolution.screen.title",
    View: DissolutionView,
  },
];
