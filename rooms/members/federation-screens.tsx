/** To whom the group belongs, and the chapters that belong to it. */
import type { Page } from "#base";
import { Federation } from "./screens/federation.tsx";

export const pages: readonly Page[] = [
  {
    path: "/federation",
    who: ["anyone"],
    question: "members.federation",
    title: "members.screen.federation",
    View: Federation,
  },
];
