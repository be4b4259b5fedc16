/**
 * The camera of `npm run screens`: takes a page on a phone and on a desk, always with the same clock and chance, and
 * writes the page that lists what was taken. `--whole <folder>`, `--dark` and `--only=<name>,…` as it was started with.
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { MemberId } from "#base";
import { root } from "../../app/server/root.ts";
import { open } from "../browser/looked-at.ts";
import { type PracticeGroup, today } from "../browser/serve.ts";
import { smallPng } from "../browser/small-png.ts";

const whole = process.argv.includes("--whole") ? process.argv[process.argv.indexOf("--whole") + 1] : undefined;
const folder = whole ?? join(root, "docs/screens");
/** `--dark`: as at night. */
export const colorScheme = process.argv.includes("--dark") ? "dark" : "light";
const only = process.argv
  .find(argument => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");

const sizes = [
  { width: 360, height: 780, scale: "device" },
  { width: 1280, height: 800, scale: "css" },
] as const;
export type Locale = "id" | "en";

/** A browser in her hand, or a stranger's where nobody is said. */
export type Come = (group?: PracticeGroup, number?: number) => Promise<Page>;

/** Who is still with a group: of each some left or died in these years. */
export const present = ({ village, members }: PracticeGroup): readonly MemberId[] =>
  members.filter((_, place) => !village.turns.some(turn => turn.what === "leaves" && turn.woman === place + 1));

/** What was taken, in the order of the book: for the index. */
export const taken = new Map<string, string>();

export class Pictures {
  readonly #locale: Locale;
  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /**
   * The screen as it is now, in both sizes, from its top or from `down`. `title` is for the index; without one it is only taken
   * for looking over.
   */
  async take(page: Page, name: string, title?: string, down?: Locator): Promise<void> {
    if (title === undefined && !whole) return;
    if (title !== undefined) taken.set(name, title);
    if (only && !only.includes(name)) return;
    for (const { width, height, scale } of sizes) {
      await page.setViewportSize({ width, height });
      await page.evaluate(async () => {
        scrollTo(0, 0);
        (document.activeElement as HTMLElement | null)?.blur();
        await document.fonts.ready;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      });
      await down?.evaluate(heading => scrollTo(0, heading.getBoundingClientRect().top - 24));
      const length = await page.evaluate(() =>
        Math.max(document.documentElement.scrollHeight, document.querySelector(".sheet")?.scrollHeight ?? 0),
      );
      if (whole && length > height) await page.setViewportSize({ width, height: length });
      const png = await page.screenshot({ scale, animations: "disabled", caret: "hide" });
      await writeFile(join(folder, `${name}-${width}-${this.#locale}.png`), smallPng(png));
    }
    await page.setViewportSize({ width: 360, height: 780 });
  }

  /** Opens a page and takes it. */
  async takeAt(page: Page, path: string, name: string, title?: string): Promise<void> {
    await open(page, path);
    await this.take(page, name, title);
  }
}

/** A folder for them, without those of another time where all are taken anew. */
export async function makeRoom(): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (!only) for (const file of await readdir(folder)) if (file.endsWith(".png")) await rm(join(folder, file));
}

/** No clock and no chance of the browser's own: a new group's band is the same in every run. */
export async function holdStill(context: BrowserContext): Promise<void> {
  await context.addInitScript(`{
    const day = Date.parse("${today}T08:00:00Z"), begun = performance.now();
    Date.now = () => day + Math.floor(performance.now() - begun);
    const place = Number(sessionStorage.getItem("pictures") ?? "0") + 1;
    sessionStorage.setItem("pictures", String(place));
    let state = 2463534242 + place;
    const next = () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return state >>> 0; };
    crypto.getRandomValues = array => { for (let i = 0; i < array.length; i += 1) array[i] = next() >>> 8; return array; };
  }`);
}

/** The page that lists them; only where all of them were taken anew. */
export async function writeIndex(): Promise<void> {
  if (whole || only) return;
  const link = (name: string, width: number, locale: Locale): string => `[${width}](${name}-${width}-${locale}.png)`;
  const rows = [...taken].map(
    ([name, title]) =>
      `| ${title} | ${sizes.map(({ width }) => link(name, width, "id")).join(" · ")} | ${sizes.map(({ width }) => link(name, width, "en")).join(" · ")} |`,
  );
  await writeFile(
    join(folder, "README.md"),
    `# Screens\n\nEvery main screen of the practice village, on a phone (360 px) and on a desk (1280 px). Taken by \`npm run screens\`.\n\n| screen | Indonesian | English |\n| --- | --- | --- |\n${rows.join("\n")}\n`,
  );
}
