/**
 * Wulan, number 14, looks into the practice books: in by her PIN, her own passbook with its amounts under cloth, what the
 * group owns and how it decided, and out again. She keeps no books and sees nobody's but her own.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { act, escaped, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { privateLines, type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;

describe.skipIf(browserOrSkip() === "skip")("Wulan looks into the practice books", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 8, atLast: group => privateLines(group, 14) });
    context = await visitor(browser, served, {
      language: "id",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  const heading = (name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
  /** Every amount that can be read now, without the covered ones. */
  const amounts = async (): Promise<number> => page.locator("main .amt").filter({ visible: true }).count();

  step(
    "the welcome page offers the practice books, and she comes in by the group's word, her number and her PIN",
    async () => {
      await open(page, "/welcome");
      await page.getByText(say("members.screen.welcome.try")).waitFor();
      await page.getByRole("button", { name: /Wulan/ }).first().waitFor();
      await look("welcome");
      await press(say("members.sign-in.enter"));
      await heading(say("members.sign-in.title"));
      await alive(page);
      await page.getByLabel(say("members.sign-in.group"), { exact: true }).fill("melati");
      await page.getByLabel(say("members.sign-in.number"), { exact: true }).fill("14");
      await press(say("members.screen.next"));
      await page.locator(".pad").waitFor();
      await look("sign in, PIN");
      await pressPin(page, "914205");
      await page.getByText(say("members.sign-in-unknown").split(".")[0]!).waitFor();
      // The browser itself says that the door said no; nothing else may be said.
      faults.push(...console.faults().filter(said => !said.includes("403")));
      await pressPin(page, "914206");
      await heading("Kelompok Melati");
      await look("home");
      await page.getByText(say("practice.banner"), { exact: true }).waitFor();
      expect(await act(page, say("meetings.open")).count(), "she opens no meeting").toBe(0);
    },
  );

  step("her passbook shows no amount of hers until she presses, and covers it again", async () => {
    await press(/Wulan/);
    await heading(say("members.screen.my-passbook"));
    await look("my passbook, covered");
    const covered = await amounts();
    await press(say("members.screen.see"));
    await expect.poll(amounts).toBeGreaterThan(covered);
    await page
      .getByText(/90\.000/)
      .first()
      .waitFor();
    await look("my passbook, open");
    await press(say("members.screen.cover"));
    await expect.poll(amounts).toBe(covered);
  });

  step(
    "she sees what the group owns and where it is, fund by fund, with the table and the paper behind it",
    async () => {
      await open(page, "/");
      await press(new RegExp(`^${escaped(say("meetings.home.money"))}`));
      await heading(say("ledger.funds.title"));
      await look("funds");
      await page
        .getByRole("link", { name: /Dana pinjaman/ })
        .first()
        .click();
      await page.waitForURL(/\/funds\/loan/);
      await look("one fund");
      await open(page, "/statements");
      await heading(say("ledger.statements.title"));
      await look("statements");
      await open(page, "/statements/print");
      await look("statements on paper");
    },
  );

  step("she reads how the group decided, and that a loan was decided without whose it was", async () => {
    await open(page, "/");
    await press(new RegExp(`^${escaped(say("meetings.home.decisions"))}`));
    await heading(say("assembly.screen.decisions"));
    await look("decisions");
    const told = await page.locator("main").innerText();
    for (const name of served.melati.village.women.filter(woman => woman !== "Wulan"))
      expect(told).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  step("she signs out, and the way back leads to the door", async () => {
    await open(page, "/settings");
    await look("settings");
    await press(say("members.sign-in.sign-out"));
    await page.waitForURL(/\/(welcome|sign-in)/);
    await alive(page);
    await open(page, "/me");
    expect(page.url()).toContain("/sign-in");
    expect(faults).toEqual([]);
  });
});
