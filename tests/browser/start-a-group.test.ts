/**
 * Seven women begin a group on one phone and hold their first meeting: from the welcome page to the printed sheet, by
 * nothing but presses, in Indonesian, on a phone of 360 px. Whatever screen comes up is looked at on the way.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { cashUnit } from "#look";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { oneAfterAnother } from "./steps.ts";
import { act, anySuch, countOut, escaped, expectedInBox, pressPin, turnKeys, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";

const words = wordsIn("id");
const say = words.say;
const women = ["Halimah", "Rohani", "Wulan", "Aminah", "Sahnim", "Parti", "Kartini"] as const;
/** Each her own, typed by herself. */
const pins: Readonly<Record<string, string>> = {
  Halimah: "271904",
  Rohani: "385126",
  Wulan: "419735",
  Aminah: "502861",
  Sahnim: "638472",
  Parti: "746193",
  Kartini: "861350",
};
const pinOf = (name: string): string => pins[women.find(woman => name.endsWith(woman)) ?? ""]!;
const ibu = (name: string): string => say("meetings.called", { name });

describe.skipIf(browserOrSkip() === "skip")("seven women start a group on one phone", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 0 });
    context = await visitor(browser, served, {
      language: "id",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  /** Looks the screen over as it is now. */
  async function look(where: string): Promise<void> {
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  const choose = (name: string): Promise<void> =>
    page.getByRole("radio", { name: new RegExp(`^${escaped(name)}`) }).click();
  const heading = (name: string) => page.getByRole("heading", { name }).first().waitFor();
  async function onward(step: string): Promise<void> {
    await look(`start, ${step}`);
    await press(say("members.screen.next"));
  }

  step("from the welcome page they answer one question a screen: name, place, way, money, language", async () => {
    await open(page, "/welcome");
    await look("welcome");
    await press(say("members.screen.welcome.start"));
    await heading(say("members.screen.start.name"));
    await alive(page);
    await page.getByLabel(say("members.screen.start.name-label")).fill("Kelompok Kenanga");
    await onward("name");
    await page.getByLabel(say("members.screen.start.place-label")).fill("Dusun Belimbing");
    // The list of this house is empty: they write what they know, the country and their village.
    const named = (level: string) => page.getByLabel(say(`members.places.name-of.${level}`));
    await named("country").fill("Indonesia");
    await press(say("members.screen.start.place-take"));
    await page.getByText(say("members.screen.start.place-new")).waitFor();
    await page.getByLabel(say("members.places.what-is-it")).selectOption("village");
    await named("village").fill("Sukarara");
    await press(say("members.screen.start.place-take"));
    await act(page, words.say("members.screen.start.place-back", { place: "Sukarara" })).waitFor();
    await onward("place");
    await heading(say("members.screen.start.way"));
    await press(say("members.screen.next"));
    await page.getByText(say("members.screen.start.missing.way")).waitFor();
    await choose(say("members.screen.way.vsla"));
    await onward("way");
    await choose(say("members.screen.currency.IDR"));
    await onward("money");
    await heading(say("members.screen.start.language"));
    await onward("language");
  });

  step("they write seven names, choose who keeps the books and who holds the keys", async () => {
    await heading(say("members.screen.start.women"));
    for (const [index, name] of women.entries()) {
      const field = page.getByLabel(say("members.screen.start.woman", { number: String(index + 1) }));
      if ((await field.count()) === 0) await press(say("members.screen.start.one-more"));
      await field.fill(name);
    }
    await onward("women");
    await heading(say("members.screen.start.offices"));
    const seats = page.getByRole("combobox");
    for (const [place, name] of [
      [0, "Halimah"],
      [1, "Rohani"],
      [2, "Wulan"],
      [3, "Kartini"],
    ] as const) {
      const option = seats.nth(place).locator("option", { hasText: name });
      await seats.nth(place).selectOption((await option.getAttribute("value"))!);
    }
    await onward("offices");
    await heading(say("members.screen.start.keys", { count: 3 }));
    for (const name of ["Aminah", "Sahnim", "Parti"])
      await page.getByRole("checkbox", { name: new RegExp(`${name}$`) }).click();
    await onward("keys");
  });

  step("they make a share five thousand, take the word that is offered, and each types her PIN twice", async () => {
    await heading(say("members.screen.start.rules"));
    await press(new RegExp(`^${say("members.screen.rule.share-price")}`));
    const figure = page.getByLabel(say("members.screen.figure.amount"));
    await figure.fill("5.000");
    await look("start, a rule's figure");
    await press(say("members.screen.save"));
    await page
      .getByRole("button", { name: new RegExp(`${say("members.screen.rule.share-price")}.*5\\.000`) })
      .waitFor();
    await onward("rules");
    await press(say("members.screen.start.take-word", { word: "kenanga" }));
    await onward("word");
    await page.getByLabel(say("members.sign-in.password"), { exact: true }).fill("lumbung padi kenanga");
    await choosePin("Halimah");
    await onward("password");
    await heading(say("members.screen.start.pins"));
    for (const name of women.slice(1)) await choosePin(name);
    await onward("pins");
    await heading(say("members.screen.start.ready"));
    await look("start, ready");
    await press(say("members.screen.start.begin"));
    await heading("Kelompok Kenanga");
    await alive(page);
    await look("home");
  });

  async function choosePin(name: string): Promise<void> {
    await page.getByRole("button", { name: new RegExp(name) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(say("members.screen.look-away")).waitFor();
    await pressPin(page, pins[name]!);
    await dialog.getByText(say("members.screen.once-more")).first().waitFor();
    if (name === "Halimah") await look("start, a PIN once more");
    await pressPin(page, pins[name]!);
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: new RegExp(`${name}.*${say("members.screen.start.pin-typed")}`) }).waitFor();
  }

  step("Halimah opens the first meeting, all are there, and three women open the box with their PINs", async () => {
    await press(say("meetings.open"));
    await page.waitForURL(/\/meeting/);
    await alive(page);
    await look("meeting, not open");
    await press(say("meetings.open"));
    await act(page, say("meetings.roll.all-there")).waitFor();
    await look("meeting, roll");
    await press(say("meetings.roll.all-there"));
    await press(say("meetings.roll.next"));
    await look("meeting, keys");
    await turnKeys(page, words, 3, pinOf);
    await heading(say("meetings.keys.box-open"));
    await look("meeting, box open");
    await press(say("meetings.keys.next"));
    await heading(say("meetings.recall.first"));
    await look("meeting, recall");
    await press(say("meetings.recall.next"));
  });

  step("three women bring a share and their part for the social fund, the others nothing today", async () => {
    for (const [index, name] of women.entries()) {
      await heading(ibu(name));
      const next = women[index + 1];
      const onward = next === undefined ? say("meetings.sheet.next") : say("meetings.next-woman", { name: ibu(next) });
      if (index === 0) await look("meeting, a woman's card");
      if (index < 3) await press(say("meetings.receive", { amount: words.amount(7_000n, "IDR") }));
      if (index === 0) await look("meeting, a woman's card, received");
      await act(page, onward).click();
    }
    await heading(say("meetings.decide.nothing"));
    await look("meeting, decide");
    await press(say("meetings.decide.next"));
    await act(page, say("meetings.pay.next")).waitFor();
    await look("meeting, pay");
    await press(say("meetings.pay.next"));
  });

  step("the box is counted note by note, remembered, and locked on this very sheet", async () => {
    const unit = cashUnit("IDR");
    await heading(say("meetings.count.title"));
    await look("meeting, count");
    await press(anySuch(words, "meetings.count.box", "box"));
    let boxes = 0n;
    for (const name of ["first", "second"]) {
      await page.locator(".counters").waitFor();
      const expected = await expectedInBox(page);
      boxes += expected;
      await look(`meeting, counting the ${name} box`);
      await countOut(page, expected, unit);
      await page.getByText(say("meetings.count.agrees")).first().waitFor();
      if (name === "first") await press(anySuch(words, "meetings.count.then", "box"));
    }
    await press(say("meetings.count.lock"));
    // Three shares of 5.000, and three times 2.000 for the social fund.
    expect(boxes).toBe(21_000n);
    await heading(say("meetings.seal.remember", { count: 2 }));
    await page.getByText(say("meetings.kept.accepted")).first().waitFor();
    await look("meeting, remember");
    await press(say("meetings.seal.lock"));
    await turnKeys(page, words, 3, pinOf, async turned => {
      if (turned === 0) await look("meeting, keys to lock");
    });
    await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    await heading(say("meetings.sealed.title"));
    await alive(page);
    await look("sealed");
  });

  step("the sheet comes out of the printer on A4, with the code and the sums that are on the screen", async () => {
    const short = (await page
      .getByText(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/)
      .first()
      .textContent())!;
    await press(say("meetings.sealed.print"));
    await page.waitForURL(/\/sheet$/);
    await alive(page);
    await look("sheet on paper");
    await page.emulateMedia({ media: "print" });
    const printed = (await page.locator(".papers").innerText()).replaceAll(/\s+/g, " ");
    expect(printed).toContain(short);
    for (const name of women) expect(printed).toContain(name);
    // Received in all, and each box at the end.
    for (const sum of ["21.000", "Rp 15.000", "Rp 6.000"]) expect(printed).toContain(sum);
    for (const key of ["Aminah", "Sahnim", "Parti"]) expect(printed).toContain(key);
    const pdf = (await page.pdf({ width: "210mm", height: "297mm", printBackground: true })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b(?!s)/g), "one sheet of paper").toHaveLength(1);
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    expect(faults).toEqual([]);
  });
});
