/**
 * On the treasurer's phone a loan is asked for that would put too much of the fund into one hand. It is refused, the next
 * meeting reads out that it was tried, and every member reads it after: nobody's name and no amount.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { refusedTryTable } from "#assembly";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const locale = process.env["TOLD_LANGUAGE"] === "en" ? "en" : "id";
const say = wordsIn(locale).say;

describe.skipIf(browserOrSkip() === "skip")("what is refused for the good of all", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext | undefined;
  let page: Page;
  let meeting: Uuid;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    meeting = await openMeeting(served.melati.group);
    page = await come(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function come(number: number): Promise<Page> {
    await context?.close();
    context = await visitor(browser, served, {
      as: { group: served.melati, number },
      language: locale,
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    const tab = await context.newPage();
    tab.setDefaultTimeout(20_000);
    console = await readAlong(tab);
    return tab;
  }

  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  const next = (): Promise<void> => press(say("meetings.form.next"));
  const tries = () => tableRows(served.melati.group, refusedTryTable);

  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
    const pictures = process.env["TOLD_PICTURES"];
    if (!pictures) return;
    const before = page.viewportSize()!;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 780 });
      await page.screenshot({ path: `${pictures}/${where.replaceAll(" ", "-")}-${width}-${locale}.png`, fullPage: true });
    }
    await page.setViewportSize(before);
  }

  step("no reason is given for a loan above her part of the fund: the server refuses it, and it is noted", async () => {
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.loan-request")}`));
    await page.locator("button.line").filter({ visible: true }).nth(11).click();
    await page.locator('input[value="ordinary"]').check();
    await next();
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill("9000000");
    await next();
    let isAsked = false;
    while ((await page.getByText(say("meetings.form.write"), { exact: true }).count()) === 0) {
      if ((await page.getByLabel(say("assembly.ask.beyond")).count()) > 0) {
        isAsked = true;
        await look("why or nothing");
      }
      await next();
    }
    expect(isAsked).toBe(true);
    await press(say("meetings.form.write"));
    await act(page, say("assembly.beyond.offer")).first().waitFor();
    await look("refused");
    await expect.poll(async () => (await tries()).length).toBe(1);
  });

  step("sealed without it, the meeting's minutes have that something was tried", async () => {
    await sealBeside(served.melati, meeting);
    await open(page, `/meetings/${meeting}`);
    await page.getByText(say("meetings.sealed.refused", { count: 1 })).first().waitFor();
    await look("the sealed meeting");
    await open(page, `/meetings/${meeting}/sheet`);
    await page.getByText(say("meetings.paper.refused")).first().waitFor();
    await look("its sheet");
  });

  step("the next meeting reads it out before anything is counted", async () => {
    served.edge.today = addDays(today, 7);
    // A week later she signs in anew.
    page = await come(1);
    await open(page, "/");
    await page.getByText(say("meetings.attention.read-out", { count: 1 })).waitFor();
    meeting = await openMeeting(served.melati.group);
    await open(page, "/meeting#recall");
    const told = page.getByText(say("meetings.told.loans.above-share-of-fund", { count: 1 }));
    await told.waitFor();
    await look("read out");
    await press(say("meetings.read-out.do"));
    await page.getByText(say("meetings.read-out.was-read")).waitFor();
    await reaches(served.melati, meeting, "meetings.read-out");
    await sealBeside(served.melati, meeting);
  });

  step("officers read whose it was, another member the day, what it was and why", async () => {
    await open(page, "/reports/tries");
    await page.getByText(say("reports.each")).click();
    await page.getByText(say("reports.tried.loans.above-share-of-fund")).first().waitFor();
    await look("the report");
    await open(page, "/reports/tries/print");
    await look("the report on paper");
    await open(page, "/reports/indicators");
    await page.getByText(say("reports.table.offices")).first().waitFor();
    await look("the indicators");
    const woman = served.melati.village.women[11]!;
    page = await come(14);
    await open(page, "/reports/tries");
    await page.getByText(say("reports.tried.loans.above-share-of-fund.why")).first().waitFor();
    expect(await page.getByText(woman).count()).toBe(0);
    await look("the report, as a member sees it");
    expect(faults).toEqual([]);
  });
});
