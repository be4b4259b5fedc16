/** What is printed of a sealed meeting: its sheet, and a receipt for each woman. */
import type { Page } from "#base";
import { PaperReceipts, PaperSheet } from "./screens/paper.tsx";

const mayReadAll = ["treasurer", "secretary", "chair", "money-counter", "supervisory-committee"] as const;

export const pages: readonly Page[] = [
  {
    path: "/meetings/:meeting/sheet",
    who: mayReadAll,
    question: "meetings.sheet",
    title: "meetings.paper.sheet",
    isPaper: true,
    View: PaperSheet,
  },
  {
    path: "/meetings/:meeting/receipts",
    who: ["anyone"],
    question: "meetings.receipts",
    title: "meetings.paper.receipts",
    isPaper: true,
    View: PaperReceipts,
  },
];
