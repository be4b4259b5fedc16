/**
 * A key-holder is not there. Two officers name who stands in for her today; the answer to it is lost on the way, they say
 * it once more, and it was said once. The one who stands in turns the key in her place, and the box opens.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { sql } from "#db";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, rowsWhere } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, pressPin, turnKeys, wordsIn } from "./at-the-table.ts";
import { faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;
const [absent, standsIn] = [4, 14];
const called = (number: number): string => say("meetings.called", { name: melati.women[number - 1]! });
const pinOf = (number: number): string => melati.keys.find(key => key.number === number)!.pin;
const pinOfName = (name: string): string => pinOf(melati.women.findIndex(woman => name.endsWith(woman)) + 1);

describe.skipIf(browserOrSkip() === "skip")("a key-holder is not there", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let console: { faults(): string[] };
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 2 });
    const { group } = served.melati;
    await accepted(group.say("meetings.open", { meeting: served.edge.newId() }, { by: group.treasurer }));
    const phone = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
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

  step("the roll says who is not there", async () => {
    await open(page, "/meeting");
    await page.getByText(called(absent), { exact: true }).click();
    await page.getByRole("radio", { name: say("meetings.mark.absent") }).click();
    await act(page, say("meetings.keep")).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await act(page, say("meetings.roll.others-there", { count: melati.women.length - 1 })).click();
    await act(page, say("meetings.roll.next")).click();
  });

  step("two officers name who stands in; the answer is lost, and said again it is done once", async () => {
    await act(page, say("meetings.substitute.title")).click();
    const dialog = page.getByRole("dialog");
    const who = dialog.getByLabel(say("meetings.substitute.who"));
    await who.selectOption({ value: served.melati.members[standsIn - 1]! });
    // Whoever holds an office is not offered: no committee opens the box alone.
    for (const number of [1, 2, 3, 7, 9])
      expect(await who.locator(`option[value="${served.melati.members[number - 1]!}"]`).count()).toBe(0);
    await dialog.getByLabel(say("meetings.second.number")).fill("2");
    expect(await faultsNow(page, "id", console)).toEqual([]);

    let isLost = false;
    await page.route("**/api/commands/members.take-office", async route => {
      if (isLost) return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort();
    });
    await pressPin(dialog, pinOf(2));
    await dialog.getByText(say("meetings.keys.away")).waitFor();
    expect(isLost).toBe(true);
    console.faults();
    await pressPin(dialog, pinOf(2));
    await dialog.waitFor({ state: "hidden" });
    expect(await namedFor(served)).toEqual([
      { member_id: served.melati.members[standsIn - 1], from_on: today, until_on: today },
    ]);
  });

  step("she turns the key in the other's place, and the box is open", async () => {
    await turnKeys(page, words, 3, pinOfName);
    await page.getByText(say("meetings.keys.box-open")).waitFor();
    expect(await faultsNow(page, "id", console)).toEqual([]);
    const [meeting] = await rowsWhere<{ keys_open: readonly string[] }>(
      served.melati.group,
      sql`select keys_open from meetings.meeting where organisation_id = ${served.melati.organisation} and status = 'open'`,
    );
    expect([...meeting!.keys_open].sort()).toEqual(
      [5, 6, standsIn].map(number => served.melati.members[number - 1]!).sort(),
    );
  });
});

const namedFor = ({ melati: { group, organisation, members } }: Served) =>
  rowsWhere(
    group,
    sql`select member_id, from_on, until_on from members.office
      where organisation_id = ${organisation} and substitute_for = ${members[absent - 1]}`,
  );
