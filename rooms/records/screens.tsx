/** The pages of what is kept beside the money: plain books, partners, what losses taught, what members learned. */
import type { Page } from "#base";
import { BookView } from "./screens/book.tsx";
import { BooksView } from "./screens/books.tsx";
import { LearningView } from "./screens/learning.tsx";
import { LessonsView } from "./screens/lessons.tsx";
import { PartnersView } from "./screens/partners.tsx";
import { TrainingsView } from "./screens/trainings.tsx";

const officers = ["treasurer", "secretary", "chair", "supervisory-committee"] as const;

export const pages: readonly Page[] = [
  { path: "/records", who: ["anyone"], question: "records.books", title: "records.books.title", View: BooksView },
  { path: "/records/:plain", who: ["anyone"], question: "records.book", title: "records.books.title", View: BookView },
  { path: "/partners", who: ["anyone"], question: "records.partners", title: "records.partners.title", View: PartnersView },
  { path: "/lessons", who: officers, question: "records.lessons", title: "records.lessons.title", View: LessonsView },
  { path: "/training", who: officers, question: "records.trainings", title: "records.trainings.title", View: TrainingsView },
  {
    path: "/members/:member/learning",
    who: ["anyone"],
    question: "records.learning",
    title: "records.learning.title",
    View: LearningView,
  },
];
