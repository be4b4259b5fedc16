/** The monthly visit: a leader's round, who leads and what is looked at, and on the chapter's side what it grants and confirms. */
import type { Page } from "#base";
import { Leaders } from "./screens/leaders.tsx";
import { OurVisits } from "./screens/our-visits.tsx";
import { Register } from "./screens/register.tsx";
import { Visits } from "./screens/visits.tsx";

export const pages: readonly Page[] = [
  {
    path: "/visits",
    who: ["anyone"],
    question: "network.plan",
    title: "network.visit.title",
    isKept: true,
    View: Visits,
  },
  {
    path: "/visits/leaders",
    who: ["chair", "secretary", "treasurer"],
    question: "network.leaders",
    title: "network.visit.leaders",
    View: Leaders,
  },
  { path: "/chapters", who: ["anyone"], question: "network.register", title: "network.visit.register", View: Register },
  { path: "/our-visits", who: ["anyone"], question: "network.ours", title: "network.visit.our-visits", View: OurVisits },
];
