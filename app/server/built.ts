/** From vite's manifest: which files a page of a room in a language needs, so that all are asked for at once. */
import type { Built } from "./document.tsx";
import { type PageFile, wordFoldersOf } from "../web/pages.ts";
import type { ManifestChunk } from "./files.ts";

type Manifest = Readonly<Record<string, ManifestChunk>>;

export function builtOf(manifest: Manifest): (file: PageFile, locale: string) => Built {
  const entry = manifest["app/web/main.tsx"]!;
  return (page, locale) => {
    const files = new Set<string>();
    const add = (name: string): void => {
      const chunk = manifest[name];
      if (!chunk || files.has(chunk.file)) return;
      files.add(chunk.file);
      for (const other of chunk.imports ?? []) add(other);
    };
    add("app/web/main.tsx");
    add(`rooms/${page}.tsx`);
    const words = ["app/web/words", ...wordFoldersOf(page)]
      .map(folder => `${folder}/${locale}.json`)
      .filter(name => manifest[name]);
    words.forEach(add);
    return {
      words: words.map(name => `/${manifest[name]!.file}`),
      scripts: [`/${entry.file}`],
      preload: [...files].filter(file => file !== entry.file).map(file => `/${file}`),
      css: `/${(entry.css ?? [])[0]}`,
    };
  };
}

/** All that a page may ever ask for in a language, later steps and other rooms' words too: what a phone keeps of it. */
export function keptOf(manifest: Manifest): (file: PageFile, locale: string) => readonly string[] {
  return (page, locale) => {
    const files = new Set<string>();
    const seen = new Set<string>();
    const add = (name: string, isLater: (name: string) => boolean): void => {
      const chunk = manifest[name];
      if (!chunk || seen.has(name)) return;
      seen.add(name);
      files.add(`/${chunk.file}`);
      for (const style of chunk.css ?? []) files.add(`/${style}`);
      for (const other of chunk.imports ?? []) add(other, isLater);
      for (const later of (chunk.dynamicImports ?? []).filter(isLater)) add(later, isLater);
    };
    // The entry leads to every page there is; of those only this one is kept.
    add("app/web/main.tsx", name => !name.startsWith("rooms/") && !name.includes("/words/"));
    add(`rooms/${page}.tsx`, () => true);
    for (const name of Object.keys(manifest)) if (new RegExp(`/words/([a-z-]+/)?${locale}\\.json$`).test(name)) add(name, () => false);
    return [...files];
  };
}
