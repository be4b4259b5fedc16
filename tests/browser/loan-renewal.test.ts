/**
 * On the treasurer's phone a woman who still owes on a loan asks for a new one that pays it off. Form, vote and pay-out say what
 * she is handed; the pages of both loans, her receipt and her passbook tell what became of it.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { Uuid } from "#base";
import { agreementOf, amountToPayOff, isRunning, type LoanRow, loanTable, type RunningLoan } from "#loans";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, phone, readAlong, wide } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;

describe.skipIf(browserOrSkip() === "skip")("a loan paid off out of a new one", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let old: RunningLoan;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();
  const handed = 50_000n;

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    const loans = (await loansOf()).filter(isRunning);
    old = loans.find(one => one.fund === "loan" && !agreementOf(one.terms).is_free)!;
    page = await come(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  const loansOf = () => tableRows<LoanRow>(served.melati.group, loanTable);
  const owed = () => amountToPayOff(old, today);
  const amount = (minor: bigint): RegExp => new RegExp(words.amount(minor, "IDR").replaceAll(".", "\\."));

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

  step("the form asks whether the old loan is paid off, and says what she would be handed", async () => {
    meeting = await openMeeting(served.melati.group);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.loan-request")}\\s*${say("meetings.form.loan-request.what")}`));
    const number = served.melati.members.indexOf(old.member_id);
    await page.getByRole("button", { name: /Ibu/ }).nth(number).click();
    await page.locator('input[value="ordinary"]').check();
    await next();
    await page.getByRole("heading", { name: say("loans.ask.renews") }).waitFor();
    await look("whether it pays the old one off");
    await page.locator(`input[value="${old.loan_id}"]`).check();
    await next();
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill(String(owed() - 1_000n));
    await page.getByText(/jadi kurang Rp.1\.000/).waitFor();
    await page.getByLabel(say("meetings.cash.digits")).fill(String(owed() + handed));
    await page.getByText(/Dia menerima Rp.50\.000/).waitFor();
    await look("how much");
    await next();
    while ((await act(page, say("meetings.form.write")).count()) === 0) await next();
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "loans.request");
  });

  step("so do the vote and the pay-out, and the box gives the difference", async () => {
    await press(new RegExp(`Ibu .*${words.amount(owed() + handed, "IDR").replace(/^Rp.?/, "").replaceAll(".", "\\.")}`));
    await page.getByText(/melunasi pinjaman lamanya/).waitFor();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the vote");
    await press(say("meetings.loan.write-decision"));
    await reaches(served.melati, meeting, "loans.approval");
    await open(page, "/meeting#pay");
    await page.getByText(/untuk pinjaman lama/).first().waitFor();
    await look("the pay-out");
    await page.getByRole("button", { name: new RegExp(say("meetings.pay.hand-over", { name: "" }).trim()) }).first().click();
    await reaches(served.melati, meeting, "loans.pay-out");
    await sealBeside(served.melati, meeting);
    const renewed = (await loansOf()).find(one => one.renews === old.loan_id);
    expect(renewed).toMatchObject({ status: "running", principal: owed() + handed });
    expect((await loansOf()).find(one => one.loan_id === old.loan_id)).toMatchObject({
      status: "repaid",
      renewed_by: renewed!.loan_id,
    });
  });

  step("the pages of both loans lead to each other", async () => {
    const { loan_id: renewed } = (await loansOf()).find(one => one.renews === old.loan_id)!;
    for (const size of [phone, { width: 360, height: 780 }, wide]) {
      await page.setViewportSize(size);
      await open(page, `/loans/${old.loan_id}`);
      await page.getByText(say("loans.screen.renewed-by")).first().waitFor();
      await press(say("shell.uncover"));
      await page.getByText(say("fact.loans.paid-off-by-renewal")).last().waitFor();
      await look("the old loan");
      await press(new RegExp(say("loans.screen.renewed-by")));
      await page.getByText(say("fact.loans.renewed")).first().waitFor();
      await press(say("shell.uncover"));
      await page.getByText(say("loans.screen.paid-off-old", { amount: words.amount(owed(), "IDR") })).waitFor();
      await look("the new loan");
      await open(page, `/loans/${renewed}/print`);
      await page.getByText(say("loans.screen.paper.paid-off")).first().waitFor();
      await look("its paper");
      await open(page, "/loans");
      await page.getByText(say("loans.screen.renewed-in-all", { count: 1 })).first().waitFor();
      await look("all loans");
    }
  });

  step("the minutes, her receipt and her passbook tell it", async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    await open(page, `/meetings/${meeting}`);
    await page.getByText(say("fact.loans.renewed")).first().waitFor();
    await look("the minutes");
    await open(page, `/meetings/${meeting}/receipts`);
    await page.getByText(say("loans.renewed.old")).first().waitFor();
    await look("the receipts");
    page = await come(served.melati.members.indexOf(old.member_id) + 1);
    for (const size of [phone, wide]) {
      await page.setViewportSize(size);
      await open(page, "/me");
      await page.getByText(say("fact.loans.renewed")).first().waitFor();
      await look("her passbook, covered");
      await press(say("members.screen.see"));
      await page.getByText(amount(owed())).first().waitFor();
      await look("her passbook");
    }
    expect(faults).toEqual([]);
  });
});
