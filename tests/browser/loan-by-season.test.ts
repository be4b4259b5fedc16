/**
 * On the treasurer's phone the members decide on a kind of loan with lean months and pay-outs in parts, ask for one, vote on
 * it and hand out its first part. Its pages and its paper say in which months nothing falls due, and what is still to come.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, addMonths, type Uuid } from "#base";
import { type DecisionRow, decisionTable } from "#assembly";
import { type LoanRow, loanTable, payOutsOf } from "#loans";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, phone, readAlong, wide } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;

describe.skipIf(browserOrSkip() === "skip")("a loan that follows the year", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let loan: LoanRow;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    page = await come();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function come(): Promise<Page> {
    const context = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
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

  step("the members tick the lean months of a kind of loan, and read what it says", async () => {
    meeting = await openMeeting(served.melati.group);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.rule-decision")}`));
    await press(/^Pinjaman biasa/);
    const lean = page.getByRole("group", { name: say("field.loans.product.lean_months") });
    for (const month of ["Februari", "Januari"]) await lean.getByLabel(month).check();
    await page.getByLabel(say("field.loans.product.method"), { exact: true }).selectOption("declining_balance");
    await page.getByLabel(say("field.loans.product.pay_outs_max")).fill("3");
    await page.getByText(/Pada Januari dan Februari tidak ada angsuran/).first().waitFor();
    await look("the rule");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.loan.write-decision"));
    await reaches(served.melati, meeting, "assembly.decision");
    await sealBeside(served.melati, meeting);
    served.edge.today = addDays(today, 1);
    const { group } = served.melati;
    const [decided] = await tableRows<DecisionRow>(group, decisionTable, { question: "rule" });
    const decision = decided!.decision_id;
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: served.edge.today, decision }, two));
    meeting = await openMeeting(group);
    page = await come();
  });

  step("a loan is asked for in two parts", async () => {
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.loan-request")}`));
    await page.getByRole("button", { name: /Ibu/ }).nth(11).click();
    await look("the kinds of loan");
    await page.locator('input[value="ordinary"]').check();
    await next();
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill("200000");
    await next();
    await next();
    await page.getByText(say("loans.ask.parts")).first().waitFor();
    await press(/\+|Tambah|tambah/);
    await look("in how many parts");
    await next();
    await look("how far apart");
    await next();
    await next();
    await press(say("meetings.form.write"));
    await press(/Ibu .*200\.000/);
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the vote");
    await press(say("meetings.loan.write-decision"));
    await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  });

  step("only its first part is handed out", async () => {
    await open(page, "/meeting#pay");
    await page.getByText("100.000").first().waitFor();
    await look("handed out");
    await page.getByRole("button", { name: new RegExp(say("meetings.pay.hand-over", { name: "" }).trim()) }).first().click();
    await reaches(served.melati, meeting, "loans.pay-out");
    await sealBeside(served.melati, meeting);
    loan = (await tableRows<LoanRow>(served.melati.group, loanTable, { requested: 200_000n })).at(-1)!;
    expect(loan).toMatchObject({ status: "running", principal: 100_000n });
    expect(payOutsOf(loan).map(one => [one.amount, one.isPaid])).toEqual([[100_000n, true], [100_000n, false]]);
  });

  step("its page and its paper show the lean months, and the part that is to come", async () => {
    page = await come();
    for (const size of [phone, { width: 360, height: 780 }, wide]) {
      await page.setViewportSize(size);
      for (const path of [`/loans/${loan.loan_id}`, `/loans/${loan.loan_id}/print`]) {
        await open(page, path);
        if (!path.endsWith("print")) await press(new RegExp(say("shell.uncover")));
        await page.getByText(/paceklik/).filter({ visible: true }).first().waitFor();
        await look(path.endsWith("print") ? "on paper" : "the loan");
      }
    }
  });

  step("a month later the next part is offered", async () => {
    served.edge.today = addMonths(addDays(today, 1), 1);
    meeting = await openMeeting(served.melati.group);
    page = await come();
    await open(page, "/meeting#pay");
    await page.getByText(say("entry.loans.pay-out-part")).first().waitFor();
    await look("the next part");
    expect(faults).toEqual([]);
  });
});
