/**
 * Members buy together, on phones of 360 px: the meeting lets a fund buy, a member proposes yarn and says how much she wants, the
 * treasurer writes another's order, the members raise their hands for it and pay in, and the shop is paid.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { purchaseTable } from "#purchasing";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, openMeeting, tableRows } from "../village/group.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;
const fund = "Dana pinjaman";

describe.skipIf(browserOrSkip() === "skip")("members buy together", { timeout: 300_000 }, () => {
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
    served = await servePractice({ database: database.server, meetings: 2 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function comes(number: number): Promise<void> {
    await page?.context().close();
    const context = await visitor(browser, served, {
      as: { group: served.melati, number },
      language: "id",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }

  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  const choose = (name: string | RegExp): Promise<void> => page.getByRole("radio", { name }).check();
  const next = (): Promise<void> => press(say("meetings.form.next"));
  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }
  const types = async (amount: string): Promise<void> => {
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill(amount);
  };

  step("the members let a fund buy, by the rule's own form, and two officers put it in force", async () => {
    meeting = await openMeeting(served.melati.group);
    await comes(1);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.rule-decision")}`));
    await press(new RegExp(`^${say("said.purchasing.purchase.title", { code: fund })}`));
    await page.getByLabel(say("field.purchasing.purchase.pay_later")).waitFor();
    await page.getByLabel(say("field.purchasing.purchase.quantities_seen")).selectOption("officers");
    await look("the rule");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.loan.write-decision"));
    await reaches(served.melati, meeting, "assembly.decision");
    await sealBeside(served.melati, meeting);
    await open(page, "/rules");
    await press(new RegExp(`^${say("said.purchasing.purchase.title", { code: fund })}`));
    await press(say("command.assembly.change-rule"));
    await page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(page, "385126");
    await page.waitForURL(/\/rules$/);
  });

  step("a member proposes yarn and says how much she wants", async () => {
    served.edge.today = addDays(today, 1);
    await comes(14);
    await open(page, "/");
    await press(say("meetings.home.purchases"));
    await page.waitForURL("**/purchases");
    await look("nothing is bought yet");
    await press(say("command.purchasing.plan"));
    await page.waitForURL("**/purchases/plan");
    await alive(page);
    await page.getByLabel(say("field.purchasing.plan.name")).fill("Benang untuk sarung");
    await page.getByLabel(say("field.purchasing.plan.supplier")).fill("Toko Sinar Benang");
    await page.getByLabel(say("field.purchasing.plan.items.name")).fill("Benang katun merah");
    await page.getByLabel(say("purchasing.screen.price-of.kg")).fill("87.500");
    await page.getByLabel(say("field.purchasing.plan.costs")).fill("65.000");
    await page.getByLabel(say("field.purchasing.plan.order_by")).fill(addDays(today, 20));
    await look("what is proposed");
    await press(say("command.purchasing.plan"));
    await page.waitForURL(/\/purchases\/[0-9a-f-]{36}$/);
    await alive(page);
    await page.getByLabel("Benang katun merah").fill("2,5");
    await press(say("command.purchasing.commit"));
    await page.getByText(say("purchasing.screen.mine")).waitFor();
    await press(say("shell.uncover"));
    await page.getByText(/^2,5\skg Benang katun merah/).first().waitFor();
    await page.getByText(say("purchasing.screen.quantities-hidden")).waitFor();
    await look("her part of it");
  });

  step("the treasurer writes the order of one who has no phone", async () => {
    const address = page.url();
    await comes(1);
    await open(page, address);
    await page.getByLabel(say("field.purchasing.commit.member")).selectOption({ index: 9 });
    await page.getByLabel("Benang katun merah").last().fill("1,5");
    await act(page.locator(".card", { hasText: say("purchasing.screen.order-for") }), say("command.purchasing.commit")).click();
    await page.getByRole("heading", { name: say("purchasing.screen.buyers", { count: 2 }) }).waitFor();
    await press(say("shell.uncover"));
    await look("all of it, for officers");
  });

  step("the members agree on it by hands, and what they pay in pays the shop", async () => {
    const { group } = served.melati;
    meeting = await openMeeting(group);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(say("purchasing.form.purchase-agree.what")));
    await types("420000");
    await look("how much at most");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "purchasing.agree");
    await sealBeside(served.melati, meeting);
    served.edge.today = addDays(today, 7);
    meeting = await openMeeting(group);
    await comes(1);
    await open(page, "/meeting#sheet");
    for (const amount of ["155700", "259300"]) {
      await press(say("meetings.more.title"));
      await press(new RegExp(say("purchasing.form.purchase-pay-in.what")));
      await page.getByRole("list", { name: say("purchasing.ask.who-pays") }).getByRole("button").first().click();
      await types(amount);
      await look("what she pays in");
      await press(say("meetings.form.write"));
      await reaches(served.melati, meeting, "purchasing.pay-in");
      await sealBeside(served.melati, meeting);
      served.edge.today = addDays(served.edge.today, 7);
      meeting = await openMeeting(group);
      await comes(1);
      await open(page, "/meeting#sheet");
    }
    await open(page, "/meeting#pay");
    await press(say("meetings.pay.new"));
    await press(new RegExp(say("purchasing.form.purchase.what")));
    await choose(new RegExp(say("purchasing.form.purchase-pay-supplier.what")));
    await look("what is written of it");
    await next();
    await types("415000");
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "purchasing.pay-supplier");
    await look("paid to the shop");
    await sealBeside(served.melati, meeting);
    expect(await balanceOf(group, "purchase-clearing.p1/loan")).toBe(415_000n);
    expect((await tableRows(group, purchaseTable))[0]).toMatchObject({ status: "agreed", agreed: 420_000n });
    expect(faults).toEqual([]);
  });
});
