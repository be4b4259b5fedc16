/** To whom the group belongs, the chapters that belong to it, and which other groups are hers. */
import type { Page } from "#base";
import { Federation } from "./screens/federation.tsx";
import { MyGroups } from "./screens/my-groups.tsx";

export const pages: readonly Page[] = [
  {
    path: "/federation",
    who: ["anyone"],
    question: "members.federation",
    title: "members.screen.federation",
    View: Federation,
  },
  {
    path: "/my-groups",
    who: ["anyone"],
    question: "members.my-groups",
    title: "members.screen.my-groups",
    View: MyGroups,
  },
];
