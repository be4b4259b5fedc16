/** The HTML of a page: painted on the server from the same components the browser brings to life. */
import { type Catalogue, type Page, type PageProps, type Words, wordsOf } from "#base";
import type { ComponentType } from "preact";
import { render } from "preact-render-to-string";
import type { Bare, Left } from "../web/main.tsx";
import type { PageFile } from "../web/pages.ts";
import { Shell } from "../web/shell.tsx";

/** What vite wrote: which file a source became, and what it needs. */
export interface Built {
  readonly scripts: readonly string[];
  readonly preload: readonly string[];
  /** Of these the catalogues the page's words are in. */
  readonly words: readonly string[];
  readonly css: string;
}

export function documentOf(shown: {
  readonly page: Page;
  readonly file: PageFile;
  readonly locale: string;
  readonly catalogue: Catalogue;
  /** The words the browser has from the start: the shell's and the room's own. */
  readonly atHand: Catalogue;
  readonly props: Omit<PageProps, "words">;
  readonly built: Built;
}): string {
  const { page, file, locale, catalogue, atHand, props, built } = shown;
  const { words, extra } = remembering(wordsOf(locale, catalogue), catalogue, atHand);
  const View = page.View as ComponentType<PageProps>;
  const body = render(
    <Shell page={page} {...props} words={words}>
      <View {...props} words={words} />
    </Shell>,
  );
  const left: Left = { file, path: page.path, locale, words: built.words, extra, props };
  return htmlOf({ page, locale, title: words.say(page.title), built, body, left });
}

function htmlOf({
  page,
  locale,
  title,
  built,
  body,
  left,
}: {
  readonly page: Page;
  readonly locale: string;
  readonly title: string;
  readonly built: Built;
  readonly body: string;
  readonly left: unknown;
}): string {
  // No group's name and no amount in the title: it is what a browser's history and a glance at the tabs show.
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>${escapeHtml(title)}</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="${built.css}">${built.preload.map(file => `<link rel="modulepreload" href="${file}">`).join("")}${built.scripts.map(file => `<script type="module" src="${file}"></script>`).join("")}</head><body${page.isPaper ? ' class="paper-page"' : ""}><div id="app">${body}</div><script type="application/json" id="left">${safeJson(left)}</script></body></html>`;
}

/** A page of nobody: the program of one page and a place for it, which a phone keeps for when there is no signal. */
export function shellOf(shown: {
  readonly page: Page;
  readonly file: PageFile;
  readonly locale: string;
  readonly words: Words;
  readonly built: Built;
  readonly keep: readonly string[];
}): string {
  const { page, file, locale, words, built, keep } = shown;
  const left: Bare = { bare: true, file, path: page.path, locale, words: built.words, keep };
  return htmlOf({ page, locale, title: words.say(page.title), built, body: "", left });
}

/** Words that note which of them were said and are not at hand in the browser. */
function remembering(
  words: Words,
  catalogue: Catalogue,
  atHand: Catalogue,
): { readonly words: Words; readonly extra: Catalogue } {
  const extra: Record<string, string> = {};
  const note = (key: string): void => {
    const sentence = catalogue[key];
    if (sentence !== undefined && !Object.hasOwn(atHand, key)) extra[key] = sentence;
  };
  return {
    extra,
    words: {
      ...words,
      say(key, values) {
        note(key);
        return words.say(key, values);
      },
      has(key) {
        note(key);
        return words.has(key);
      },
    },
  };
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** JSON inside a script element: "<" cannot end it, amounts are text. */
const safeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part)).replaceAll(
    "<",
    "\\u003c",
  );
