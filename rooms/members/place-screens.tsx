/** Where the group is in the tree of places. */
import type { Page } from "#base";
import { ChoosePlace } from "./screens/choose-place.tsx";
import { Places } from "./screens/places.tsx";

export const pages: readonly Page[] = [
  { path: "/places", who: ["anyone"], question: "members.places", title: "members.screen.places", View: Places },
  {
    path: "/places/choose",
    who: ["secretary", "chair"],
    question: "members.choose-place",
    title: "members.set-place",
    View: ChoosePlace,
  },
];
