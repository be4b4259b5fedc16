/**
 * On the treasurer's phone a loan is refused for a limit of the group's own: there she asks the members for an exception. So
 * with savings that stay until one leaves. They vote, an officer answers, and it stands where all can read it.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { type ExceptionRow, exceptionTable } from "#assembly";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line, meet, openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const locale = process.env["EXCEPTION_LANGUAGE"] === "en" ? "en" : "id";
const say = wordsIn(locale).say;

describe.skipIf(browserOrSkip() === "skip")("beyond a limit", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext | undefined;
  let page: Page;
  let meeting: Uuid;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    const { group, members } = served.melati;
    const kept = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false };
    const product = decision(group, "rule", "savings.product/kept", { value: kept });
    await meet(group, today, [product.line]);
    served.edge.today = addDays(today, 1);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: served.edge.today, decision: product.id }, two));
    await meet(group, served.edge.today, [
      line("savings.deposit", { member: members[12], product: "kept", amount: 400_000n }),
    ]);
    served.edge.today = addDays(today, 7);
    meeting = await openMeeting(group);
    page = await come(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function come(number: number): Promise<Page> {
    await context?.close();
    context = await visitor(browser, served, {
      as: { group: served.melati, number },
      language: locale,
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
  const exceptions = () => tableRows<ExceptionRow>(served.melati.group, exceptionTable, {});

  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
    const pictures = process.env["EXCEPTION_PICTURES"];
    if (!pictures) return;
    const before = page.viewportSize()!;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 780 });
      await page.screenshot({ path: `${pictures}/${where.replaceAll(" ", "-")}-${width}-${locale}.png`, fullPage: true });
    }
    await page.setViewportSize(before);
  }

  async function choose(form: string): Promise<void> {
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say(form)}`));
  }

  async function figures(amount: string): Promise<void> {
    await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
    await page.getByLabel(say("meetings.cash.digits")).fill(amount);
    await next();
  }

  /** The reason is the last question. */
  async function giveReason(reason: string, where: string): Promise<void> {
    await page.getByLabel(say("assembly.ask.beyond")).fill(reason);
    await look(where);
    await press(say("meetings.form.write"));
  }

  step("a loan above three times her shares is refused, and at the line she asks for an exception", async () => {
    await choose("meetings.form.loan-request");
    await page.locator("button.line").filter({ visible: true }).nth(11).click();
    await page.locator('input[value="ordinary"]').check();
    await next();
    await figures("1500000");
    while ((await page.getByText(say("meetings.form.write"), { exact: true }).count()) === 0) await next();
    await press(say("meetings.form.write"));
    await act(page, say("assembly.beyond.offer")).first().waitFor();
    await look("refused, with the offer");
    await press(say("assembly.beyond.offer"));
    await giveReason(locale === "id" ? "Atap rumahnya roboh" : "Her roof fell in", "why");
    await reaches(served.melati, meeting, "loans.request");
    await page.getByText(say("assembly.beyond.to-vote")).first().waitFor();
    await page.reload();
    await alive(page);
    await page.getByText(say("assembly.beyond.to-vote")).first().waitFor();
    await look("beyond a limit, on the agenda");
  });

  step("savings that stay until she leaves are asked for by a form of their own", async () => {
    await choose("assembly.form.savings-beyond");
    await look("whose savings");
    await page.locator("button.line").filter({ visible: true }).first().click();
    await figures("250000");
    await giveReason(locale === "id" ? "Anaknya dirawat di rumah sakit" : "Her child is in hospital", "why savings");
    await reaches(served.melati, meeting, "savings.ask-exception");
    await page.reload();
    await alive(page);
    await press(locale === "id" ? /Anaknya dirawat/ : /Her child/);
    await look("who answers");
    await page.getByRole("radio").first().check();
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the vote");
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "savings.withdrawal");
    await open(page, "/meeting#decide");
    await look("voted on");
    await open(page, "/meeting#pay");
    await look("paid out by it");
  });

  step("sealed, it stands where all can read it: with whose and why for officers, without for others", async () => {
    await sealBeside(served.melati, meeting);
    expect((await exceptions()).map(one => [one.thing, one.status]).sort()).toEqual([
      ["loan", "asked"],
      ["withdrawal", "used"],
    ]);
    await open(page, "/exceptions");
    await press(say("shell.uncover"));
    await page.getByText(say("assembly.exceptions.status.used")).first().waitFor();
    await look("the exceptions, opened");
    await open(page, "/reports/exceptions");
    await look("the report");
    await open(page, "/reports/exceptions/print");
    await look("the report on paper");
    page = await come(14);
    await open(page, "/exceptions");
    await page.getByText(say("assembly.exceptions.one-member")).first().waitFor();
    expect(await page.getByText(/Atap|roof|Anaknya|child/).count()).toBe(0);
    await look("the exceptions, as a member sees them");
    expect(faults).toEqual([]);
  });
});
