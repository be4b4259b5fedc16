/**
 * Melati says that it is a cluster, asks to belong to a province, and admits a chapter that asked: two officers at one
 * phone, in Indonesian and English.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { Uuid } from "#base";
import { sql } from "#db";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, rowsWhere } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, escaped, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a group and its federation", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  let locale: "id" | "en";
  let kopi: Group;
  const faults: string[] = [];
  const step = oneAfterAnother();
  const say = (key: string, of: Readonly<Record<string, string | number>> = {}): string => wordsIn(locale).say(key, of);

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 1 });
    kopi = await foundGroup(database, { template: "vsla", unit: "IDR", on: today, seed: 77, pool: served.melati.group.pool });
    const { group, members } = served.santaBarbara;
    const two = { by: members[1]!, with: [members[2]!] };
    await accepted(group.say("members.set-level", { level: "province", name: "Federasi Iloilo" }, two));
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function sitDown(language: typeof locale, number: number, width: number): Promise<void> {
    await context?.close();
    locale = language;
    context = await visitor(browser, served, {
      as: { group: served.melati, number },
      language,
      viewport: { width, height: 740 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }
  const look = async (where: string): Promise<void> => {
    faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
  };
  /** The other officer types her number and PIN, and the page comes anew. */
  async function together(number: number): Promise<void> {
    const dialog = page.getByRole("dialog", { name: say("members.sign-in.second") });
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(number));
    await anew(() => pressPin(dialog, melati.keys.find(key => key.number === number)!.pin));
  }
  async function anew(go: () => Promise<void>): Promise<void> {
    const loaded = page.waitForEvent("load");
    await go();
    await loaded;
    await alive(page);
  }
  const line = (name: string) => page.getByRole("listitem").filter({ hasText: name, visible: true }).first();

  step("from the settings: it stands alone, and says what it is by two officers", async () => {
    await sitDown("id", 2, 320);
    await open(page, "/settings");
    await act(page, new RegExp(`^${escaped(say("members.screen.federation"))}`)).click();
    await page.getByText(say("members.federation.alone-more")).waitFor();
    await alive(page);
    await look("alone");
    await act(page, say("members.set-level")).click();
    await page.getByLabel(say("members.set-level.level")).selectOption("cluster");
    await page.getByLabel(say("members.set-level.name")).fill("Gabungan Melati");
    await look("what we are");
    await act(page, say("members.federation.write-down")).click();
    await together(3);
    await line("Gabungan Melati").getByText(/^(Cluster|Gabungan desa)/).first().waitFor();
  });

  step("it finds the federation by its word, and asks under a name of its own", async () => {
    await act(page, say("members.ask-to-join")).click();
    await page.getByLabel(say("members.federation.handle")).fill("melati");
    await act(page, say("members.federation.look")).click();
    await page.getByText(say("members.no-such-federation")).waitFor();
    await look("no such federation");
    await page.getByLabel(say("members.federation.handle")).fill("Sta-Barbara");
    await act(page, say("members.federation.look")).click();
    await page.getByRole("heading", { name: "Federasi Iloilo" }).waitFor();
    expect(await page.getByLabel(say("members.ask-to-join.name")).inputValue()).toBe(melati.name);
    await page.getByLabel(say("members.ask-to-join.name")).fill("Gabungan Melati");
    await look("asking");
    await anew(() => act(page, say("members.federation.ask")).click());
    await line("Federasi Iloilo").getByText(say("members.federation.asked"), { exact: true }).waitFor();
    await look("waiting");
  });

  step("and belongs to it from the day it was admitted", async () => {
    const { group, members } = served.santaBarbara;
    const two = { by: members[1]!, with: [members[2]!] };
    const [asked] = await rowsWhere<{ chapter: Uuid; affiliation: Uuid }>(
      group,
      sql`select chapter_id as chapter, affiliation_id as affiliation from members.request where federation_id = ${group.organisation}`,
    );
    await accepted(group.say("members.admit-chapter", { ...asked!, from: today }, two));
    await open(page, "/federation");
    await line("Federasi Iloilo").getByText(say("members.federation.joined"), { exact: true }).waitFor();
    await open(page, "/settings");
    await page.getByText("Federasi Iloilo").waitFor();
  });

  step("a chapter asks, is read about by everybody, and admitted by two officers", async () => {
    const ask = { affiliation: kopi.edge.newId(), federation: served.melati.organisation, name: "Kelompok Kopi" };
    await accepted(kopi.say("members.ask-to-join", ask, { by: kopi.secretary, with: [kopi.treasurer] }));
    await sitDown("en", 14, 1280);
    await open(page, "/federation");
    await line("Kelompok Kopi").getByText(say("members.federation.asked"), { exact: true }).waitFor();
    expect(await act(page, say("members.federation.admit", { name: "Kelompok Kopi" })).count()).toBe(0);
    await look("who holds no office");
    await sitDown("en", 3, 1280);
    await open(page, "/federation");
    await look("a chapter asks");
    await act(page, say("members.federation.admit", { name: "Kelompok Kopi" })).click();
    await together(2);
    await line("Kelompok Kopi").getByText(say("members.federation.joined"), { exact: true }).waitFor();
    await page.getByText(say("members.federation.count", { count: 1 })).waitFor();
    await look("a chapter belongs");
  });

  step("what it is cannot be changed as long as it belongs, and the reason is said", async () => {
    await act(page, say("members.set-level")).click();
    await page.getByLabel(say("members.set-level.level")).selectOption("country");
    await act(page, say("members.federation.write-down")).click();
    await page.getByText(say("members.level-while-joined")).waitFor();
    await look("refused");
  });

  step("it leaves with a last day", async () => {
    await anew(() => act(page, say("members.federation.end-joined", { name: "Federasi Iloilo" })).click());
    await line("Federasi Iloilo").getByText(/until/).waitFor();
    await look("leaving");
  });

  step("no screen on the way had a fault", async () => expect(faults).toEqual([]));
});
