/** Calls for help: those that are open, one of them with what is offered, and a new one. */
import type { Page } from "#base";
import { CallView } from "./screens/call.tsx";
import { CallsView } from "./screens/calls.tsx";
import { NewCallView } from "./screens/new-call.tsx";

const who = ["member", "treasurer", "secretary", "chair", "supervisory-committee"] as const;

export const pages: readonly Page[] = [
  { path: "/aid/calls", who, question: "aid.calls", title: "aid.call.title", View: CallsView },
  { path: "/aid/calls/new", who, question: "aid.new-call", title: "command.aid.call-for-help", View: NewCallView },
  { path: "/aid/calls/:call", who, question: "aid.call", title: "aid.call.one", View: CallView },
];
