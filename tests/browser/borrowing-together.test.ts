/**
 * On the treasurer's phone women who stand for each other borrow together, and savings are pledged for a loan. Afterwards the
 * loan's page says what is kept for it, and her passbook says it to whoever pledged.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { type LoanRow, loanTable } from "#loans";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line, openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, phone, readAlong, wide } from "./looked-at.ts";
import { sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;
/** The place of her who pledges, and signs in to see it. */
const pledger = 13;

describe.skipIf(browserOrSkip() === "skip")("women borrow together", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let loan: Uuid;
  /** Places of women who have no loan: the first three borrow together, then one borrows alone. */
  let free: readonly number[];
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    page = await come(1);
    const owing = new Set((await tableRows<LoanRow>(served.melati.group, loanTable, {})).map(row => row.member_id));
    free = served.melati.members.flatMap((member, place) => (place < 6 || place === pledger || owing.has(member) ? [] : [place]));
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

  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }

  async function choose(form: string): Promise<void> {
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say(form)}`));
  }

  const written = (): Promise<void> =>
    page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();

  step("a circle of three: one amount for each, and what is in the way told at the row", async () => {
    meeting = await openMeeting(served.melati.group);
    await choose("loans.form.circle");
    await page.getByLabel(say("loans.circle.each")).fill("50000");
    const checks = page.getByRole("checkbox");
    for (const place of free.slice(0, 3)) await checks.nth(place).check({ force: true });
    const amounts = page.locator("li input.number");
    await amounts.nth(1).fill("30250");
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await look("a row that cannot be");
    await amounts.nth(1).fill("30000");
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the circle, filled in");
    await press(say("meetings.loan.write-decision"));
    await written();
    await look("the circle, decided");
  });

  step("the next meeting lends on pledged savings", async () => {
    const { group } = served.melati;
    const value = {
      fund: "loan",
      method: "flat",
      amortization: "equal_principal_payments",
      rate_per_month: "1",
      frequency: "months",
      every: "1",
      periods: "5",
      periods_max: "10",
      pledge_percent: "20",
      pledge_by: "guarantors",
      is_free: false,
    };
    const rule = decision(group, "rule", "loans.product/ordinary", { value });
    await sealBeside(served.melati, meeting, [rule.line]);
    const borrowed = await tableRows<LoanRow>(group, loanTable, {});
    expect(borrowed.filter(row => row.circle_id !== null).map(row => String(row.principal)).sort()).toEqual([
      "30000",
      "50000",
      "50000",
    ]);
    served.edge.today = addDays(today, 7);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: served.edge.today, decision: rule.id }, two));
    meeting = await openMeeting(group);
    loan = group.edge.newId();
    const [member, guarantor] = [served.melati.members[free[3]!]!, served.melati.members[pledger]!];
    const asked = { loan, member, product: "ordinary", amount: 100_000n, guarantors: [guarantor] };
    const lines = [line("loans.request", asked, `request.${loan}`)];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    page = await come(1);
  });

  step("savings for a loan: for whom, whose, of which and how much", async () => {
    await choose("loans.form.pledge");
    await page.locator(`input[value="${loan}"]`).check();
    await look("for which loan");
    await next();
    await look("whose savings");
    await page.getByRole("button", { name: new RegExp(say("meetings.number", { number: String(pledger + 1) })) }).click();
    const shares = page.locator('input[value="member-shares/loan"]');
    await shares.or(page.getByText(say("loans.ask.how-much-pledged"))).first().waitFor();
    if ((await shares.count()) > 0) {
      await look("of which savings");
      await shares.check();
      await next();
    }
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill("20000");
    await look("how much");
    await press(say("meetings.form.write"));
    await written();
    await press(/100\.000/);
    await page.getByText(say("loans.form.pledged-by", { who: "", amount: "" }).trim().split(" ").at(-1)!).first().waitFor();
    await look("the loan before the vote");
  });

  step("stands on the loan's page, and in her passbook", async () => {
    const { group, members } = served.melati;
    const agreed = decision(group, "loan", loan);
    const paid = line("loans.pay-out", { loan, member: members[free[3]!], decision: agreed.id });
    await sealBeside(served.melati, meeting, [agreed.line, paid]);
    for (const size of [phone, wide]) {
      await page.setViewportSize(size);
      await open(page, `/loans/${loan}`);
      await page.getByText(say("loans.screen.pledges")).first().waitFor();
      await look("the loan's page");
    }
    page = await come(pledger + 1);
    await open(page, "/me");
    await page.getByText(say("members.screen.pledged.of-another")).first().waitFor();
    await look("her passbook");
    expect(faults).toEqual([]);
  });
});
