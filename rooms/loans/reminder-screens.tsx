/** Reminders of instalments: a member's own, and the slips she may ask for instead. */
import type { Page } from "#base";
import { RemindersView } from "./screens/reminders.tsx";
import { SlipsView } from "./screens/slips.tsx";

export const pages: readonly Page[] = [
  { path: "/me/reminders", who: ["anyone"], question: "loans.reminders", title: "loans.reminder.title", View: RemindersView },
  {
    path: "/loans/slips",
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    question: "loans.slips",
    title: "loans.slip.title",
    View: SlipsView,
  },
];
