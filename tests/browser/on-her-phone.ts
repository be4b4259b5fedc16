/** Women of Sta. Barbara, one after another, on a phone of 360 px: for the tests of what its treasurer does once in a while. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { santaBarbara } from "../village/people.ts";
import { pressPin, wordsIn } from "./at-the-table.ts";
import { faultsNow, readAlong } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";

const { say } = wordsIn("en");
const keyHolder = santaBarbara.keys.find(key => key.number === 4)!;

/** Call it where `beforeAll` may be called. `prepare` goes before the treasurer comes. */
export function onHerPhone(prepare: (served: Served) => Promise<void>) {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let console: { faults(): string[] };

  async function comes(number: number): Promise<void> {
    const phone = await visitor(browser, served, {
      as: { group: served.santaBarbara, number },
      language: "en",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await phone.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 14 });
    await prepare(served);
    await comes(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  return {
    comes,
    /** Whose phone it is now. */
    page: () => page,
    group: () => served.santaBarbara.group,
    look: async (): Promise<void> => expect(await faultsNow(page, "en", console)).toEqual([]),
    /** The second of two says with her own PIN that it is so. */
    async second(): Promise<void> {
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(say("members.screen.her-number")).fill(String(keyHolder.number));
      await pressPin(dialog, keyHolder.pin);
    },
    /** What is on the page is hers: no other woman's name is anywhere in it. */
    async isNobodyElses(number: number): Promise<void> {
      const answer = await page.content();
      for (const name of santaBarbara.women.filter(name => name !== santaBarbara.women[number - 1]))
        expect(answer.includes(name), name).toBe(false);
    },
  };
}
