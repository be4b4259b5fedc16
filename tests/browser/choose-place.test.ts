/**
 * The secretary says where the group is, from the settings on: a question a screen, country to village; and a second time
 * in a village the list does not have. In Indonesian on a phone, in English at a desk.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { sql } from "#db";
import { placeIdOf } from "#members";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { rowsWhere } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { placeNamed } from "../village/places.ts";
import { act, escaped, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type PracticeGroup, type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a group says where it is", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  let locale: "id" | "en";
  const faults: string[] = [];
  const step = oneAfterAnother();
  const say = (key: string): string => wordsIn(locale).say(key);

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 1 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function sitDown(language: typeof locale, group: PracticeGroup, number: number, width: number): Promise<void> {
    await context?.close();
    locale = language;
    context = await visitor(browser, served, { as: { group, number }, language, viewport: { width, height: 740 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }
  async function look(where: string): Promise<void> {
    faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
  }
  /** Presses what leads to another page and waits until that is alive. */
  async function press(name: string | RegExp): Promise<void> {
    const before = page.url();
    await act(page, name).click();
    await page.waitForURL(url => url.href !== before);
    await alive(page);
  }
  const question = (level: string) =>
    page.getByRole("heading", { name: say(`members.places.which.${level}`) }).waitFor();
  const answer = (name: string): Promise<void> => press(new RegExp(`^${escaped(name)}`));
  const placement = ({ group, organisation }: PracticeGroup) =>
    rowsWhere(
      group,
      sql`select place_id from members.placement where organisation_id = ${organisation} and from_on = ${today}::date`,
    );

  step("from the settings, down to the village, a press each", async () => {
    await sitDown("id", served.melati, 2, 360);
    await open(page, "/settings");
    await answer(say("members.screen.places"));
    await press(say("members.places.change"));
    for (const [level, name] of [
      ["country", "Philippines"],
      ["province", "Iloilo"],
      ["municipality", "Pavia"],
      ["village", "Tigum"],
    ] as const) {
      if (level === "province") {
        await question("region");
        await answer("Western Visayas");
      }
      await question(level);
      await look(level);
      await answer(name);
    }
    await page.getByText(say("members.places.here-more")).waitFor();
    await look("the village");
  });

  step("and back, to another one", async () => {
    await press(say("members.screen.back"));
    await question("village");
    await press(say("members.screen.back"));
    await question("municipality");
    await answer("Leganes");
    await answer("Guihaman");
    await press(say("members.places.here"));
    await page.getByText("Leganes, Iloilo, Western Visayas, Philippines").waitFor();
    await look("where we are");
    expect(await placement(served.melati)).toEqual([{ place_id: placeNamed("Guihaman") }]);
  });

  step("a village that is not listed is added by its name, once it is clear that it is no other", async () => {
    await sitDown("en", served.melati, 3, 1280);
    await open(page, `/places/choose?in=${placeNamed("Leganes")}`);
    await question("village");
    // At a desk the thread says its names, and leads back by them.
    await answer(say("members.places.level.municipality"));
    await answer("Leganes");
    await page.getByText(say("members.places.unlisted")).click();
    await page.getByLabel(say("members.places.name-of.village")).fill("Guihamon");
    await act(page, say("members.places.add")).click();
    await page.getByText("You wrote Guihamon. The list has Guihaman.").waitFor();
    await look("a name like another");
    await act(page, "Yes, go to Guihaman").waitFor();
    await page.getByLabel(say("members.places.name-of.village")).fill("Napnud");
    await look("a village by name");
    await press(say("members.places.add"));
    await page.getByText(say("members.places.here-more")).waitFor();
    await press(say("members.places.here"));
    await page.getByText("Leganes, Iloilo, Western Visayas, Philippines").waitFor();
    await page.getByText("Napnud").waitFor();
    expect(await placement(served.melati)).toEqual([
      { place_id: placeIdOf({ parent: placeNamed("Leganes"), level: "village", name: "Napnud" }) },
    ]);
    await open(page, "/settings");
    await page.getByText("Napnud").waitFor();
    await look("settings");
  });

  step("a country of their own, where nothing is listed yet, level by level", async () => {
    await sitDown("id", served.melati, 2, 360);
    await open(page, "/places/choose");
    await question("country");
    for (const [level, name] of [
      ["country", "Timor-Leste"],
      ["municipality", "Aileu"],
      ["village", "Seloi Malere"],
    ] as const) {
      if (level === "country") await page.getByText(say("members.places.unlisted")).click();
      // In Timor-Leste municipalities lie in no region.
      if (level === "municipality") await page.getByLabel(say("members.places.what-is-it")).selectOption(level);
      await page.getByLabel(say(`members.places.name-of.${level}`)).fill(name);
      await look(`adding a ${level}`);
      await press(say("members.places.add"));
    }
    await page.getByText(say("members.places.here-more")).waitFor();
    await page.getByText("Aileu, Timor-Leste").waitFor();
  });

  step("the other group finds it in its list", async () => {
    await sitDown("en", served.santaBarbara, 14, 360);
    await open(page, `/places?in=${placeNamed("Leganes")}`);
    await page.getByText("Napnud").waitFor();
    await look("the other group's list");
  });

  step("a village that has another name is renamed before two, and the other group reads it", async () => {
    await sitDown("id", served.melati, 2, 360);
    const napnud = placeIdOf({ parent: placeNamed("Leganes"), level: "village", name: "Napnud" });
    await open(page, `/places?in=${placeNamed("Oton")}`);
    expect(await page.getByText(say("members.places.other-name")).count()).toBe(0);
    await open(page, `/places?in=${napnud}`);
    await page.getByText(say("members.places.other-name")).click();
    await page.getByLabel(say("members.places.name-of.village")).fill("Guihaman");
    await look("another name");
    await act(page, say("members.rename-place")).click();
    const dialog = page.getByRole("dialog");
    const [treasurer] = melati.keys;
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(treasurer!.number));
    await pressPin(dialog, treasurer!.pin);
    await page.getByText("Guihaman sudah menjadi nama Guihaman", { exact: false }).waitFor();
    await page.getByLabel(say("members.places.name-of.village")).fill("Napnud Baru");
    await act(page, say("members.rename-place")).click();
    await page.getByRole("heading", { name: "Napnud Baru" }).waitFor();
    await alive(page);
    await look("renamed");
    await sitDown("en", served.santaBarbara, 14, 1280);
    await open(page, `/places?in=${placeNamed("Leganes")}`);
    await page.getByText("Napnud Baru").waitFor();
  });

  step("women who begin a group find it in the same list, level by level", async () => {
    await context.close();
    locale = "id";
    context = await visitor(browser, served, { language: "id", viewport: { width: 360, height: 740 } });
    page = await context.newPage();
    console = await readAlong(page);
    await open(page, "/start");
    await page.getByLabel(say("members.screen.start.name-label")).fill("Kelompok Kenanga");
    await act(page, say("members.screen.next")).click();
    await page.getByRole("heading", { name: say("members.screen.start.place-country") }).waitFor();
    await act(page, /^Philippines/).click();
    await question("region");
    await look("start, a place of the list");
    await act(page, wordsIn("id").say("members.screen.start.place-back", { place: "Philippines" })).click();
    await page.getByText(say("members.places.unlisted")).click();
    await page.getByLabel(say("members.places.name-of.country")).fill("Philipines");
    await act(page, say("members.screen.start.place-take")).click();
    await look("start, a name like another");
    await act(page, wordsIn("id").say("members.screen.start.place-that-one", { place: "Philippines" })).click();
    for (const [level, name] of [
      ["region", "Western Visayas"],
      ["province", "Iloilo"],
      ["municipality", "Leganes"],
      ["village", "Napnud Baru"],
    ] as const) {
      await question(level);
      await act(page, new RegExp(`^${escaped(name)}`)).click();
    }
    await page.getByText("Leganes, Iloilo, Western Visayas, Philippines").waitFor();
    await look("start, in the village");
  });

  step("whoever holds neither office reads where the group is, and is not asked", async () => {
    await sitDown("id", served.melati, 14, 360);
    await open(page, "/places");
    await page.getByText("Napnud Baru").waitFor();
    expect(await act(page, say("members.places.change")).count()).toBe(0);
    expect(await page.getByText(say("members.places.other-name")).count()).toBe(0);
    expect((await page.goto("/places/choose"))!.status()).toBe(403);
  });

  step("no screen on the way had a fault", async () => expect(faults).toEqual([]));
});
