/** What the pots' room answers on the server. */
export { questions } from "./page-questions.ts";
