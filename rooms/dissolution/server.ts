/** What the dissolution's room answers on the server. */
export { questions } from "./page-questions.ts";
