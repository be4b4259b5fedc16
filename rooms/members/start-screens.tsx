/** A group begins: seven steps that are taken once. */
import type { Page } from "#base";
import { Start } from "./screens/start/start.tsx";

export const pages: readonly Page[] = [
  { path: "/start", who: ["public"], title: "members.screen.welcome.start", View: Start },
];
