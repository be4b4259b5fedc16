/** The exceptions report: what was asked for beyond a limit. */
import type { Page } from "#base";
import { ExceptionsView } from "./screens/exceptions.tsx";

export const pages: readonly Page[] = [
  {
    path: "/exceptions",
    who: ["anyone"],
    question: "assembly.exceptions",
    title: "assembly.screen.exceptions",
    View: ExceptionsView,
  },
];
