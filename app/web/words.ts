/// <reference types="vite/client" />
/**
 * The words of a page: those of the shell and of its room come with the first load, a few others are left in the page by the
 * server, and the rest of the language follows once the page is alive. One catalogue grows; nobody waits for all of it.
 */
import type { Catalogue } from "#base";
import { comingWords } from "#client";
import { type PageFile, wordFoldersOf } from "./pages.ts";

const files = import.meta.glob<Catalogue>(
  ["./words/*.json", "../../rooms/*/words/*.json", "../../rooms/*/words/*/*.json"],
  { import: "default" },
);

/** The words for a file of pages, with what the server found it needs from elsewhere. */
export async function wordsFor(file: PageFile, locale: string, extra: Catalogue): Promise<Catalogue> {
  const folders = ["./words", ...wordFoldersOf(file).map(folder => `../../${folder}`)];
  const parts = await Promise.all(folders.map(folder => files[`${folder}/${locale}.json`]?.()));
  const catalogue: Record<string, string> = Object.assign({}, extra, ...parts);
  comingWords(
    whenIdle().then(async () => {
      const others = Object.keys(files).filter(place => place.endsWith(`/${locale}.json`));
      Object.assign(catalogue, ...(await Promise.all(others.map(place => files[place]!()))));
    }),
  );
  return catalogue;
}

const whenIdle = (): Promise<void> =>
  new Promise(resolve => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 300);
  });
