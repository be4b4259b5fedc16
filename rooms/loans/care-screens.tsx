/** Visits before a step: who needs one, and those about one loan. */
import type { Page } from "#base";
import { CareView } from "./screens/care.tsx";
import { LoanCareView } from "./screens/loan-care.tsx";

export const pages: readonly Page[] = [
  { path: "/loans/care", who: ["anyone"], question: "loans.care", title: "loans.care.title", View: CareView },
  { path: "/loans/:loan/care", who: ["anyone"], question: "loans.care-of", title: "loans.care.of-loan", View: LoanCareView },
];
