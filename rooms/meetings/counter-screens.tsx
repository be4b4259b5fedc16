/** The counter: what two people may write between meetings. Apart, since it brings the meeting's forms along. */
import type { Page } from "#base";
import { Counter } from "./screens/counter.tsx";

export const pages: readonly Page[] = [
  {
    path: "/counter",
    who: ["treasurer", "secretary", "chair"],
    question: "meetings.counter",
    title: "meetings.counter.title",
    View: Counter,
  },
];
