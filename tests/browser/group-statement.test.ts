/**
 * The bank asks how the group saves. The members decide on it at the meeting; the treasurer makes the statement with the secretary
 * beside her and prints it; the clerk checks it on his own device; and when it is taken back, he sees that too.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Role, type Uuid } from "#base";
import { groupStatementTable } from "#assembly";
import { read } from "#db";
import { questions } from "#reports/server";
import type { GroupStatementSeen } from "../../rooms/reports/group-statement.ts";
import { groupStatementIn } from "../../rooms/meetings/group-statement.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { openMeeting, tableRows, testKey } from "../village/group.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const language = "id";
const words = wordsIn(language);
const say = words.say;

describe.skipIf(browserOrSkip() === "skip")("a statement of the group for a bank", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let console: { faults(): string[] };
  let statement: Uuid;
  let note: string;
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    await sitDown({ group: served.melati, number: 1 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function sitDown(as?: { readonly group: Served["melati"]; readonly number: number }): Promise<void> {
    const context = await visitor(browser, served, {
      as,
      ...{ language, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  async function look(where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, language, console)).map(fault => `${where}: ${fault}`));
  }
  /** What the paper's code holds. */
  const signed = async (): Promise<string> =>
    read(served.melati.group.pool, served.melati.organisation, async client => {
      const { organisation, group } = served.melati;
      const roles = new Set<Role>(["anyone"]);
      const asked = { client, organisation, member: group.treasurer, roles, today: served.edge.today };
      const question = questions["reports.group-statement"]!;
      const seen = await question.ask({ ...asked, params: { statement }, masterKey: testKey });
      return (seen as unknown as GroupStatementSeen).note;
    });
  async function check(text: string, key = ""): Promise<void> {
    await page.getByLabel(say("meetings.check-statement.text"), { exact: true }).fill(text);
    await page.getByLabel(say("meetings.check-statement.key"), { exact: true }).fill(key);
    await press(say("meetings.check-statement.do"));
  }
  const told = (key: string, values: Readonly<Record<string, string>> = {}): Promise<void> =>
    page.getByText(say(`meetings.check-statement.${key}`, values)).first().waitFor();

  step("the members decide on it at the meeting", async () => {
    const meeting = await openMeeting(served.melati.group);
    await open(page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.group-statement")}`));
    await page.getByLabel(say("meetings.ask.statement-to")).fill("Bank Desa");
    await look("for whom");
    await press(say("meetings.form.next"));
    await page.getByRole("radio").first().check();
    await look("of which time");
    await press(say("meetings.form.next"));
    await page.getByRole("radio").nth(1).check();
    await look("until when");
    await press(say("meetings.form.next"));
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(served.melati, meeting, "assembly.decision");
    await page.getByText("Bank Desa").first().waitFor();
    await look("decided");
    await sealBeside(served.melati, meeting);
  });

  step("two officers make it, and it is printed", async () => {
    await open(page, "/reports");
    await press(new RegExp(`^${say("reports.group-statements")}`));
    await page.getByText("Bank Desa").first().waitFor();
    await look("decided, not made yet");
    await press(say("command.assembly.issue-statement"));
    await page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(page, "385126");
    await page.getByText(say("reports.group-statements.made")).waitFor();
    await look("made");
    const [row] = await tableRows(served.melati.group, groupStatementTable);
    statement = row!.statement_id;
    expect(row).toMatchObject({ issued_on: today, until_on: addDays(today, 30), taken_back_on: null });
    await press(new RegExp(`^${say("reports.group-statement.open")}`));
    await page.waitForURL(`**/group-statements/${statement}`);
    note = await signed();
    const said = groupStatementIn(note)!;
    await page.getByText(words.amount(said.money[0]!.cash, "IDR")).first().waitFor();
    expect(await page.locator(".paper svg").count()).toBeGreaterThan(1);
    await look("on paper");
  });

  step("the clerk checks it on his own device: whole, changed, of another key", async () => {
    await sitDown();
    await open(page, "/check-statement");
    await check(note);
    await told("counts");
    await look("whole");
    const said = groupStatementIn(note)!;
    await check(note.replace(`"members":"${said.members}"`, `"members":"${said.members + 1}"`));
    await told("signature-does-not-hold");
    const other = said.signed_by.replace(/\+[^+]+\+/, "+00000000+");
    await check(note, other);
    await told("malformed-key");
    await check(note, said.signed_by);
    await told("counts");
    await page.getByText(say("meetings.group-statement.months")).waitFor();
  });

  step("the officers take it back", async () => {
    await sitDown({ group: served.melati, number: 1 });
    await open(page, "/group-statements");
    await press(say("command.assembly.take-back-statement"));
    await page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(page, "385126");
    await page.getByText(say("reports.group-statement.notice")).waitFor();
    await look("taken back");
    await press(new RegExp(`^${say("reports.group-statement.notice")}`));
    await page.waitForURL(`**/group-statements/${statement}`);
    await look("the notice on paper");
  });

  step("and the clerk sees it, of the notice and then of the statement itself; another day it is over", async () => {
    const notice = await signed();
    await sitDown();
    await open(page, "/check-statement");
    const days = { issued: words.day(today), on: words.day(today) };
    await check(notice);
    await told("taken-back", days);
    await look("the notice");
    await check(note);
    await told("taken-back", days);
    await page.getByText(say("meetings.group-statement.months")).waitFor();
    served.edge.today = addDays(today, 31);
    await open(page, "/check-statement");
    await check(note);
    await told("expired");
    await look("over");
    expect(faults).toEqual([]);
  });
});
