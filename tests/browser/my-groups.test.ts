/** Number 14 of Melati is number 14 of Sta. Barbara too: a code goes from one to the other, on a small phone and at a desk. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { melati, santaBarbara } from "../village/people.ts";
import { act, escaped, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type PracticeGroup, type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a woman of two groups", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let code = "";
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 1 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  interface Hers {
    readonly page: Page;
    say(key: string, of?: Readonly<Record<string, string>>): string;
    look(where: string): Promise<void>;
  }
  async function signedIn(group: PracticeGroup, locale: "id" | "en", width: number): Promise<Hers> {
    const as = { group, number: 14 };
    const context = await visitor(browser, served, { as, language: locale, viewport: { width, height: 740 } });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const console = await readAlong(page);
    return {
      page,
      say: (key, of = {}) => wordsIn(locale).say(key, of),
      async look(where) {
        faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
      },
    };
  }

  step("has a code shown in one", async () => {
    const { page, say, look } = await signedIn(served.santaBarbara, "en", 1280);
    await open(page, "/settings");
    await act(page, new RegExp(`^${escaped(say("members.screen.my-groups"))}`)).click();
    await page.getByText(say("members.groups.from-here-how")).waitFor();
    await alive(page);
    await look("her groups");
    await act(page, say("members.groups.show-code")).click();
    code = (await page.locator(".code-signs").textContent())!;
    expect(code).toMatch(/^\d{4} \d{4}$/);
    await look("a code");
  });

  step("types it in the other, and goes to the first from there", async () => {
    const { page, say, look } = await signedIn(served.melati, "id", 320);
    await open(page, "/my-groups");
    await page.getByLabel(say("members.groups.code")).fill(code);
    const loaded = page.waitForEvent("load");
    await act(page, say("members.groups.it-is-me")).click();
    await loaded;
    await alive(page);
    const there = act(page, new RegExp(`^${escaped(santaBarbara.name)}`));
    await there.waitFor();
    await page.getByText(melati.name).waitFor();
    await look("both groups");
    await act(page, say("members.groups.show-code")).click();
    await page.locator(".code-signs").waitFor();
    await look("a code on a small phone");
    await there.click();
    await page.waitForURL(url => url.pathname === "/sign-in");
    await alive(page);
    expect(await page.getByLabel(say("members.sign-in.group"), { exact: true }).inputValue()).toBe(santaBarbara.handle);
    await look("the door of the other");
  });

  step("no screen on the way had a fault", async () => expect(faults).toEqual([]));
});
