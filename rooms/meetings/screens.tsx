/**
 * The pages the meetings' room adds to the app: the home, and every meeting that was sealed. The others stand apart, for
 * weight.
 */
import type { Page } from "#base";
import { Home } from "./screens/home.tsx";
import { MeetingList } from "./screens/list.tsx";
import { Sealed } from "./screens/sealed.tsx";

export const pages: readonly Page[] = [
  { path: "/", who: ["public"], question: "meetings.home", title: "meetings.home.title", View: Home },
  { path: "/meetings", who: ["anyone"], question: "meetings.list", title: "meetings.list.title", View: MeetingList },
  {
    path: "/meetings/:meeting",
    who: ["anyone"],
    question: "meetings.meeting",
    title: "meetings.sealed.title",
    View: Sealed,
  },
];
