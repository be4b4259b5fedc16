/** What the actions room answers on the server: its pages, and what actions under way are called. */
export { type ActionTexts, questions, textsOfActions } from "./page-questions.ts";
