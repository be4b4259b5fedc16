/** What a treasurer does with her thumb on the meeting page, for journeys and pictures. Words come from the catalogues. */
import { type Words, wordsOf } from "#base";
import { breakIntoCash, type CashUnit } from "#look";
import type { Locator, Page } from "playwright-core";
import { root } from "../../app/server/root.ts";
import { readCatalogues } from "../../app/server/catalogues.ts";

const catalogues = await readCatalogues(root);

/** Everything the app can say in a language, so that a journey follows when a word is bettered. */
export const wordsIn = (locale: "id" | "en"): Words => wordsOf(locale, catalogues[locale]!.all);

/** A button or a link that is called so, wherever it stands. */
export const act = (page: Page | Locator, name: string | RegExp): Locator => {
  const called = typeof name === "string" ? { name, exact: true } : { name };
  return page.getByRole("button", called).or(page.getByRole("link", called)).filter({ visible: true }).first();
};

/** Text to be found as it stands by a pattern. */
export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A sentence with one hole in it, as it may be filled: "Terima Rp 52.000", "Berikutnya, Ibu Rohani". */
export const anySuch = (words: Words, key: string, hole: string): RegExp =>
  new RegExp(`^${escaped(words.say(key, { [hole]: "HOLE" })).replace("HOLE", "(.+)")}$`);

/** Presses a PIN on the pad, digit by digit. */
export async function pressPin(within: Page | Locator, pin: string): Promise<void> {
  for (const digit of pin) await within.locator(".pad").getByRole("button", { name: digit, exact: true }).click();
}

/** Whoever's turn it is presses her PIN, until so many keys have turned or the page is another. */
export async function turnKeys(
  page: Page,
  words: Words,
  keys: number,
  pinOf: (name: string) => string,
  onTurn?: (turned: number) => Promise<void>,
): Promise<void> {
  // The closed dialog of the substitute has a pad of its own, which nobody sees.
  const pad = page.locator(".pin:visible");
  for (let turned = 0; turned < keys; turned += 1) {
    await page.getByLabel(words.say("meetings.keys.label", { turned, keys })).first().waitFor();
    await onTurn?.(turned);
    const label = (await pad.locator("label").textContent())!.trim();
    const [, name = label] = anySuch(words, "meetings.keys.pin-of", "name").exec(label) ?? [];
    await pressPin(page, pinOf(name));
    if (turned + 1 < keys)
      await page
        .getByLabel(words.say("meetings.keys.label", { turned: turned + 1, keys }))
        .first()
        .waitFor();
  }
}

/** The amount that should be in the box, as it stands above the counters. */
export async function expectedInBox(page: Page): Promise<bigint> {
  const shown = await page.locator(".pair .amt").first().textContent();
  return BigInt((shown ?? "0").replace(/[^\d]/g, ""));
}

/** Types how many there are of each note and coin, so that together they are this much. */
export async function countOut(page: Page, amount: bigint, unit: CashUnit): Promise<void> {
  const { pieces } = breakIntoCash(amount, unit);
  const fields = page.locator(".counters input");
  for (const { piece, count } of pieces) await fields.nth(unit.pieces.indexOf(piece)).fill(String(count));
}
