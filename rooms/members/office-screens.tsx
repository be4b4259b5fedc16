/** Who holds which office and hands it over, and what the group owns in common. */
import type { Page } from "#base";
import { HerOffices } from "./screens/her-offices.tsx";
import { AppointView } from "./screens/join.tsx";
import { Officers } from "./screens/officers.tsx";
import { Things } from "./screens/things.tsx";

export const pages: readonly Page[] = [
  {
    path: "/officers",
    who: ["anyone"],
    question: "members.officers",
    title: "members.screen.officers",
    View: Officers,
  },
  {
    path: "/members/:member/offices",
    who: ["anyone"],
    question: "members.member",
    title: "members.screen.her-offices",
    View: HerOffices,
  },
  {
    path: "/officers/new",
    who: ["treasurer", "secretary", "chair"],
    question: "members.list",
    title: "members.appoint-official",
    View: AppointView,
  },
  { path: "/things", who: ["anyone"], question: "members.things", title: "members.screen.things", View: Things },
];
