/**
 * The interest on savings on a phone of 360 px: the treasurer sees what the closed month gives and posts it before two; an
 * ordinary member sees what the group pays and what is hers, and nobody else's; it is taken back with a reason.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { day } from "#base";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line, meet } from "../village/group.ts";
import { santaBarbara } from "../village/people.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("en");
const keyHolder = santaBarbara.keys.find(key => key.number === 4)!;

describe.skipIf(browserOrSkip() === "skip")("the interest on savings", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let console: { faults(): string[] };
  const step = oneAfterAnother();
  const look = async (): Promise<void> => expect(await faultsNow(page, "en", console)).toEqual([]);

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
    const { group } = served.santaBarbara;
    const two = { by: group.treasurer, with: [group.secretary] };
    const rule = decision(group, "rule", "savings.interest/savings", {
      value: { rate: "6", method: "daily", year: "365-days", every: "month", ends_with: "12", from: "expense" },
    });
    const saved = [0, 4, 13].map(index =>
      line("savings.deposit", { member: group.members[index], product: "savings", amount: 200_000n }, `saved/${index}`),
    );
    await meet(group, "2026-11-19", [rule.line, ...saved]);
    await accepted(group.say("assembly.change-rule", { decision: rule.id, from: day("2026-11-20") }, two));
    served.edge.today = day("2026-12-02");
    await comes(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  step("waits for the books to be closed, and says so", async () => {
    await open(page, "/savings");
    await act(page, say("savings.screen.interest")).click();
    await page.waitForURL("**/savings/interest");
    await alive(page);
    await page.getByText(say("savings.interest.books-first", { day: "November 30, 2026" })).waitFor();
    await look();
  });

  step("is posted by two for all who saved", async () => {
    const { group } = served.santaBarbara;
    await accepted(
      group.say("ledger.close-period", { through: day("2026-11-30") }, { by: group.treasurer, with: [group.secretary] }),
    );
    await open(page, "/savings/interest");
    await page.getByText(say("savings.interest.would-give")).waitFor();
    await look();
    await act(page, say("command.savings.post-interest")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(keyHolder.number));
    await pressPin(dialog, keyHolder.pin);
    await page.getByText(say("savings.interest.posted-on", { day: "December 2, 2026" })).waitFor();
    await alive(page);
    await act(page, say("assembly.screen.uncover")).click();
    await look();
  });

  step("shows an ordinary member what the group pays and what is hers alone", async () => {
    await comes(14);
    await open(page, "/savings/interest");
    await page.getByText(say("savings.interest.gave")).waitFor();
    const answer = await page.content();
    for (const name of santaBarbara.women.filter(name => name !== santaBarbara.women[13]))
      expect(answer.includes(name), name).toBe(false);
    expect(await act(page, say("savings.interest.take-back")).count()).toBe(0);
    await act(page, say("assembly.screen.uncover")).click();
    await page.getByText(say("savings.screen.mine"), { exact: true }).waitFor();
    await look();
  });

  step("is taken back with a reason, and may be posted again", async () => {
    await comes(1);
    await open(page, "/savings/interest");
    await act(page, say("savings.interest.take-back")).click();
    await page.getByLabel(say("field.savings.take-back-interest.reason")).fill("The rate was wrong");
    await look();
    await act(page, say("command.savings.take-back-interest")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(keyHolder.number));
    await pressPin(dialog, keyHolder.pin);
    await act(page, say("savings.interest.post-again")).waitFor();
    await alive(page);
    await look();
  });
});
