/** The last line of a run: what was not run here, and how to have it run. Where everything was, it says nothing. */
import { basename } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { chromiumHere, howToGetIt } from "./chromium.ts";

export default class NotRun implements Reporter {
  #isChosen = false;

  onInit(vitest: Vitest): void {
    // Whoever asked for one test by its name knows that the others were left out.
    this.#isChosen = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#isChosen) return;
    const skipped = modules.map(module => ({
      file: basename(module.moduleId),
      tests: [...module.children.allTests("skipped")].length,
    }));
    const line = notRun(skipped, chromiumHere() !== null);
    if (line !== null) process.stdout.write(`\n${line}\n`);
  }
}

export function notRun(
  skipped: readonly { readonly file: string; readonly tests: number }[],
  hasChromium: boolean,
): string | null {
  const left = skipped.filter(({ tests }) => tests > 0);
  if (left.length === 0) return null;
  const count = left.reduce((sum, { tests }) => sum + tests, 0);
  const files = left.map(({ file }) => file.replace(/\.test\.tsx?$/, "")).sort();
  return `NOT RUN HERE: ${count} ${count === 1 ? "test" : "tests"} of ${files.join(", ")}.${hasChromium ? "" : ` ${howToGetIt}`}`;
}
