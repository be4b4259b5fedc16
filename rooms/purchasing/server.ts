/** What the purchasing room answers on the server: its pages, and what purchases under way are called. */
export { questions, textsOfPurchases } from "./page-questions.ts";
