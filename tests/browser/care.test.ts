/**
 * Somebody is late. The treasurer sees that a visit is needed, asks who, notes on her phone how she is and what was agreed on; she
 * whose loan it is reads it on hers.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { arrears, careVisitTable, isRunning, type LoanRow, loanTable } from "#loans";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const locale = process.env["CARE_LANGUAGE"] === "en" ? "en" : "id";
const say = wordsIn(locale).say;
const now = addDays(today, 70);

describe.skipIf(browserOrSkip() === "skip")("care comes first", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let console: { faults(): string[] };
  let loan: Uuid;
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    served.edge.today = now;
    const context = await visitor(browser, served, { as: { group: served.melati, number: 1 }, language: locale });
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
    faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
    const pictures = process.env["CARE_PICTURES"];
    if (!pictures) return;
    const before = page.viewportSize()!;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 780 });
      await page.screenshot({ path: `${pictures}/${where.replaceAll(" ", "-")}-${width}-${locale}.png`, fullPage: true });
    }
    await page.setViewportSize(before);
  }
  const choose = (field: string, value: string): Promise<unknown> =>
    page.getByLabel(say(`field.loans.note-care-visit.${field}`)).selectOption(value);

  step("the page has a count, and no name before it is asked for", async () => {
    const late = (await tableRows<LoanRow>(served.melati.group, loanTable, {}))
      .filter(isRunning)
      .filter(one => arrears(one, now).total > 0n && one.member_id !== served.melati.members[0]);
    expect(late.length).toBeGreaterThan(0);
    loan = late[0]!.loan_id;
    await open(page, "/loans/care");
    await look("the count");
    const link = page.locator(`a[href="/loans/${loan}/care"]`);
    expect(await link.count()).toBe(0);
    await act(page, say("loans.care.show")).click();
    await look("who");
    await link.click();
  });

  step("the visit is noted: who went, how she is, what was agreed on", async () => {
    await page.waitForURL(`**/loans/${loan}/care`);
    await look("no visit yet");
    await choose("visitor", served.melati.members[0]!);
    await choose("companion", served.melati.members[1]!);
    await choose("found", "ill");
    await page.getByLabel(say("field.loans.note-care-visit.words")).fill("Anaknya dirawat di puskesmas");
    await choose("agreed", "new-day");
    await page.getByLabel(say("field.loans.note-care-visit.by")).fill(addDays(now, 20));
    await look("filled in");
    const whole = page.waitForResponse(answer => answer.url().includes("/loans.note-care-visit"));
    await act(page, say("command.loans.note-care-visit")).click();
    expect((await whole).ok()).toBe(true);
    await page.getByText("Anaknya dirawat di puskesmas").waitFor();
    await look("noted");
    expect(await tableRows(served.melati.group, careVisitTable, {})).toMatchObject([
      { loan_id: loan, visited_on: now, visitor: served.melati.members[0], companion: served.melati.members[1] },
    ]);
  });

  step("who asked for a paper slip gets one, and reminders are hers alone", async () => {
    const [{ member_id: member }] = (await tableRows<LoanRow>(served.melati.group, loanTable, { loan_id: loan })) as [LoanRow];
    await open(page, "/loans/slips");
    await look("slips");
    await page.getByLabel(say("loans.slip.who")).selectOption(member);
    await act(page, say("loans.slip.note")).click();
    await page.getByText(say("loans.slip.asked", { count: 1 })).waitFor();
    await look("a slip is asked for");
    await open(page, "/loans/slips/print");
    await look("slips on paper");
    expect(await page.locator(".paper").count()).toBe(1);
    await open(page, "/me/reminders");
    await look("her reminders");
    const paper = `/members/${member}/passbook`;
    const reminded = say("meetings.paper-reminder.waited-for", { day: "", amount: "" }).split(". ")[1]!;
    const inWords = page.getByText(reminded);
    await open(page, paper);
    expect(await inWords.count()).toBe(0);
    const { group } = served.melati;
    await accepted(group.say("loans.choose-reminder", { member, way: "passbook" }, { by: group.treasurer }));
    await open(page, paper);
    await inWords.first().waitFor();
    await look("her passbook on paper");
  });

  step("she counts as visited, and nothing was wrong on the way", async () => {
    await open(page, "/loans/care");
    await page.getByText(say("loans.care.visited-count", { count: 1 })).waitFor();
    expect(faults).toEqual([]);
  });
});
