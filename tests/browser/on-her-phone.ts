/**
 * A journey: women of one practice group come one after another, each with her phone of 360 px, and every screen they stop at
 * is looked over. It has a database and a house of its own. Where `LUMBUNG_PICTURES` names a folder, what is looked at is
 * left there as pictures of a phone and of a desk.
 */
import type { Words } from "#base";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type PracticeGroup, type Served, servePractice, type ServeOptions, visitor } from "./serve.ts";

export interface JourneyOptions extends Omit<ServeOptions, "database"> {
  /** Melati where nothing is said. */
  readonly practice?: "melati" | "santaBarbara";
  /** Indonesian where nothing is said. */
  readonly language?: "id" | "en";
  /** Goes before anybody comes. */
  readonly prepare?: (served: Served) => Promise<void>;
  /** Who comes first, by her number; "a stranger" comes to the door, and where it is left out the journey says who comes. */
  readonly first?: number | "a stranger";
}

export interface Journey {
  readonly served: Served;
  readonly practice: PracticeGroup;
  /** Of whoever came last. */
  readonly page: Page;
  readonly words: Words;
  readonly say: Words["say"];
  /** Another takes her phone out, or the same one hers anew; the phone before is put away. */
  comes(number: number | "a stranger", language?: "id" | "en"): Promise<void>;
  /** Nothing is at fault on the screen as it is now; `where` is said with what is. */
  look(where?: string): Promise<void>;
  /** What the browser's console said since it was last asked or looked at. */
  heard(): readonly string[];
  press(name: string | RegExp): Promise<void>;
  next(): Promise<void>;
  /** Opens one of the forms of the step where the members decide. */
  decideOn(form: string): Promise<void>;
  /** Types an amount instead of laying it down in notes and coins. */
  typeAmount(digits: string): Promise<void>;
  /** What was pressed last is kept by the server. */
  isKept(): Promise<void>;
  /** The second of two says with her own PIN that it is so. */
  second(number: number): Promise<void>;
  /** What is on the page is hers: no other woman's name is anywhere in it. */
  isNobodyElses(number: number): Promise<void>;
}

/** Call it where `beforeAll` may be called. */
export function onHerPhone({ practice = "melati", language = "id", prepare, first, ...of }: JourneyOptions): Journey {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext | undefined;
  let page: Page;
  let spoken = language;
  let console: { faults(): string[] };

  const her: Journey = {
    get served() {
      return served;
    },
    get practice() {
      return served[practice];
    },
    get page() {
      return page;
    },
    get words() {
      return wordsIn(spoken);
    },
    say: (key, params) => wordsIn(spoken).say(key, params),
    async comes(number, inLanguage = language) {
      await context?.close();
      spoken = inLanguage;
      context = await visitor(browser, served, {
        as: number === "a stranger" ? undefined : { group: served[practice], number },
        language: spoken,
        viewport: { width: 360, height: 740 },
        hasTouch: true,
        isMobile: true,
      });
      page = await context.newPage();
      page.setDefaultTimeout(20_000);
      console = await readAlong(page);
    },
    async look(where = "") {
      await alive(page);
      // The journey goes on: what is ugly on one screen does not hide what is wrong on the next.
      expect.soft(await faultsNow(page, spoken, console), where).toEqual([]);
      await takePictures(page, `${where.replaceAll(/\W+/g, "-")}-${spoken}`);
    },
    heard: () => console.faults(),
    press: name => act(page, name).click(),
    next: () => her.press(her.say("meetings.form.next")),
    async decideOn(form) {
      await open(page, "/meeting#decide");
      await her.press(her.say("meetings.decide.new"));
      await her.press(new RegExp(`^${her.say(form)}`));
    },
    async typeAmount(digits) {
      await her.press(new RegExp(`^${her.say("meetings.cash.use-digits")}`));
      await page.getByLabel(her.say("meetings.cash.digits")).fill(digits);
    },
    isKept: () => page.getByText(her.say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor(),
    async second(number) {
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(her.say("members.screen.her-number")).fill(String(number));
      await pressPin(dialog, her.practice.village.keys.find(key => key.number === number)!.pin);
    },
    async isNobodyElses(number) {
      const answer = await page.content();
      for (const [place, name] of her.practice.village.women.entries())
        if (place + 1 !== number) expect(answer.includes(name), name).toBe(false);
    },
  };

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, ...of });
    await prepare?.(served);
    if (first !== undefined) await her.comes(first);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });
  return her;
}

async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env["LUMBUNG_PICTURES"];
  if (folder === undefined) return;
  const before = page.viewportSize()!;
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 780 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
}
