/** What members learned, and the public schemes one is in. */
import type { Page } from "#base";
import { LearningView } from "./screens/learning.tsx";
import { TrainingsView } from "./screens/trainings.tsx";

export const pages: readonly Page[] = [
  {
    path: "/training",
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    question: "records.trainings",
    title: "records.trainings.title",
    View: TrainingsView,
  },
  {
    path: "/members/:member/learning",
    who: ["anyone"],
    question: "records.learning",
    title: "records.learning.title",
    View: LearningView,
  },
];
