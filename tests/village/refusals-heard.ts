/**
 * Which refusals were really provoked: in tests `refuse` itself is heard, so that a code that a test only names does not count.
 * `hearRefusals` goes into Vitest's plugins, `hear-refusals.setup.ts` into its set-up files, and the reporter says at the end of
 * a run of everything which refusal of the house nobody provoked, and the run then fails; that each is named in a test at all,
 * `tests/tidy` holds.
 */
import type { Reporter, TestModule } from "vitest/node";
import { refusalsOfTheHouse } from "../tidy/refusals.ts";

declare module "vitest" {
  interface TaskMeta {
    /** Codes of the refusals that rules made while this file of tests ran. */
    provoked?: readonly string[];
  }
}

declare global {
  /** Set while tests run: is told the code of every refusal, and where it was made. */
  var refusalHeard: ((code: string, stack: () => string) => void) | undefined;
}

const made = "export function refuse(refused: string, because: Because = {}): Refusal {";

/** Lets `refuse` be heard in tests; what is built and served knows nothing of it. */
export const hearRefusals = {
  name: "hear-refusals",
  enforce: "pre" as const,
  transform(code: string, id: string): string | null {
    if (!id.endsWith("/base/refusal.ts")) return null;
    if (!code.includes(made)) throw new Error("base/refusal.ts makes refusals in another way: hear them there");
    return code.replace(made, `${made} globalThis.refusalHeard?.(refused, () => new Error().stack);`);
  },
};

/** Where the refusal was made. One that a test or a screen makes itself, to be put into words, is no rule's. */
export const isOfARule = (stack: string): boolean => {
  const frames = stack.split("\n");
  const place = frames[frames.findLastIndex(frame => frame.includes("/base/refusal.ts")) + 1] ?? "";
  return /\/(rooms|app)\//.test(place) && !/\.(test|testing)\.tsx?|\/screens\/|-screens\.tsx|\/tests\//.test(place);
};

/** Browser tests are not run everywhere, and count for nothing here. */
const isEverywhere = ({ moduleId }: Pick<TestModule, "moduleId">): boolean => !/browser/.test(moduleId);

export default class RefusalsHeard implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const isWhole = process.env["LUMBUNG_TEST_WHOLE"] === "yes" && modules.every(module => module.ok());
    if (!isWhole) return;
    const heard = modules.filter(isEverywhere).flatMap(module => module.meta().provoked ?? []);
    const line = unheard(refusalsOfTheHouse().map(one => one.code), heard);
    if (line === null) return;
    process.stdout.write(`\n${line}\n`);
    process.exitCode = 1;
  }
}

export function unheard(codes: readonly string[], heard: readonly string[]): string | null {
  const provoked = new Set(heard);
  const left = codes.filter(code => !provoked.has(code));
  return left.length === 0 ? null : `NO TEST PROVOKED: ${left.join(", ")}.`;
}
