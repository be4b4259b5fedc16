/** The pages the meetings' room adds to the app: the home, the meeting day, and every meeting that was sealed. */
import type { Page } from "#base";
import { Home } from "./screens/home.tsx";
import { MeetingList } from "./screens/list.tsx";
import { MeetingDay } from "./screens/meeting.tsx";
import { PaperReceipts, PaperSheet } from "./screens/paper.tsx";
import { Sealed } from "./screens/sealed.tsx";
import { passbookPages } from "./passbook-screens.tsx";

const atTheTable = ["treasurer", "secretary", "chair", "money-counter", "key-holder"] as const;
const mayReadAll = ["treasurer", "secretary", "chair", "money-counter", "supervisory-committee"] as const;

export const pages: readonly Page[] = [
  { path: "/", who: ["public"], question: "meetings.home", title: "meetings.home.title", View: Home },
  { path: "/meeting", who: atTheTable, question: "meetings.today", title: "meetings.day.title", View: MeetingDay },
  { path: "/meetings", who: ["anyone"], question: "meetings.list", title: "meetings.list.title", View: MeetingList },
  { path: "/meetings/:meeting", who: ["anyone"], question: "meetings.meeting", title: "meetings.sealed.title", View: Sealed },
  { path: "/meetings/:meeting/sheet", who: mayReadAll, question: "meetings.sheet", title: "meetings.paper.sheet", isPaper: true, View: PaperSheet },
  { path: "/meetings/:meeting/receipts", who: ["anyone"], question: "meetings.receipts", title: "meetings.paper.receipts", isPaper: true, View: PaperReceipts },
  ...passbookPages,
];
