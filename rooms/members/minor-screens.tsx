/** A member under age: who her guardian is, and that she has come of age. */
import type { Page } from "#base";
import { GuardianView } from "./screens/guardian.tsx";

export const pages: readonly Page[] = [
  {
    path: "/members/:member/guardian",
    who: ["treasurer", "secretary", "chair"],
    question: "members.member",
    title: "members.screen.under-age",
    View: GuardianView,
  },
];
