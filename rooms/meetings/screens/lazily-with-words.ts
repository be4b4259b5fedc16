/** Later steps that speak words of other rooms, which come after the page's own. */
import { allWords } from "#client";
import type { ComponentType } from "preact";
import { lazily } from "./lazily.tsx";

export const lazilyWithWords = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> =>
  lazily(() => Promise.all([load(), allWords()]).then(([View]) => View));
