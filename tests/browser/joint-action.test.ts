/**
 * Members repair a roof together, on phones of 360 px: one proposes it with what it needs, promises, the members raise their hands,
 * promises are written aloud, what came and what was paid is written, and it is closed; she sees what became of her money.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { actionTable } from "#actions";
import { addDays, type Uuid } from "#base";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, decision, meet, openMeeting, tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;

describe.skipIf(browserOrSkip() === "skip")("members work together", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let address: string;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 2 });
    const { group } = served.melati;
    // How a fund gets a rule is shown where members buy together (joint-purchase).
    const rule = decision(group, "rule", "actions.action/loan", { value: { decided_by_vote: true, promises_seen: "officers" } });
    await meet(group, today, [rule.line]);
    const two = { by: group.treasurer, with: [group.secretary] };
    served.edge.today = addDays(today, 1);
    await accepted(group.say("assembly.change-rule", { decision: rule.id, from: addDays(today, 1) }, two));
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
  const picks = (place: number): Promise<void> =>
    page.getByRole("list", { name: say("actions.ask.who") }).getByRole("button").nth(place).click();
  /** Opens what comes at this meeting, and of it what is for joint work. */
  async function brings(act: string): Promise<void> {
    await open(page, "/meeting#sheet");
    await press(say("meetings.more.title"));
    await press(new RegExp(say("actions.form.action-bring.what")));
    await choose(new RegExp(say(`actions.form.action-${act}.what`)));
    await look(`what comes: ${act}`);
    await next();
  }
  async function pays(act: string): Promise<void> {
    await open(page, "/meeting#pay");
    await press(say("meetings.pay.new"));
    await press(new RegExp(say("actions.form.action.what")));
    await choose(new RegExp(say(`actions.form.action-${act}.what`)));
    await look(`what is paid: ${act}`);
    await next();
  }
  /** The week after, with a page that knows what was sealed. */
  async function weekAfter(): Promise<void> {
    await sealBeside(served.melati, meeting);
    served.edge.today = addDays(served.edge.today, 7);
    meeting = await openMeeting(served.melati.group);
    await comes(1);
  }

  step("a member proposes the roof with what it needs, and promises", async () => {
    await comes(14);
    await open(page, "/");
    await press(say("meetings.home.actions"));
    await page.waitForURL("**/actions");
    await look("nothing is done together yet");
    await press(say("command.actions.plan"));
    await page.waitForURL("**/actions/plan");
    await alive(page);
    await page.getByLabel(say("field.actions.plan.name")).fill("Perbaiki atap rumah tenun");
    await page.getByLabel(say("field.actions.plan.happens_on")).fill(addDays(today, 18));
    const need = async (name: string, unit: string, quantity: string): Promise<void> => {
      await page.getByLabel(say("field.actions.plan.intents.name")).last().fill(name);
      await page.getByLabel(say("field.actions.plan.intents.unit")).last().selectOption(unit);
      await page.getByLabel(say("field.actions.plan.intents.quantity")).last().fill(quantity);
    };
    await need("Tenaga", "day", "20");
    await press(say("actions.screen.another-line"));
    await need("Semen satu sak", "piece", "3");
    await press(say("actions.screen.another-line"));
    await need("Kayu", "IDR", "400.000");
    await page.getByLabel(say("field.actions.plan.note")).fill("Jam tujuh pagi, bawa palu kalau ada.");
    await look("what is proposed");
    await press(say("command.actions.plan"));
    await page.waitForURL(/\/actions\/[0-9a-f-]{36}$/);
    address = page.url();
    await alive(page);
    await page.getByLabel("Tenaga").fill("1,5");
    await press(say("command.actions.commit"));
    await page.getByText(say("actions.screen.mine-promised")).waitFor();
    await page.getByText(say("actions.screen.promises-hidden")).waitFor();
    await look("what she promised");
  });

  step("the members decide, and promise aloud", async () => {
    meeting = await openMeeting(served.melati.group);
    await comes(1);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(say("actions.form.action-agree.what")));
    await look("how much the group gives");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "actions.agree");
    await brings("commit");
    await picks(3);
    await page.getByRole("textbox").last().fill("2");
    await look("how many days she promises");
    await next();
    await next();
    await types("150000");
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "actions.commit");
    await look("what was promised, on the sheet");
    await weekAfter();
  });

  step("all who promised have come, money was brought, and the wood is paid out of it", async () => {
    await brings("contribute");
    await choose(new RegExp(say("actions.form.as-promised")));
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "actions.contribute", 2);
    for (const [place, amount] of [[3, "150000"], [4, "100000"]] as const) {
      await brings("pay-in");
      await picks(place);
      await types(amount);
      await press(say("meetings.form.write"));
      await reaches(served.melati, meeting, "actions.pay-in", place - 2);
    }
    await weekAfter();
    await pays("pay-cost");
    await types("200000");
    await next();
    await page.getByLabel(say("actions.ask.paid-to")).fill("Toko Kayu Jaya");
    await next();
    await page.getByLabel(say("actions.ask.purpose")).fill("Kayu dan paku");
    await look("what was paid for");
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "actions.pay-cost");
    await weekAfter();
    await open(page, address);
    await press(say("shell.uncover"));
    await look("all of it, for officers");
  });

  step("it is closed, and what is left is hers again in proportion", async () => {
    await pays("close");
    await choose(new RegExp(say("actions.form.rest-back")));
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "actions.close");
    await look("closed, on the sheet");
    await weekAfter();
    const { group } = served.melati;
    expect(await balanceOf(group, "action-advances.a1/loan")).toBe(0n);
    expect((await tableRows(group, actionTable))[0]).toMatchObject({ status: "closed" });
    await comes(4);
    await open(page, address);
    await press(say("shell.uncover"));
    // Of 250,000 they brought 50,000 is left, and three fifths of it are hers.
    await page.getByText(/30\.?000/).first().waitFor();
    await look("what became of hers");
    expect(faults).toEqual([]);
  });
});
