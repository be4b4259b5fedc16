/** The pages at the door: what a stranger, or a phone that has nothing yet, opens first. */
import type { Page } from "#base";
import { LetIn } from "./screens/let-in.tsx";
import { NotAllowed, NotFound } from "./screens/not-here.tsx";
import { SignIn } from "./screens/sign-in.tsx";
import { Welcome } from "./screens/welcome.tsx";

export const pages: readonly Page[] = [
  {
    path: "/welcome",
    who: ["public"],
    question: "members.welcome",
    title: "members.screen.welcome.name",
    View: Welcome,
  },
  { path: "/sign-in", who: ["public"], title: "members.sign-in.title", View: SignIn },
  { path: "/let-in", who: ["public"], title: "members.screen.let-in.title", View: LetIn },
  { path: "/not-found", who: ["public"], title: "members.screen.not-found.title", View: NotFound },
  { path: "/not-allowed", who: ["public"], title: "members.screen.not-allowed.title", View: NotAllowed },
];
