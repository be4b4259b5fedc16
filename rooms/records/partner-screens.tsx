/** With whom the group works, on what they agreed, and what ends soon. */
import type { Page } from "#base";
import { PartnersView } from "./screens/partners.tsx";

export const pages: readonly Page[] = [
  { path: "/partners", who: ["anyone"], question: "records.partners", title: "records.partners.title", View: PartnersView },
];
