/** Where the group is in the tree of places. */
import type { Page } from "#base";
import { Places } from "./screens/places.tsx";

export const pages: readonly Page[] = [
  { path: "/places", who: ["anyone"], question: "members.places", title: "members.screen.places", View: Places },
];
