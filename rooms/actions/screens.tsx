/** The pages of working together: all of it, a new one, and one with all that is hers and the group's of it. */
import type { Page } from "#base";
import { ActionView } from "./screens/action.tsx";
import { ActionsView } from "./screens/actions.tsx";
import { PlanView } from "./screens/plan.tsx";

export const pages: readonly Page[] = [
  {
    path: "/actions",
    who: ["anyone"],
    question: "actions.actions",
    title: "actions.screen.actions",
    View: ActionsView,
  },
  {
    path: "/actions/plan",
    who: ["anyone"],
    question: "actions.plan",
    title: "command.actions.plan",
    View: PlanView,
  },
  {
    path: "/actions/:action",
    who: ["anyone"],
    question: "actions.action",
    title: "actions.screen.action",
    View: ActionView,
  },
];
