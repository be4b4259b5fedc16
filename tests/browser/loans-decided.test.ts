/**
 * On the treasurer's phone the members decide about loans: one of them gets new instalments, all get a holiday, and one
 * is lent more than the limit by a vote of its own. Afterwards the pages of the loans say so.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Day, type Uuid } from "#base";
import { type ExceptionRow, exceptionTable } from "#assembly";
import { isRunning, type LoanRow, loanTable, openDueDays } from "#loans";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, phone, readAlong, wide } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;

describe.skipIf(browserOrSkip() === "skip")("the members decide about loans", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let console: { faults(): string[] };
  let loan: LoanRow;
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    page = await come(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function come(number: number): Promise<Page> {
    const context = await visitor(browser, served, {
      as: { group: served.melati, number },
      language: "id",
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
  const rowsOfLoans = () => tableRows<LoanRow>(served.melati.group, loanTable, {});

  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }

  async function vote(): Promise<void> {
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  }

  async function choose(form: string): Promise<void> {
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say(form)}`));
  }

  step("new instalments for one loan: from which on, how many more, at which rate", async () => {
    meeting = await openMeeting(served.melati.group);
    loan = (await rowsOfLoans()).filter(isRunning)[0]!;
    const [first] = openDueDays(loan as never, today, 1) as readonly [Day];
    await choose("loans.form.reschedule");
    await page.locator(`input[value="${loan.loan_id}"]`).check();
    await look("whose loan");
    await next();
    await page.locator(`input[value="${first}"]`).check();
    await look("from which instalment");
    await next();
    await page.getByRole("radio", { name: say("loans.ask.what-changes.more") }).check();
    await look("what changes");
    await next();
    await look("how many more");
    await next();
    await page.getByLabel(say("loans.ask.new-rate")).fill("1,5");
    await look("the new rate");
    await next();
    await vote();
    await look("what was decided");
  });

  step("a holiday for all, from next month on", async () => {
    await choose("loans.form.holiday");
    await page.getByRole("radio", { name: new RegExp(say("loans.ask.holiday-from.next-month")) }).check();
    await look("from when");
    await next();
    await look("for how long");
    await next();
    await vote();
  });

  step("the next day no more than a tenth of the fund is lent to one of them", async () => {
    const { group } = served.melati;
    const value = {
      stake_accounts: [],
      share_of_fund_percent: "10",
      guarantors_min: "0",
      may_borrow_again_with_open_loan: true,
    };
    const limit = decision(group, "rule", "loans.limits", { value });
    await reaches(served.melati, meeting, "loans.holiday");
    await sealBeside(served.melati, meeting, [limit.line]);
    served.edge.today = addDays(today, 1);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: served.edge.today, decision: limit.id }, two));
    meeting = await openMeeting(group);
    page = await come(1);
  });

  step("more than the limit: why, who answers for it, and a vote of its own", async () => {
    await choose("meetings.form.loan-request");
    await page.getByRole("button", { name: /Ibu/ }).nth(11).click();
    await page.locator('input[value="ordinary"]').check();
    await next();
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill("3000000");
    await next();
    await next();
    await next();
    await page.getByLabel(say("assembly.ask.beyond")).fill("Atap rumahnya roboh");
    await look("why above the limit");
    await next();
    await press(say("meetings.form.write"));
    await page.getByText(say("assembly.beyond.title")).first().waitFor();
    await look("above the limit, on the agenda");
    await press(/Atap rumahnya roboh/);
    await page.getByRole("radio").first().check();
    await look("who answers for it");
    await next();
    await vote();
    await look("voted on");
  });

  step("is sealed, and stands on the pages of the loans", async () => {
    await reaches(served.melati, meeting, "assembly.exception");
    await sealBeside(served.melati, meeting);
    const changed = (await rowsOfLoans()).find(one => one.loan_id === loan.loan_id)!;
    expect(changed.agreed_anew).toMatchObject([
      { kind: "reschedule", extra_periods: "3", grace_periods: "0", rate_per_month: "1.5" },
      { kind: "holiday", from: "2026-12-01", until: "2027-01-31" },
    ]);
    expect(await tableRows<ExceptionRow>(served.melati.group, exceptionTable, {})).toMatchObject([{ status: "granted" }]);
    for (const size of [phone, wide]) {
      await page.setViewportSize(size);
      for (const path of ["/loans", `/loans/${loan.loan_id}`, "/exceptions"]) {
        await open(page, path);
        await look(path);
      }
    }
    await page.getByText(say("assembly.exceptions.status.granted")).first().waitFor();
    served.edge.today = addDays(today, 21);
    page = await come(1);
    await open(page, "/loans");
    await page.getByText(new RegExp(say("loans.screen.on-holiday", { count: 4, day: "" }).slice(0, 24))).waitFor();
    await look("the loans, in the holiday");
    page = await come(14);
    await open(page, "/exceptions");
    await page.getByText(say("assembly.exceptions.one-member")).first().waitFor();
    expect(await page.getByText("Atap rumahnya").count()).toBe(0);
    await look("the report as a member sees it");
    expect(faults).toEqual([]);
  });
});
