/**
 * The words of a page: those of the shell and of its room come with the first load, a few others are left in the page by the
 * server, and the rest of the language follows once the page is alive. One catalogue grows; nobody waits for all of it.
 */
import type { Catalogue } from "#base";
import { comingWords } from "#client";

/** `files` are the addresses the server announced; a list of all catalogues there are would weigh on every first load. */
export async function wordsFor(files: readonly string[], locale: string, extra: Catalogue): Promise<Catalogue> {
  const parts = await Promise.all(files.map(file => import(/* @vite-ignore */ file) as Promise<{ default: Catalogue }>));
  const catalogue: Record<string, string> = Object.assign({}, extra, ...parts.map(part => part.default));
  comingWords(
    whenIdle().then(async () => {
      const { restOfWords } = await import("./rest-of-words.ts");
      Object.assign(catalogue, ...(await restOfWords(locale)));
    }),
  );
  return catalogue;
}

const whenIdle = (): Promise<void> =>
  new Promise(resolve => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 300);
  });
