/**
 * Writes the gallery: `npx tsx look/gallery.ts OUTFILE [SCREEN] [id|en]`. Without a screen it writes the page of parts.
 * One self-contained file, no script: what it shows is what the server sends first.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { Sample, type ScreenName, screens } from "./gallery.tsx";
import type { Tongue } from "./gallery-words.ts";

export function galleryPage(screen: ScreenName, tongue: Tongue): string {
  const css = readFileSync(new URL("./look.css", import.meta.url), "utf8");
  const body = renderToString(h(Sample, { screen, tongue }));
  return `<!doctype html><html lang="${tongue}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Look: ${screen}</title><style>${css}</style></head><body><div id="root">${body}</div></body></html>`;
}

const [outFile, screen = "parts", tongue = "id"] = process.argv.slice(2);
if (outFile && import.meta.url === new URL(process.argv[1] ?? "", "file://").href) {
  if (!(screens as readonly string[]).includes(screen))
    throw new Error(`There is no screen "${screen}". There are: ${screens.join(", ")}.`);
  writeFileSync(outFile, galleryPage(screen as ScreenName, tongue as Tongue));
}
