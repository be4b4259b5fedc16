/** Every language's words, gathered from the rooms and from the shell. */
import type { Catalogue } from "#base";
import { roomOrder } from "#rooms";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PageFile, wordFoldersOf } from "../web/pages.ts";

export const locales = ["id", "en"] as const;

export interface LanguageWords {
  readonly all: Catalogue;
  /** What the browser has at once on these pages: the shell's words, the room's, and those that are theirs alone. */
  of(file: PageFile): Catalogue;
}

export type Catalogues = Readonly<Record<string, LanguageWords>>;

/** All folders of a room's words: `words`, and below it one for each file of pages that has words of its own. */
export const wordFoldersIn = (root: string, room: string): readonly string[] => [
  `rooms/${room}/words`,
  ...readdirSync(join(root, `rooms/${room}/words`), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => `rooms/${room}/words/${entry.name}`),
];

export async function readCatalogues(root: string): Promise<Catalogues> {
  const catalogues: Record<string, LanguageWords> = {};
  for (const locale of locales) {
    const read = async (folder: string): Promise<Catalogue> => {
      const file = join(root, folder, `${locale}.json`);
      return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Catalogue) : {};
    };
    const shell = await read("app/web/words");
    const byFolder = new Map<string, Catalogue>();
    for (const folder of roomOrder.flatMap(room => wordFoldersIn(root, room))) byFolder.set(folder, await read(folder));
    const atHand = new Map<PageFile, Catalogue>();
    const gathered = (file: PageFile): Catalogue =>
      Object.assign({}, shell, ...wordFoldersOf(file).map(folder => byFolder.get(folder))) as Catalogue;
    catalogues[locale] = {
      all: Object.assign({}, shell, ...byFolder.values()) as Catalogue,
      of(file) {
        const words = atHand.get(file) ?? gathered(file);
        atHand.set(file, words);
        return words;
      },
    };
  }
  return catalogues;
}
