/**
 * Halimah looks whether the books would come back, is told kindly what is to be done, and takes everything along with
 * Rohani beside her: on a small phone and at a desk.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { Instant } from "#base";
import { noteBackup, noteProven } from "../../app/server/backup/state.ts";
import { entryOfZip } from "../../app/server/export/zip.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { temporaryFolder, type TemporaryFolder } from "../village/folder.ts";
import { melati } from "../village/people.ts";
import { act, escaped, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, faultsOf, open, phone, readAlong, wide } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("the page of the backups", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let folder: TemporaryFolder;
  let served: Served;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser, folder] = await Promise.all([freshDatabase(), launchChromium(), temporaryFolder()]);
    const kept = { folder: folder.path, owner: database.owner };
    served = await servePractice({ database: database.server, meetings: 1, kept });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
    await folder?.remove();
  });

  interface Hers {
    readonly page: Page;
    say(key: string, of?: Readonly<Record<string, string | number>>): string;
    look(where: string): Promise<void>;
  }
  async function signedIn(number: number, locale: "id" | "en", width: number): Promise<Hers> {
    const as = { group: served.melati, number };
    const context = await visitor(browser, served, { as, language: locale, viewport: { width, height: 740 } });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const console = await readAlong(page);
    return {
      page,
      say: (key, of = {}) => wordsIn(locale).say(key, of as never),
      async look(where) {
        faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
      },
    };
  }

  step("says what is to be done first: there is none, it is old, it was never tried out, all is well", async () => {
    const { page, say } = await signedIn(1, "id", 320);
    const at = (day: string) => ({ at: `${day}T12:00:00Z` as Instant, made: `${day}T12:00:00Z` as Instant });
    for (const [worry, note] of [
      ["none", async () => {}],
      ["late", () => noteBackup(folder.path, "all", at("2026-11-02"))],
      ["unproven", () => noteBackup(folder.path, "all", at(today))],
      ["well", () => noteProven(folder.path, "all", at("2026-11-20"))],
    ] as const) {
      await note();
      await open(page, "/backups");
      await page.getByText(say(`assembly.backups.${worry}`), { exact: true }).waitFor();
      faults.push(...(await faultsOf(page, "id", [{ size: phone, scheme: "light" }, { size: wide, scheme: "dark" }])));
    }
    await page.getByText(/4 hari yang lalu/).waitFor();
  });

  step("gives the file to two, found in the settings", async () => {
    const { page, say, look } = await signedIn(1, "en", 1280);
    await open(page, "/settings");
    await act(page, new RegExp(`^${escaped(say("members.backups"))}`)).click();
    await page.getByText(say("assembly.export.what")).waitFor();
    await alive(page);
    const take = act(page, say("assembly.export.take"));
    await take.click();
    await page.getByLabel(say("members.screen.her-number")).fill("2");
    await look("the second officer is asked");
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("Tab");
    await page.getByLabel(say("members.screen.her-pin")).first().waitFor();
    for (const digit of melati.keys.find(({ number }) => number === 2)!.pin)
      await page.getByRole("button", { name: digit, exact: true }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`lumbung-${today}.zip`);
    const path = join(folder.path, "taken.zip");
    await download.saveAs(path);
    expect(entryOfZip(readFileSync(path), "members.csv", path).toString()).toContain("Halimah");
    await page.getByText(say("assembly.export.done")).waitFor();
    await look("it is taken");
  });

  step("is not for who only saves, and nothing is amiss on any of it", async () => {
    const { page } = await signedIn(14, "en", 320);
    await open(page, "/settings");
    expect(await page.locator('a[href="/backups"]').count()).toBe(0);
    expect(await open(page, "/backups")).toBe(403);
    expect(faults).toEqual([]);
    for (const context of contexts) await context.close();
  });
});
