/** Every language's words, gathered from the rooms and from the shell. */
import type { Catalogue } from "#base";
import { roomOrder } from "#rooms";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const locales = ["id", "en"] as const;

export interface LanguageWords {
  readonly all: Catalogue;
  /** What the browser has at once on a page of this room: the shell's words and the room's own. */
  of(room: string): Catalogue;
}

export type Catalogues = Readonly<Record<string, LanguageWords>>;

export async function readCatalogues(root: string): Promise<Catalogues> {
  const catalogues: Record<string, LanguageWords> = {};
  for (const locale of locales) {
    const read = async (file: string): Promise<Catalogue> =>
      existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Catalogue) : {};
    const shell = await read(join(root, `app/web/words/${locale}.json`));
    const rooms = new Map<string, Catalogue>();
    for (const room of roomOrder) rooms.set(room, await read(join(root, `rooms/${room}/words/${locale}.json`)));
    const atHand = new Map([...rooms].map(([room, words]) => [room, { ...shell, ...words }]));
    catalogues[locale] = {
      all: Object.assign({}, shell, ...rooms.values()) as Catalogue,
      of: room => atHand.get(room) ?? shell,
    };
  }
  return catalogues;
}
