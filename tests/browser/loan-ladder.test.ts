/**
 * The members let a kind of loan grow step by step, by the rule's own form; from the next meeting on the request says how
 * much a woman may borrow and why, and so does her own page.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { decisionTable, type DecisionRow } from "#assembly";
import { loanProduct } from "#loans";
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

describe.skipIf(browserOrSkip() === "skip")("loans that grow step by step", { timeout: 300_000 }, () => {
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
    served = await servePractice({ database: database.server, meetings: 6 });
    page = await come(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function come(number: number, language: "en" | "id" = "id"): Promise<Page> {
    const context = await visitor(browser, served, {
      as: { group: served.melati, number },
      language,
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
  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }

  step("the steps are written one by one, and read aloud before the hands", async () => {
    meeting = await openMeeting(served.melati.group);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.rule-decision")}`));
    await press(new RegExp(`^${say("loans.product.ordinary")}`));
    await page.getByRole("checkbox", { name: say("field.loans.product.ladder") }).check();
    const steps = page.getByRole("group", { name: say("field.loans.product.ladder.steps") });
    for (const [at, amount] of ["100000", "200000", "400000"].entries()) {
      await steps.getByRole("button", { name: say("assembly.screen.add-one") }).click();
      await steps.getByLabel(say("field.loans.product.ladder.steps.up_to")).nth(at).fill(amount);
    }
    await page.getByText(/Besar pinjaman naik bertahap: Rp.100\.000, Rp.200\.000, dan Rp.400\.000\./).waitFor();
    await look("the rule's form");
    await press(say("meetings.form.next"));
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the hands");
    await press(say("meetings.loan.write-decision"));
    await reaches(served.melati, meeting, "assembly.decision");
    await sealBeside(served.melati, meeting);
  });

  step("two officers put it in force", async () => {
    const { group } = served.melati;
    const decided = await tableRows<DecisionRow>(group, decisionTable, { question: "rule" });
    const { decision_id: decision } = decided.find(one => one.about === `${loanProduct.key}/ordinary` && one.decided_on === today)!;
    served.edge.today = addDays(today, 1);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: served.edge.today, decision }, two));
    meeting = await openMeeting(group);
  });

  step("at the next request it is said how much she may borrow, and why", async () => {
    page = await come(1);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.loan-request")}\\s*${say("meetings.form.loan-request.what")}`));
    await page.getByRole("button", { name: /Ibu/ }).nth(11).click();
    await page.locator('input[value="ordinary"]').check();
    await press(say("meetings.form.next"));
    await page.getByText(new RegExp(`boleh meminjam sampai Rp.100\\.000, karena ${say("loans.ladder.first-loan")}`)).waitFor();
    await look("how much");
  });

  step("her own page says it to herself, when she asks", async () => {
    page = await come(14);
    for (const size of [phone, wide]) {
      await page.setViewportSize(size);
      await open(page, "/loans");
      await page.getByRole("heading", { name: say("loans.screen.ladder") }).waitFor();
      expect(await page.getByText(/Ibu boleh meminjam sampai/).count()).toBe(0);
      await look("her own page, covered");
      await press(say("shell.uncover"));
      await page.getByText(/Ibu boleh meminjam sampai Rp.100\.000/).waitFor();
      await look("her own page");
    }
    expect(faults).toEqual([]);
  });
});
