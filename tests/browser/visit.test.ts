/**
 * A visit, from both sides: the leader of a region looks at her round, goes to a chapter where there is no signal, writes down what
 * she saw, and it is sent when there is one; an officer of the chapter reads it and confirms it.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, day, type Uuid } from "#base";
import { sql } from "#db";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, rowsWhere } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type PracticeGroup, type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a monthly visit", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  let locale: "id" | "en";
  /** Another chapter of the same region that nobody leads there; it belongs to Melati too, which is a cluster. */
  let other: Group;
  const faults: string[] = [];
  const step = oneAfterAnother();
  const say = (key: string, of: Readonly<Record<string, string | number>> = {}): string => wordsIn(locale).say(key, of);
  /** Number 1 keeps Sta. Barbara's books; here Sta. Barbara is the region, and she leads Melati. */
  const leader = 1;

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6 });
    const region = served.santaBarbara;
    const earlier = addDays(today, -40);
    const two = { by: region.members[1]!, with: [region.members[2]!], on: earlier };
    other = await foundGroup(database, { template: "vsla", unit: "IDR", on: earlier, seed: 78, pool: region.group.pool });
    other.edge.today = today;
    await accepted(region.group.say("members.set-level", { level: "region", name: "Wilayah VI" }, two));
    const cluster = served.melati.group;
    const ofCluster = { by: cluster.members[1]!, with: [cluster.members[2]!], on: earlier };
    await accepted(cluster.say("members.set-level", { level: "cluster", name: "Gabungan Melati" }, ofCluster));
    for (const [chapter, to, officers, name] of [
      [cluster, region.group, two, "Cabang Melati"],
      [other, region.group, two, "Cabang Lain"],
      [other, cluster, ofCluster, "Cabang Lain"],
    ] as const) {
      const affiliation = served.edge.newId();
      const asked = { affiliation, federation: to.organisation, name };
      const theirs = { by: chapter.members[1]!, with: [chapter.members[2]!], on: earlier };
      await accepted(chapter.say("members.ask-to-join", asked, theirs));
      const admitted = { chapter: chapter.organisation, affiliation, from: earlier };
      await accepted(to.say("members.admit-chapter", admitted, officers));
    }
    const charge = { chapters: [cluster.organisation], member: region.members[leader - 1] };
    await accepted(region.group.say("network.give-charge", charge, two));
    const own = [{ item: served.edge.newId(), question: "Are the children safe here?" }];
    const asked = { standard: ["order", "quorum", "key-holders", "books"], own };
    await accepted(region.group.say("network.set-checklist", asked, two));
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function signIn(group: PracticeGroup, number: number, language: typeof locale, width: number): Promise<void> {
    await context?.close();
    locale = language;
    context = await visitor(browser, served, { as: { group, number }, language, viewport: { width, height: 740 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }
  const look = async (where: string): Promise<void> => {
    faults.push(...(await faultsNow(page, locale, console)).filter(isOurs).map(fault => `${where}: ${fault}`));
    const pictures = process.env["VISIT_PICTURES"];
    if (pictures)
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 780 });
        await page.screenshot({ path: `${pictures}/${where.replaceAll(" ", "-")}-${width}-${locale}.png`, fullPage: true });
      }
  };
  async function anew(go: () => Promise<void>): Promise<void> {
    const loaded = page.waitForEvent("load");
    await go();
    await loaded;
    await alive(page);
  }
  async function together(village: typeof melati, number: number): Promise<void> {
    const dialog = page.getByRole("dialog", { name: say("members.sign-in.second") });
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(number));
    await anew(() => pressPin(dialog, village.keys.find(key => key.number === number)!.pin));
  }
  /** Without a signal a page is painted from what was kept, and the browser itself says that nobody was reached. */
  const isOurs = (fault: string): boolean => !/ERR_INTERNET_DISCONNECTED|changed its text: ""/.test(fault);
  const line = (name: string) => page.getByRole("listitem").filter({ hasText: name, visible: true }).first();

  step("the chapter lets its federation see how it meets and five passbooks, by two officers", async () => {
    await signIn(served.melati, 2, "id", 320);
    await open(page, "/federation");
    await anew(() => act(page, say("network.visit.our-visits")).click());
    await page.getByText(say("network.visit.no-visits")).waitFor();
    await look("nothing granted");
    const grant = (what: string) =>
      act(page, `${say("network.visit.grant-do")}: ${say(`network.visit.what-${what}`)}`).click();
    await grant("counts");
    await together(melati, 3);
    await anew(() => grant("passbooks"));
    await look("granted");
  });

  step("it has a chapter of its own, which its officers give to one of them, and ask a thing of their own", async () => {
    await signIn(served.melati, 2, "en", 320);
    await open(page, "/visits");
    await line("Cabang Lain").waitFor();
    await look("overseen");
    await anew(() => act(page, new RegExp(say("network.visit.leaders"))).click());
    await page.getByLabel(/^Cabang Lain/).check();
    await page.getByLabel(say("network.visit.choose-leader")).selectOption({ index: 4 });
    await look("leaders");
    await act(page, say("network.give-charge")).click();
    await together(melati, 3);
    await page.getByText(say("network.visit.leader", { name: say("members.screen.called", { name: melati.women[3]! }) })).waitFor();
    await act(page, say("network.visit.own-question")).click();
    await page.getByLabel(say("network.visit.own-question")).fill("Is the loom in use?");
    await anew(() => act(page, say("network.set-checklist")).click());
    expect(await page.getByLabel(say("network.visit.own-question")).inputValue()).toBe("Is the loom in use?");
  });

  step("the leader finds her chapter in her round, and nothing of any other", async () => {
    await signIn(served.santaBarbara, leader, "id", 360);
    await open(page, "/visits");
    await line("Cabang Melati").waitFor();
    await look("round");
    const asked = (chapter: Uuid | string) => page.request.get(`${served.origin}/api/ask/network.visit?chapter=${chapter}`);
    expect((await asked(served.melati.organisation)).status()).toBe(200);
    for (const not of [other.organisation, served.santaBarbara.organisation]) {
      expect(await (await asked(not)).text()).toBe("null");
    }
  });

  step("without a signal she writes down the visit, and the phone keeps it when the tab is closed", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => (await caches.match("/shell", { ignoreSearch: true })) !== undefined);
    await context.setOffline(true);
    await line("Cabang Melati").getByRole("button").click();
    await look("form");
    for (const group of await page.locator("fieldset.choices").all()) await group.getByRole("radio").first().check();
    await page.locator("fieldset.choices").last().getByRole("radio").nth(1).check();
    await page.getByLabel(say("network.visit.differ-hint")).fill("Simpanan di buku lebih lima ribu");
    await act(page, say("network.visit.add-action")).click();
    await page.getByLabel(say("network.visit.action-what")).fill("Mencocokkan buku simpanan");
    await page.getByLabel(say("network.visit.action-who")).fill("Bu Rohani");
    await page.getByLabel(say("network.visit.action-due")).fill(addDays(today, 14));
    await look("filled");
    await page.close();
    page = await context.newPage();
    console = await readAlong(page);
    await page.goto(`${served.origin}/visits`);
    await alive(page);
    // The cover is lifted on her word while nobody can be asked.
    await line("Cabang Melati").getByRole("button").click();
    await page.waitForFunction(
      label => [...document.querySelectorAll("input")].some(one => one.value === label),
      "Mencocokkan buku simpanan",
    );
    await act(page, say("network.visit.save")).click();
    await page.getByText(say("network.visit.away")).waitFor();
    await look("kept");
  });

  step("it is sent when there is a signal, and waits for the chapter", async () => {
    // The page asks for the plan as soon as there is a signal; that answer knows nothing of the visit and comes last.
    let asked = 0;
    let sendFirst = (): void => {};
    const later = new Promise<void>(done => (sendFirst = done));
    await page.route("**/api/ask/network.plan", async route => {
      const isFirst = ++asked === 1;
      const response = await route.fetch();
      if (isFirst) await later;
      await route.fulfill({ response });
    });
    await page.route("**/api/commands/network.record-visit", async route => {
      await expect.poll(() => asked).toBeGreaterThan(0);
      await route.continue();
    });
    await context.setOffline(false);
    const waits = page.getByText(say("network.visit.waiting-more"));
    await waits.waitFor();
    sendFirst();
    await expect.poll(() => asked).toBeGreaterThan(2);
    await waits.waitFor();
    await page.unrouteAll({ behavior: "wait" });
    const [visit] = await rowsWhere<{ held_on: string; revision: number }>(
      served.santaBarbara.group,
      sql`select held_on, revision from network.visit where organisation_id = ${served.santaBarbara.organisation}`,
    );
    expect(visit).toEqual({ held_on: day(today), revision: 1 });
  });

  step("an officer of the chapter reads it and confirms it at her own sign-in", async () => {
    await signIn(served.melati, 1, "en", 320);
    await open(page, "/our-visits");
    await page.getByText("Are the children safe here?").waitFor();
    await page.getByText("Simpanan di buku lebih lima ribu").waitFor();
    await look("to confirm");
    await anew(() => act(page, say("network.visit.confirm")).click());
    await page.getByText(say("network.visit.closed")).waitFor();
  });

  step("and the leader's round says that it is closed", async () => {
    await signIn(served.santaBarbara, leader, "en", 320);
    await open(page, "/visits");
    await line("Cabang Melati").getByText(say("network.visit.closed"), { exact: true }).waitFor();
    await line("Cabang Melati").getByRole("button").click();
    await look("closed");
    await open(page, "/chapters");
    await page.getByText("Cabang Lain").waitFor();
    await look("chapters");
    expect(faults).toEqual([]);
  });
});
