/** The pages of mutual aid: the funds, and one claim. */
import type { Page } from "#base";
import { AidView } from "./screens/aid.tsx";
import { ClaimView } from "./screens/claim.tsx";

export const pages: readonly Page[] = [
  { path: "/aid", who: ["anyone"], question: "aid.aid", title: "aid.screen.aid", View: AidView },
  { path: "/aid/claims/:claim", who: ["anyone"], question: "aid.claim", title: "aid.screen.claim", View: ClaimView },
];
