/**
 * What a phone must fetch before a page is alive, for each file of pages and each language: the entry, the screens, the
 * words, and whatever those import. It is the list the server announces in the head, weighed as gzip.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { builtOf, keptOf } from "../../app/server/built.ts";
import type { ManifestChunk } from "../../app/server/files.ts";
import { type PageFile, pageFiles } from "../../app/web/pages.ts";
import { steps } from "../../rooms/meetings/screens/use-place.ts";
import { root } from "./sources.ts";

/** The meeting day is the largest page there is, the more so reopened on a later step; the others keep below it. */
const most = { "meetings/day-screens": 56 * 1024, reopened: 60 * 1024, others: 50 * 1024 } as const;
/** All that a phone keeps so that the meeting opens without a signal, words of one language among it. */
const keptMost = 300 * 1024;
const locales = ["id", "en"] as const;
const web = join(root, "dist/web");

describe("the first load", () => {
  let manifest: Readonly<Record<string, ManifestChunk>>;
  beforeAll(() => {
    const file = join(web, ".vite/manifest.json");
    if (!existsSync(file))
      throw new Error("The web app is not built: say `npm run build` first (`npm test` does it by itself).");
    manifest = JSON.parse(readFileSync(file, "utf8")) as typeof manifest;
  });

  it("is announced whole in the head: entry, screens and words of every page", () => {
    const missing = pageFiles
      .flatMap(page => [
        `rooms/${page}.tsx`,
        ...locales.map(locale => `rooms/${page.split("/")[0]}/words/${locale}.json`),
      ])
      .filter(name => !manifest[name]);
    expect(missing).toEqual([]);
    expect(manifest["app/web/main.tsx"]?.css, "the style sheet").toHaveLength(1);
  });

  it("leaves on the phone at most 300 KB, so that the meeting opens without a signal", () => {
    for (const locale of locales) {
      const files = keptOf(manifest)("meetings/day-screens", locale);
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file))).length, 0);
      console.info(`Kept for the meeting in ${locale}: ${files.length} files, ${(bytes / 1024).toFixed(1)} KB gzipped`);
      expect(bytes).toBeLessThan(keptMost);
      expect(files.filter(file => file.endsWith(".css"))).toHaveLength(1);
      expect(files.some(file => file.includes("/paper-screens-"))).toBe(false);
    }
    // A worker of an older phone reads one file and no module.
    expect(readFileSync(join(web, "sw.js"), "utf8")).not.toMatch(/\b(import|export)\b/);
  });

  /** Of the page, with whatever else it shows at once. */
  function weightOf(page: PageFile, locale: string, also: readonly string[] = []): number {
    const { scripts, preload } = builtOf(manifest)(page, locale);
    const files = new Set([...scripts, ...preload]);
    const add = (name: string): void => {
      const chunk = manifest[name]!;
      if (files.has(`/${chunk.file}`)) return;
      files.add(`/${chunk.file}`);
      for (const other of chunk.imports ?? []) add(other);
    };
    also.forEach(add);
    return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file))).length, 0);
  }
  const inKb = (bytes: number): string => (bytes / 1024).toFixed(1);

  it("weighs at most 56 KB of gzipped JavaScript on the meeting day, and 50 KB on every other page", () => {
    const loads = pageFiles.flatMap(page =>
      locales.map(locale => ({ page, locale, bytes: weightOf(page, locale) })),
    );
    console.info(
      `First load, gzipped JavaScript in KB: ${loads.map(({ page, locale, bytes }) => `${page} ${locale} ${inKb(bytes)}`).join(", ")}`,
    );
    expect(
      loads
        .filter(({ page, bytes }) => bytes > (page === "meetings/day-screens" ? most[page] : most.others))
        .map(({ page, locale, bytes }) => `${page} in ${locale}: ${inKb(bytes)} KB`),
    ).toEqual([]);
  });

  it("weighs at most 60 KB where the meeting day is reopened on a step that comes later", () => {
    const later = steps.map(step => `rooms/meetings/screens/${step}.tsx`).filter(name => manifest[name]);
    // Roll, keys and the sheet are there from the start.
    expect(later).toHaveLength(steps.length - 3);
    const loads = later.flatMap(step =>
      locales.map(locale => ({ step, locale, bytes: weightOf("meetings/day-screens", locale, [step]) })),
    );
    console.info(`Reopened: ${loads.map(({ step, locale, bytes }) => `${step} ${locale} ${inKb(bytes)}`).join(", ")}`);
    expect(loads.filter(({ bytes }) => bytes > most.reopened)).toEqual([]);
  });
});
