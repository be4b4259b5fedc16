/**
 * Every report and every book, as the treasurer opens them: in both languages, on the smallest phone and at the desk, by day
 * and by night, with what is closed opened; and the file she takes along.
 */
import type { Browser, BrowserContext, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportCodes } from "../../rooms/reports/catalogue.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { wordsIn } from "./at-the-table.ts";
import { faultsOf, type Light, open, phone, readAlong, wide } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";

describe.skipIf(browserOrSkip() === "skip")("reports and books", { timeout: 600_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 12 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function desk(language: "id" | "en"): Promise<{ context: BrowserContext; tab: Tab; faults: () => string[] }> {
    const context = await visitor(browser, served, { language, as: { group: served.melati, number: 1 } });
    const tab = await context.newPage();
    return { context, tab, faults: (await readAlong(tab)).faults };
  }

  it.each(["id", "en"] as const)("are clear, whole and in reach (%s)", async language => {
    const { context, tab, faults } = await desk(language);
    const found: string[] = [];
    for (const [place, code] of reportCodes.entries()) {
      const lights: readonly Light[] = [
        { size: place % 2 === 0 ? phone : wide, scheme: language === "id" ? "light" : "dark" },
        { size: place % 2 === 0 ? wide : phone, scheme: language === "id" ? "dark" : "light" },
      ];
      for (const path of [`/reports/${code}`, `/reports/${code}/print`]) {
        const status = await open(tab, path);
        if (status !== 200) found.push(`${path}: ${status}`);
        await tab.evaluate(() => {
          for (const one of document.querySelectorAll("details")) one.open = true;
        });
        found.push(...(await faultsOf(tab, language, lights)).map(fault => `${path}: ${fault}`));
      }
    }
    expect([...found, ...faults()]).toEqual([]);
    await context.close();
  });

  it("what is somebody's own is closed until the treasurer asks for it, and she takes the file along", async () => {
    const { context, tab } = await desk("id");
    const { say } = wordsIn("id");
    await tab.setViewportSize(wide);
    await open(tab, "/reports/dcb");
    const name = tab.locator(".plain-table").getByText(/^\d+ · /).first();
    expect(await name.isVisible()).toBe(false);
    await tab.getByText(say("reports.each")).click();
    expect(await name.isVisible()).toBe(true);
    await tab.getByText(say("reports.download"), { exact: true }).click();
    const [file] = await Promise.all([
      tab.waitForEvent("download"),
      tab.getByRole("link", { name: say("reports.download.xlsx") }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("dcb-2026-11-24.xlsx");
    await context.close();
  });
});
