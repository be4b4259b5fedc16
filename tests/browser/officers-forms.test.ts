/**
 * What officers do seldom and must be able to do on a screen: somebody from outside is appointed, a thing held in common
 * gets other words, an officer shows herself by her password, and who left is erased. On a phone of 360 px, in Indonesian.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { MemberId } from "#base";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("id");
const [treasurer, secretary] = [melati.keys[0]!, melati.keys[1]!];

describe.skipIf(browserOrSkip() === "skip")("what officers do seldom", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let console: { faults(): string[] };
  let leaver: MemberId;
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 1 });
    const { group } = served.melati;
    const two = { by: group.secretary, with: [group.treasurer] };
    leaver = served.edge.newMember();
    const her = { member: leaver, person: served.edge.newId(), number: 90, name: "Marsinah" };
    await accepted(group.say("members.join", her, two));
    await accepted(group.say("members.set-contact", { member: leaver, telephone: "0812 5550 111" }, { by: leaver }));
    await accepted(group.say("members.leave", { member: leaver, status: "moved" }, two));
    const loom = { thing: served.edge.newId(), kind: "loom", name: "Alat tenun" };
    await accepted(group.say("members.hold-thing", loom, two));
    const phone = await visitor(browser, served, {
      as: { group: served.melati, number: secretary.number },
      language: "id",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await phone.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });
  const look = async (): Promise<void> => expect(await faultsNow(page, "id", console)).toEqual([]);
  /** The treasurer sits down beside the secretary, once. */
  async function seat(): Promise<void> {
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(treasurer.number));
    await pressPin(dialog, treasurer.pin);
  }

  step("somebody from outside is appointed before two, with a last day", async () => {
    await open(page, "/officers");
    await act(page, say("members.screen.appoint")).click();
    await page.waitForURL("**/officers/new");
    await alive(page);
    await page.getByLabel(say("members.join.name")).fill("Fitri");
    await page.getByLabel(say("members.screen.has-last-day")).check();
    await page.getByLabel(say("members.appoint-official.until"), { exact: true }).fill("2027-11-24");
    await look();
    await act(page, say("members.appoint-official")).click();
    await seat();
    await page.waitForURL(/\/members\/m_/);
    await open(page, "/officers");
    await page.getByText("Fitri").first().waitFor();
  });

  step("the loom gets other words: who may use it, who decides", async () => {
    await open(page, "/things");
    await page.getByText("Alat tenun").first().click();
    const dialog = page.getByRole("dialog");
    await act(dialog, say("members.describe-thing")).click();
    await dialog.getByLabel(say("members.describe-thing.may_use")).fill("Siapa saja, bergiliran seminggu");
    await dialog.getByLabel(say("members.describe-thing.decides")).fill("Rapat anggota");
    await look();
    await act(dialog, say("members.screen.save")).click();
    await dialog.waitFor({ state: "hidden" });
    await alive(page);
    await page.getByText("Alat tenun").first().click();
    await dialog.getByText("Siapa saja, bergiliran seminggu").waitFor();
    await dialog.getByText("Rapat anggota").waitFor();
  });

  step("two officers give a PIN, one by her password", async () => {
    await open(page, `/members/${served.melati.members[9]!}/pin`);
    const there = page.getByLabel(say("members.screen.officer-number"));
    await there.fill(String(treasurer.number));
    await act(page, say("members.sign-in.with-password")).click();
    await page.getByLabel(say("members.screen.officer-password")).fill(treasurer.password!);
    await look();
    await act(page, say("members.screen.next")).click();
    await there.fill(String(secretary.number));
    await pressPin(page, secretary.pin);
    for (const again of [false, true]) {
      const sentence = say(again ? "members.screen.pin-once-more" : "members.screen.pin-choose", { name: "" });
      await page.getByText(sentence.replace(/^,? ?/, "").trim(), { exact: false }).first().waitFor();
      await pressPin(page, "905173");
    }
    await act(page, say("members.screen.done")).click();
    await page.waitForURL(/\/members\/m_[a-z2-7]+$/);
  });

  step("who left is erased before two, once it was ticked that she never comes back", async () => {
    await open(page, `/members/${leaver}`);
    await act(page, say("members.erase-person")).click();
    await page.waitForURL("**/erase");
    await alive(page);
    await page.getByText(say("members.screen.erase-goes")).waitFor();
    await page.getByRole("radio", { name: new RegExp(say("members.ground.request"), "i") }).click();
    await page.getByLabel(say("members.screen.erase-sure")).check();
    await look();
    await act(page, say("members.erase-person")).click();
    await page.waitForURL(/\/members$/);
    await alive(page);
    expect((await page.content()).includes("Marsinah")).toBe(false);
    await open(page, `/members/${leaver}/erase`);
    await page.getByText(say("members.screen.erased")).waitFor();
    await look();
    expect((await page.content()).includes("Marsinah")).toBe(false);
  });
});
