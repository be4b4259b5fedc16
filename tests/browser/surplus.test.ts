/**
 * The surplus of a year on a phone of 360 px: the treasurer closes the year before two, sees how it would be split, gives it
 * out once the members decided, and sees what became of it; an ordinary member sees what the group has and her own part,
 * and nobody else's.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { day } from "#base";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line, meet, tableRows } from "../village/group.ts";
import { santaBarbara } from "../village/people.ts";
import { surplusYearTable } from "#savings";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("en");
const keyHolder = santaBarbara.keys.find(key => key.number === 4)!;
const yearEnd = day("2026-09-30");

describe.skipIf(browserOrSkip() === "skip")("the surplus of a year", { timeout: 300_000 }, () => {
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
    const fund = decision(group, "rule", "ledger.fund/reserve", {
      value: { unit: "PHP", nature: "indivisible", is_lendable: false },
    });
    await meet(group, "2026-11-18", [fund.line]);
    await accepted(group.say("assembly.open-fund", { decision: fund.id, name: "Reserve" }, two));
    const rule = decision(group, "rule", "savings.surplus/loan", {
      value: {
        law: "ph-ra-9520",
        year_ends: "9",
        began_on: "2015-06-01",
        parts: [
          { role: "reserve", percent: "40", fund: "reserve" },
          { role: "community", percent: "10", fund: "social" },
          { role: "capital", percent: "30", by: "saved-on-average", accounts: ["member-shares.cbu/loan"] },
          { role: "patronage", percent: "20", by: "interest-paid" },
        ],
      },
    });
    await meet(group, "2026-11-19", [rule.line]);
    await accepted(group.say("assembly.change-rule", { decision: rule.id, from: day("2026-11-20") }, two));
    served.edge.today = today;
    await comes(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  step("waits for the books to be closed, and says so", async () => {
    await open(page, "/savings");
    await act(page, say("savings.surplus.title")).click();
    await page.waitForURL("**/savings/surplus");
    await alive(page);
    await page.getByText(say("savings.surplus.books-first", { day: "September 30, 2026" })).waitFor();
    await look();
  });

  step("is worked out when two officers close the year", async () => {
    const { group } = served.santaBarbara;
    await accepted(
      group.say("ledger.close-period", { through: yearEnd }, { by: group.treasurer, with: [group.secretary] }),
    );
    await open(page, "/savings/surplus");
    await act(page, say("command.savings.close-year")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(keyHolder.number));
    await pressPin(dialog, keyHolder.pin);
    await page.getByText(say("savings.surplus.decide")).waitFor();
    await alive(page);
    await look();
  });

  step("is given out once the members decided, and the decision stands beside it", async () => {
    const { group } = served.santaBarbara;
    const [year] = await tableRows(group, surplusYearTable);
    const yes = decision(group, "surplus", `surplus/loan/${yearEnd}`, { value: { amount: String(year!.surplus) } });
    const spend = decision(group, "expense", "expense/social", { value: { amount: "1500" } });
    const books = { money: group.edge.newId(), fund: "social", amount: 1_500n, purpose: "School books", decision: spend.id };
    await meet(group, today, [yes.line, spend.line, line("meetings.expense", books)]);
    await open(page, "/savings/surplus");
    await look();
    await act(page, say("command.savings.allocate-surplus")).click();
    await page.getByText(say("savings.surplus.given-out", { day: "November 24, 2026" })).waitFor();
    await alive(page);
    await page.getByText("School books").waitFor();
    await act(page, say("assembly.screen.uncover")).click();
    await look();
    await open(page, "/decisions");
    await page.getByText(say("fact.savings.surplus-allocated")).first().waitFor();
  });

  step("shows an ordinary member the group's result and her own part alone", async () => {
    await comes(14);
    await open(page, "/savings/surplus");
    await page.getByText(say("choice.savings.surplus.parts.role.reserve")).waitFor();
    expect(await page.getByText(say("savings.surplus.each")).count()).toBe(0);
    const answer = await page.content();
    for (const name of santaBarbara.women.filter(name => name !== santaBarbara.women[13]))
      expect(answer.includes(name), name).toBe(false);
    await act(page, say("assembly.screen.uncover")).click();
    await page.getByText(say("savings.surplus.is-mine")).waitFor();
    await look();
  });
});
