/** Whether the books are safe from a broken computer, and all of them to take along. */
import type { Page } from "#base";
import { Backups } from "./screens/backups.tsx";

export const pages: readonly Page[] = [
  {
    path: "/backups",
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    question: "members.backups",
    title: "assembly.backups",
    View: Backups,
  },
];
