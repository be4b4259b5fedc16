/**
 * The pages the members' room adds to the app for those who are in: the list, her own papers, settings. Those at the door
 * are in `door-screens.tsx`, those of offices and things in common in `office-screens.tsx`.
 */
import type { Page } from "#base";
import { EraseView } from "./screens/erase.tsx";
import { GivePinView } from "./screens/give-pin.tsx";
import { JoinView } from "./screens/join.tsx";
import { ContactView, LeaveView, RenameView } from "./screens/member-acts.tsx";
import { MemberList } from "./screens/member-list.tsx";
import { Settings } from "./screens/settings.tsx";

const scribes = ["treasurer", "secretary", "chair"] as const;
const officers = [...scribes, "supervisory-committee"] as const;

export const pages: readonly Page[] = [
  { path: "/members", who: ["anyone"], question: "members.list", title: "members.screen.members", View: MemberList },
  { path: "/members/new", who: scribes, question: "members.list", title: "members.join", View: JoinView },
  {
    path: "/members/:member/name",
    who: scribes,
    question: "members.member",
    title: "members.rename",
    View: RenameView,
  },
  {
    path: "/members/:member/contact",
    who: ["anyone"],
    question: "members.member",
    title: "members.set-contact",
    View: ContactView,
  },
  {
    path: "/members/:member/pin",
    who: officers,
    question: "members.member",
    title: "members.give-pin",
    View: GivePinView,
  },
  { path: "/members/:member/leave", who: scribes, question: "members.member", title: "members.leave", View: LeaveView },
  {
    path: "/members/:member/erase",
    who: ["secretary", "chair"],
    question: "members.member",
    title: "members.erase-person",
    View: EraseView,
  },
  {
    path: "/settings",
    who: ["anyone"],
    question: "members.settings",
    title: "members.screen.settings",
    View: Settings,
  },
];
