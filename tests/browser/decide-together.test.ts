/**
 * At the meeting the members decide on a new fund and on a rule, in plain words; two officers put both in force with a
 * press; and at the next meeting the fund is there to be used.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { ruleTable } from "#assembly";
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

describe.skipIf(browserOrSkip() === "skip")("the members decide on a rice bank", { timeout: 300_000 }, () => {
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
    await comeIn();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  /** The treasurer, on her phone. */
  async function comeIn(): Promise<void> {
    const context = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
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
  const heading = (name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }

  async function decideOn(what: string | RegExp, fill: () => Promise<void>): Promise<void> {
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.rule-decision")}`));
    await heading(say("meetings.rule.new"));
    await look("what to decide on");
    await press(what);
    await fill();
    await look("what it says");
    await press(say("meetings.form.next"));
    await heading(say("meetings.rule.hands"));
    await look("the hands");
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.loan.write-decision"));
    await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  }

  step("a new fund, in kilograms, with a name of its own", async () => {
    meeting = await openMeeting(served.melati.group);
    await decideOn(new RegExp(`^${say("meetings.rule.new.ledger.fund")}`), async () => {
      await page.getByLabel(say("assembly.screen.its-name")).fill("Bank beras");
      await page.getByLabel(say("field.assembly.open-fund.unit")).selectOption("kg");
    });
    await page.getByText("Bank beras").first().waitFor();
  });

  step("and a dearer fine for whoever is late, by the rule's own form", async () => {
    await decideOn(new RegExp(`^${words.say("said.meetings.fine.title", { code: say("meetings.fine.late") })}`), async () => {
      await page.getByLabel(say("field.meetings.fine.amount")).fill("3000");
      await page.getByText("Rp 3.000").first().waitFor();
    });
    await reaches(served.melati, meeting, "assembly.decision", 2);
    await sealBeside(served.melati, meeting);
  });

  step("is opened by two officers with one press, as it was decided", async () => {
    await open(page, "/rules");
    await look("rules, with what is to be done");
    await press(new RegExp(say("assembly.screen.open-fund-named", { fund: "Bank beras" })));
    await page.getByText("Bank beras").first().waitFor();
    await look("open the fund");
    await press(say("command.assembly.open-fund"));
    await page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(page, "385126");
    await page.waitForURL(/\/funds\/fund-2$/);
    await open(page, "/rules");
    await page.getByText(say("assembly.screen.to-do")).waitFor();
    await press(new RegExp(`^${words.say("said.meetings.fine.title", { code: say("meetings.fine.late") })}`));
    await look("change the rule");
    await press(say("command.assembly.change-rule"));
    await page.waitForURL(/\/rules$/);
    const rules = await tableRows(served.melati.group, ruleTable, { rule: "meetings.fine/late" });
    expect(rules.map(row => [row.version, row.from_on, row.value])).toContainEqual([
      2,
      addDays(today, 1),
      { amount: "3000", fund: "loan" },
    ]);
  });

  step("and takes rice at the next meeting", async () => {
    const { group } = served.melati;
    served.edge.today = addDays(today, 1);
    meeting = await openMeeting(group);
    await comeIn();
    await open(page, "/meeting#sheet");
    await press(say("meetings.more.title"));
    await press(new RegExp(`^${say("meetings.form.income")}`));
    await page.getByRole("radio", { name: /Bank beras/ }).check();
    await press(say("meetings.form.next"));
    await page.getByLabel(say("meetings.cash.digits")).fill("5");
    await press(say("meetings.form.next"));
    await page.getByLabel(say("meetings.ask.from-what")).fill("Panen bersama");
    await press(say("meetings.form.next"));
    await page.getByRole("radio", { name: new RegExp(`^${say("meetings.form.is-earned")}`) }).check();
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "meetings.income");
    await sealBeside(served.melati, meeting);
    expect(await balanceOf(group, "cash/fund-2")).toBe(5_000n);
    expect(faults).toEqual([]);
  });
});
