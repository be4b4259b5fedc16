/** The meeting at a desk: the sheet of all women is longer than the screen, and Halimah goes through it row by row. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { faultsOfSize, open, phone, wide } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("id");
const called = (place: number): string => say("meetings.called", { name: melati.women[place]! });

describe.skipIf(browserOrSkip() === "skip")("a meeting at the desk", { timeout: 180_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 2 });
    const { group } = served.melati;
    const meeting = served.edge.newId();
    await accepted(group.say("meetings.open", { meeting }, { by: group.treasurer }));
    for (const key of group.keyHolders)
      await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key }));
    const desk = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
      language: "id",
      viewport: wide,
    });
    page = await desk.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  step("the acts stand beside the roll and cover none of it", async () => {
    await open(page, "/meeting#roll");
    await act(page, say("meetings.roll.all-there")).waitFor();
    expect(await faultsOfSize(page)).toEqual([]);
  });

  step("the woman whose turn it is stays in view while one after the other pays", async () => {
    await open(page, "/meeting#sheet");
    await page.locator("tr.now").waitFor();
    const inView = () =>
      page.evaluate(() => {
        const [row, head, foot] = ["tr.now", ".book thead th", ".book tfoot th"].map(one =>
          document.querySelector(one)!.getBoundingClientRect(),
        );
        return row!.top >= head!.bottom - 1 && row!.bottom <= foot!.top + 1;
      });
    for (const [place, name] of melati.women.slice(0, 14).entries()) {
      await page.locator("tr.now").getByText(name, { exact: true }).waitFor();
      await expect.poll(inView, { message: name }).toBe(true);
      await act(page, say("meetings.cash.receive")).click();
      await act(page, say("meetings.next-woman", { name: called(place + 1) })).click();
    }
    // A tablet that is turned shows her card, and turned back the sheet again where she is.
    await page.setViewportSize(phone);
    await page.locator("tr.now").waitFor({ state: "hidden" });
    await page.setViewportSize(wide);
    await expect.poll(inView).toBe(true);
  });
});
