/** The page of the pots: who received when, whose turn is next, and what is hers in it. */
import type { Page } from "#base";
import { PotsView } from "./screens/pots.tsx";

export const pages: readonly Page[] = [
  { path: "/pots", who: ["anyone"], question: "pots.pots", title: "pots.screen.title", View: PotsView },
];
