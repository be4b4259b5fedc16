/** The meeting day: the page a group's treasurer has open while the women wait. */
import type { Page } from "#base";
import { MeetingDay } from "./screens/meeting.tsx";

const atTheTable = ["treasurer", "secretary", "chair", "money-counter", "key-holder"] as const;

export const pages: readonly Page[] = [
  {
    path: "/meeting",
    who: atTheTable,
    question: "meetings.today",
    title: "meetings.day.title",
    isKept: true,
    View: MeetingDay,
  },
];
