/** Runs before each file of tests: keeps the code of every refusal a rule makes, for `refusals-heard.ts` to read. */
import { afterEach } from "vitest";
import { isOfARule } from "./refusals-heard.ts";

const provoked = new Set<string>();
globalThis.refusalHeard = (code, stack) => {
  if (!provoked.has(code) && isOfARule(stack())) provoked.add(code);
};
afterEach(({ task }) => {
  task.file.meta.provoked = [...provoked];
});
