/** The pages of the plain books: which there are, and the lines of one. */
import type { Page } from "#base";
import { BookView } from "./screens/book.tsx";
import { BooksView } from "./screens/books.tsx";

export const pages: readonly Page[] = [
  { path: "/records", who: ["anyone"], question: "records.books", title: "records.books.title", View: BooksView },
  { path: "/records/:plain", who: ["anyone"], question: "records.book", title: "records.books.title", View: BookView },
];
