/**
 * What must hold on any screen at any moment: nothing axe finds, nothing wider than the phone, no word left unsaid, none
 * of the other language, no complaint in the console, no breach of the content policy, and that coming alive changes no
 * text. Each fault is a sentence; a test expects none.
 */
import type { Page } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../app/server/root.ts";
import { roomOrder } from "#rooms";

declare const window: {
  readonly innerWidth: number;
  seen?: { before?: string; after?: string; readonly breaches: string[] };
};
declare const axe: {
  run(
    where: unknown,
    options: unknown,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly {
        readonly html: string;
        readonly any: readonly { readonly message: string }[];
        readonly all: readonly { readonly message: string }[];
        readonly none: readonly { readonly message: string }[];
      }[];
    }[];
  }>;
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const phone = { width: 320, height: 640 };
export const wide = { width: 1280, height: 800 };

/** Reads along from now on: what the console says, and the text of each page before and after it comes alive. */
export async function readAlong(page: Page): Promise<{ faults(): string[] }> {
  const said: string[] = [];
  page.on("console", message => {
    if (message.type() === "error" || message.type() === "warning") said.push(`the console says: ${message.text()}`);
  });
  page.on("pageerror", error => said.push(`it threw: ${error.message}`));
  await page.addInitScript(() => {
    const seen: NonNullable<typeof window.seen> = { breaches: [] };
    (globalThis as unknown as typeof window).seen = seen;
    document.addEventListener("securitypolicyviolation", event =>
      seen.breaches.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
    // Parsed, and no module has run yet; then once more in the very moment it is alive, before any effect.
    document.addEventListener("readystatechange", () => {
      if (document.readyState !== "interactive") return;
      seen.before = document.getElementById("app")?.textContent ?? "";
      new MutationObserver(() => {
        seen.after ??= document.getElementById("app")?.textContent ?? "";
      }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-alive"] });
    });
  });
  return { faults: () => said.splice(0) };
}

/** Opens a page and waits until it is alive. Gives the status it came with. */
export async function open(page: Page, path: string): Promise<number> {
  const response = await page.goto(path, { waitUntil: "load" });
  await alive(page);
  return response?.status() ?? 0;
}

/** Alive, and what is on the page has come: a later step is loaded when it is gone to for the first time. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.documentElement.dataset["alive"] === "yes" && document.querySelector("main") !== null,
    undefined,
    { timeout: 10_000 },
  );
}

/** Faults of what is on the screen now, that do not depend on size or colour. */
export async function faultsOfText(page: Page, locale: "id" | "en"): Promise<readonly string[]> {
  const found = await page.evaluate(() => {
    const app = document.getElementById("app")!;
    const named = [...app.querySelectorAll("[aria-label],[placeholder],[title],[alt]")].flatMap(element =>
      ["aria-label", "placeholder", "title", "alt"].map(name => element.getAttribute(name) ?? ""),
    );
    const { seen } = globalThis as unknown as typeof window;
    return {
      text: [document.title, app.textContent ?? "", ...named].join("\n"),
      lang: document.documentElement.lang,
      before: seen?.before,
      after: seen?.after,
      breaches: seen?.breaches ?? [],
    };
  });
  const faults = found.breaches.map(breach => `the content policy was breached: ${breach}`);
  if (found.lang !== locale) faults.push(`it is in "${found.lang}"`);
  if (found.before !== undefined && found.before !== found.after)
    faults.push(`coming alive changed its text: ${firstDifference(found.before, found.after ?? "")}`);
  for (const [unsaid] of found.text.matchAll(/\[[a-z][\w-]*(?:\.[\w-]+)+\]/g)) faults.push(`left unsaid: ${unsaid}`);
  for (const [hole] of found.text.matchAll(/\{\w+\}|\bundefined\b|\bNaN\b|\[object \w+\]|Invalid Date/g))
    faults.push(`a hole in a sentence: ${hole}`);
  for (const sentence of foreign[locale])
    if (found.text.includes(sentence)) faults.push(`not in its language: ${sentence}`);
  return faults;
}

/**
 * Whatever is wider than the screen, at the size it has now, than its own place in a counter's row, or than the band over
 * it on paper; and on a desk an act that lies over what it belongs to.
 */
export async function faultsOfSize(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const widthOf = (one: Element): number => Math.round(one.getBoundingClientRect().width);
    const onPaper = [...document.querySelectorAll(".paper")].flatMap(paper => {
      const band = widthOf(paper.querySelector("svg") ?? paper);
      const tables = [...paper.querySelectorAll("table")].filter(table => widthOf(table) > band);
      return tables.map(table => `a table of ${widthOf(table)} px stands under a band of ${band} px`);
    });
    const inRows = [...document.querySelectorAll(".counters li > *")]
      .filter(one => one.scrollWidth > one.clientWidth + 1)
      .map(one => `it runs past its place in the row at ${clientWidth} px: ${one.outerHTML.slice(0, 160)}`);
    const isOver = (one: DOMRect, other: DOMRect): boolean =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const body = document.querySelector(".body")?.getBoundingClientRect();
    const foot = document.querySelector(".sheet > .foot")?.getBoundingClientRect();
    // On paper the act that prints stays in view over the sheets.
    const mayCover = clientWidth < 900 || document.querySelector(".paper-page") !== null;
    const covered = !mayCover && body && foot?.width && isOver(foot, body) ? ["the acts lie over the page"] : [];
    const inside = [...onPaper, ...inRows, ...covered];
    if (scrollWidth <= clientWidth) return inside;
    const wider = [...document.querySelectorAll("body *")].filter(
      one => one.getBoundingClientRect().right > clientWidth + 1 && !one.closest("svg svg, svg *"),
    );
    const deepest = wider.filter(one => !wider.some(other => other !== one && one.contains(other)));
    return [
      ...inside,
      `it scrolls sideways at ${clientWidth} px, to ${scrollWidth}: ${deepest
        .slice(0, 3)
        .map(one => one.outerHTML.slice(0, 160))
        .join(" · ")}`,
    ];
  });
}

/**
 * Text of which a part is not to be seen at the size it has now: past an edge of the screen, or outside what clips it.
 * What only listeners are to have, and what scrolls, is left out.
 */
export async function faultsOfClipping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const clips = (value: string): boolean => value === "hidden" || value === "clip";
    const scrolls = (value: string): boolean => value === "auto" || value === "scroll";
    const faults = new Map<Element, string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const words = (text.textContent ?? "").trim();
      const parent = text.parentElement;
      if (words === "" || !parent || faults.has(parent) || parent.closest("script, style, svg, option")) continue;
      if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      let [left, right, top, bottom] = [0, clientWidth, -Infinity, Infinity];
      let isForListeners = false;
      for (let around: Element | null = parent; around && around !== document.body; around = around.parentElement) {
        const style = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        if (clips(style.overflowX) && edge.width <= 2) isForListeners = true;
        // Whatever scrolls can be brought into view; beyond it only its own edges matter.
        if (scrolls(style.overflowX)) [left, right] = [-Infinity, Infinity];
        else if (clips(style.overflowX)) [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        if (scrolls(style.overflowY)) [top, bottom] = [-Infinity, Infinity];
        else if (clips(style.overflowY)) [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
        if (style.position === "fixed") break;
      }
      const slack = 1.5;
      const out = [
        ...(box.left < left - slack || box.right > right + slack ? ["sideways"] : []),
        ...(box.top < top - slack - 4 || box.bottom > bottom + slack + 4 ? ["in height"] : []),
      ];
      if (out.length > 0 && !isForListeners)
        faults.set(
          parent,
          `cut off ${out.join(" and ")} at ${clientWidth} px: "${words.slice(0, 60)}" in ${parent.outerHTML.slice(0, 120)}`,
        );
    }
    return [...faults.values()].slice(0, 5);
  });
}

/** All of it on the screen as it is now, and what the console said since it was last asked. */
export async function faultsNow(
  page: Page,
  locale: "id" | "en",
  console: { faults(): string[] },
): Promise<readonly string[]> {
  return [
    ...(await faultsOfText(page, locale)),
    ...(await faultsOfSize(page)),
    ...(await faultsOfAxe(page)),
    ...console.faults(),
  ];
}

/** What axe finds now, on a screen as long as the page: else it would count what only lies under the foot for a moment. */
export async function faultsOfAxe(page: Page): Promise<readonly string[]> {
  const size = page.viewportSize()!;
  const height = await page.evaluate(() =>
    Math.max(document.documentElement.scrollHeight, document.querySelector(".sheet")?.scrollHeight ?? 0),
  );
  if (height > size.height) await page.setViewportSize({ width: size.width, height });
  const faults = await violations(page);
  if (height > size.height) await page.setViewportSize(size);
  return faults;
}

async function violations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async tags => {
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
      iframes: false,
      preload: false,
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 4).map(
        ({ html, any, all, none }) =>
          `${id}: ${help}; ${html.slice(0, 220)} (${[...any, ...all, ...none]
            .map(one => one.message)
            .join("; ")
            .slice(0, 240)})`,
      ),
    );
  }, standards);
}

/** How a screen is held: on the small phone or at the desk, by day or by night. */
export interface Light {
  readonly size: typeof phone | typeof wide;
  readonly scheme: "light" | "dark";
}

/** Text once, the size on phone and desk, and axe in each light, without loading the page again. */
export async function faultsOf(page: Page, locale: "id" | "en", lights: readonly Light[]): Promise<readonly string[]> {
  const faults = [...(await faultsOfText(page, locale))];
  for (const size of [wide, phone]) {
    await page.setViewportSize(size);
    faults.push(...(await faultsOfSize(page)), ...(await faultsOfClipping(page)));
  }
  for (const { size, scheme } of lights) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: scheme });
    faults.push(...(await faultsOfAxe(page)).map(fault => `${size.width} px, ${scheme}: ${fault}`));
  }
  return [...new Set(faults)];
}

function firstDifference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  return `"${before.slice(Math.max(0, at - 20), at + 60)}" became "${after.slice(Math.max(0, at - 20), at + 60)}"`;
}

/** Whole sentences that only the other language has: seen on a page they were forgotten. */
const foreign: Readonly<Record<"id" | "en", readonly string[]>> = (() => {
  const read = (folder: string, locale: string): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(join(root, folder, `${locale}.json`), "utf8")) as Record<string, string>;
  const all = (locale: string): readonly string[] =>
    [...roomOrder.map(room => `rooms/${room}/words`), "app/web/words"].flatMap(folder =>
      Object.values(read(folder, locale)),
    );
  const [id, en] = [all("id"), all("en")];
  const only = (of: readonly string[], other: readonly string[]): readonly string[] => {
    const known = other.join("\n");
    return of.filter(
      sentence =>
        sentence.length > 14 && sentence.includes(" ") && !sentence.includes("{") && !known.includes(sentence),
    );
  };
  return { id: only(en, id), en: only(id, en) };
})();
