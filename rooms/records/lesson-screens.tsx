/** What was lost, why, and what was learned from it. */
import type { Page } from "#base";
import { LessonsView } from "./screens/lessons.tsx";

export const pages: readonly Page[] = [
  {
    path: "/lessons",
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    question: "records.lessons",
    title: "records.lessons.title",
    View: LessonsView,
  },
];
