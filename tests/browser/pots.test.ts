/**
 * An arisan on a phone of 360 px: begun at the table by a form, its dues received on the cards, the round handed over with one
 * press to whom the lot draws, and then on its page: who received and who is next for all, and hers for her alone.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { day, type Uuid } from "#base";
import { lineOf } from "#meetings";
import { potTable, roundTable } from "#pots";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line, meet, openMeeting, tableRows } from "../village/group.ts";
import { act, escaped, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("en");

describe.skipIf(browserOrSkip() === "skip")("a pot that goes round", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  let meeting: Uuid;
  let console: { faults(): string[] };
  const step = oneAfterAnother();
  const look = async (): Promise<void> => expect(await faultsNow(page, "en", console)).toEqual([]);
  const press = (key: string): Promise<void> => act(page, say(key)).click();
  const choose = (key: string): Promise<void> =>
    page.getByRole("radio", { name: new RegExp(`^${escaped(say(key))}`) }).check();

  async function comes(number: number): Promise<void> {
    const phone = await visitor(browser, served, {
      as: { group: served.santaBarbara, number },
      language: "en",
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    page = await phone.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }
  const givesUp = (): Promise<unknown> => {
    const { group } = served.santaBarbara;
    return accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  };

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 14 });
    served.edge.today = today;
    meeting = await openMeeting(served.santaBarbara.group);
    await comes(1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  step("is begun by a form, one question at a time", async () => {
    await open(page, "/meeting#decide");
    await press("meetings.decide.new");
    await page.getByText(say("pots.form.begin"), { exact: true }).click();
    await page.getByLabel(say("pots.form.ask-name")).fill("Paluwagan");
    await press("meetings.form.next");
    await choose("unit.PHP");
    await press("meetings.form.next");
    await page.getByText(say("pots.form.ask-amount")).first().waitFor();
    await page.locator(".board .tile").first().click();
    await look();
    await press("meetings.form.next");
    for (const answer of ["every.meeting", "turn.lot", "whole.yes", "who.all"]) {
      await choose(`pots.form.${answer}`);
      await look();
      await press("meetings.form.next");
    }
    await page.getByText(say("pots.form.ask-second")).waitFor();
    await look();
    await press("meetings.form.next");
    await page.getByRole("button", { name: /^All/ }).first().click();
    await press("meetings.form.write");
    await page.getByText("Paluwagan").waitFor();
    await look();
  });

  step("goes with one press to whom the lot draws, once all of it is in", async () => {
    await givesUp();
    const { group } = served.santaBarbara;
    const seats = group.members.slice(8, 14);
    const yes = decision(group, "other", "pot/pot-1", { value: { amount: "10000" } });
    const terms = { unit: "PHP", amount: 10_000n, every: "meeting", turn: "lot", is_whole: true };
    await meet(group, today, [
      yes.line,
      line("pots.begin", { pot: "pot-1", decision: yes.id, name: "Paluwagan", ...terms, seats }),
    ]);
    served.edge.today = day("2026-12-01");
    meeting = await openMeeting(group);
    const brings = (index: number) =>
      lineOf(`${seats[index]}.pot.pot-1`, "pots.bring", { member: seats[index], pot: "pot-1", amount: 10_000n });
    const write = (lines: readonly unknown[]) =>
      accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    await write([0, 1, 2, 3, 4].map(brings));
    await comes(1);
    await open(page, "/meeting#pay");
    await page.getByText(say("pots.round.of", { round: 1, rounds: 6 })).waitFor();
    await look();
    await write([brings(5)]);
    await open(page, "/");
    await open(page, "/meeting#pay");
    await press("pots.round.hand");
    await act(page, say("pots.round.not-yet")).waitFor();
    await look();
  });

  step("tells all who received and who is next, and her alone what is hers", async () => {
    await givesUp();
    const { group } = served.santaBarbara;
    const members = group.members.slice(8, 14);
    const lines = members.map(member => line("pots.bring", { member, pot: "pot-1", amount: 10_000n }));
    const [row] = await tableRows(group, potTable);
    expect(row).toMatchObject({ status: "running", round: 1 });
    for (const seat of [1, 2, 3, 4, 5, 6]) {
      const tried = await meet(group, "2026-12-01", [...lines, line("pots.hand-over", { pot: "pot-1", seat })]).catch(() => null);
      if (tried) break;
    }
    expect(await tableRows(group, roundTable)).toHaveLength(1);
    await comes(14);
    await open(page, "/");
    await act(page, say("pots.screen.title")).click();
    await page.waitForURL("**/pots");
    await alive(page);
    await page.getByText(say("pots.screen.received")).first().waitFor();
    await page.getByText(say("pots.screen.next"), { exact: true }).waitFor();
    await look();
    await act(page, say("shell.uncover")).click();
    await look();
    expect(await page.getByRole("list", { name: say("pots.screen.missing"), exact: true }).count()).toBe(0);
    // Who sits in none sees the same, and nothing of hers.
    await comes(4);
    await open(page, "/pots");
    await page.getByText(say("pots.screen.received")).first().waitFor();
    expect(await page.getByText(say("pots.screen.you-brought")).count()).toBe(0);
    await look();
  });
});
