/** From vite's manifest: which files a page of a room in a language needs, so that all are asked for at once. */
import type { Built } from "./document.tsx";
import { type PageFile, roomOfPages } from "../web/pages.ts";
import type { ManifestChunk } from "./files.ts";

export function builtOf(manifest: Readonly<Record<string, ManifestChunk>>): (file: PageFile, locale: string) => Built {
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
    add(`app/web/words/${locale}.json`);
    add(`rooms/${roomOfPages(page)}/words/${locale}.json`);
    return {
      scripts: [`/${entry.file}`],
      preload: [...files].filter(file => file !== entry.file).map(file => `/${file}`),
      css: `/${(entry.css ?? [])[0]}`,
    };
  };
}
