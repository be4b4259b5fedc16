/**
 * A loan's life on the screens: asked for on the treasurer's phone with somebody who stands for it, voted on, handed over,
 * paid back in part, then more than is due, then off. After each meeting she looks at it on her own pages.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Day, type Uuid } from "#base";
import { guarantorTable, type LoanRow, loanTable } from "#loans";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { openMeeting, tableRows } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;
/** Who borrows has a PIN of her own and no office. */
const number = 14;

describe.skipIf(browserOrSkip() === "skip")("a loan's life", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 4 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  const loans = () => tableRows<LoanRow>(served.melati.group, loanTable, {});
  const hers = async (): Promise<LoanRow> =>
    (await loans()).find(row => row.member_id === served.melati.members[number - 1])!;
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  const next = (): Promise<void> => press(say("meetings.form.next"));

  async function come(who: number): Promise<void> {
    const context = await visitor(browser, served, {
      as: { group: served.melati, number: who },
      language: "id",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }

  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }

  async function meetOn(on: Day): Promise<void> {
    served.edge.today = on;
    meeting = await openMeeting(served.melati.group);
    await come(1);
  }

  step("she asks: how much, what for, in how many instalments, and who stands for her", async () => {
    await meetOn(today);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.loan-request")}`));
    await look("who borrows");
    await page.getByRole("button", { name: /Ibu/ }).nth(number - 1).click();
    await look("which loan");
    await page.locator('input[value="ordinary"]').check();
    await next();
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill("100000");
    await look("how much");
    await next();
    await look("in how many instalments");
    await next();
    await page.getByLabel(say("meetings.ask.loan-purpose")).fill("Benang sutra");
    await look("what for");
    await next();
    await page.getByRole("combobox").first().selectOption({ index: 3 });
    await look("who stands for her");
    await press(say("meetings.form.write"));
    await page.getByText("Benang sutra").first().waitFor();
    await look("on the agenda");
  });

  step("hands are raised, and she is handed what was agreed", async () => {
    await press(/Benang sutra/);
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("voted on");
    await press(say("meetings.loan.write-decision"));
    await open(page, "/meeting#pay");
    await look("to be handed over");
    await page.locator("button.tool[aria-pressed=false]").first().click();
    await reaches(served.melati, meeting, "loans.pay-out");
    await look("handed over");
    await sealBeside(served.melati, meeting);
    const row = await hers();
    expect(row).toMatchObject({ status: "running", principal: 100_000n, paid_out_on: today });
    expect(await tableRows(served.melati.group, guarantorTable, { loan_id: row.loan_id })).toHaveLength(1);
  });

  step("her own passbook and the page of her loan say what she owes and when", async () => {
    await come(number);
    await open(page, "/me");
    await look("her passbook");
    await open(page, `/loans/${(await hers()).loan_id}`);
    await look("her loan");
  });

  async function receive(digits: string, where: string): Promise<void> {
    await open(page, "/meeting#sheet");
    await page.evaluate(to => {
      history.pushState({ place: to }, "", `#${to.step}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, { step: "sheet", view: "list" });
    await look(`${where}: the list`);
    await page.getByText(say("meetings.called", { name: melati.women[number - 1]! }), { exact: true }).click();
    await page.getByText(say("meetings.of", { done: number, all: 25 })).waitFor();
    await look(`${where}: her card`);
    const line = page.locator(".lines button.line").filter({ hasText: say("meetings.item.loan") }).first();
    // What is not due today stands behind a press.
    if (!(await line.isVisible())) await press(say("meetings.sheet.others"));
    await line.click();
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill(digits);
    await look(`${where}: received`);
    await press(say("meetings.cash.receive"));
    await reaches(served.melati, meeting, "loans.repayment");
    await sealBeside(served.melati, meeting);
  }

  step("after four weeks she brings less than is due, and her passbook says what is left of it", async () => {
    await meetOn(addDays(today, 28));
    await receive("20000", "part");
    const row = await hers();
    expect(row).toMatchObject({ status: "running" });
    expect(row.principal_paid + row.interest_paid).toBe(20_000n);
    await come(number);
    await open(page, `/loans/${row.loan_id}`);
    await press(say("shell.uncover"));
    await look("part: her loan, with its figures");
  });

  step("then all that is due and more, which makes the rest smaller", async () => {
    await meetOn(addDays(today, 56));
    await receive("70000", "more");
    const row = await hers();
    expect(row.principal_paid + row.interest_paid).toBe(90_000n);
    await come(number);
    await open(page, "/me");
    await look("more: her passbook");
  });

  step("and at last what is left, which ends it", async () => {
    await meetOn(addDays(today, 63));
    const { principal, principal_paid, interest_paid } = await hers();
    // Flat: 2 % a month on 100,000 for twelve weeks.
    await receive(String(principal + 6_000n - principal_paid - interest_paid), "off");
    expect(await hers()).toMatchObject({ status: "repaid", principal_paid: 100_000n });
    await come(number);
    await open(page, "/loans");
    await page.getByText(say("loans.screen.ended")).first().waitFor();
    await look("off: her loans");
    await open(page, `/loans/${(await hers()).loan_id}`);
    await look("off: her loan");
    expect(faults).toEqual([]);
  });
});
