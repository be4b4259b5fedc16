/**
 * A treasurer alone, her thumb and one small phone: a meeting of twenty-five women from the opening to the code, where every
 * press and every figure typed is counted; and a week later the cycle ends: what each gets is shown, decided, locked and
 * printed. The counts stand in rooms/meetings/README.md.
 */
import type { Browser, Page } from "playwright-core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type Role, sum } from "#base";
import { questions } from "#assembly/server";
import { read } from "#db";
import { breakIntoCash, cashUnit } from "#look";
import { lineOf } from "#meetings";
import { root } from "../../app/server/root.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, leavesOf, openMeeting, recalled, testKey } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, anySuch, countOut, escaped, expectedInBox, turnKeys, wordsIn } from "./at-the-table.ts";
import { alive, faultsOfClipping, open } from "./looked-at.ts";
import { privateLines, type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const { say } = words;
const unit = cashUnit("IDR");
/** By number: one who is not there, one who comes late, one who brings other than what is filled in. */
const [absent, late, other] = [11, 17, 5] as const;

describe.skipIf(browserOrSkip() === "skip")("twenty-five women", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let page: Page;
  const step = oneAfterAnother();
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  const pinOf = (name: string): string => melati.keys.find(key => name.endsWith(melati.women[key.number - 1]!))!.pin;
  const kept = () => page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  const ibu = (number: number): string => say("meetings.called", { name: melati.women[number - 1]! });

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({
      database: database.server,
      meetings: 3,
      // Three borrow more than their shares come to, and the tent that was let is a profit.
      atLast: async melati => {
        const rent = { money: melati.group.edge.newId(), fund: "loan", amount: 125_000n, purpose: "Sewa tenda" };
        return [...((await privateLines(melati, 14)) ?? []), lineOf("income", "meetings.income", rent)];
      },
    });
    page = await herPhone();
    await page.addInitScript(() => {
      const one = (what: string): void =>
        sessionStorage.setItem(what, String(Number(sessionStorage.getItem(what) ?? "0") + 1));
      addEventListener("pointerdown", event => event.isTrusted && one("presses"), true);
      addEventListener("keydown", event => event.isTrusted && one("typed"), true);
    });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  /** Halimah's, signed in on the day it is. */
  async function herPhone(): Promise<Page> {
    const phone = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
      language: "id",
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await phone.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  const done = (what: "presses" | "typed"): Promise<number> =>
    page.evaluate(name => Number(sessionStorage.getItem(name) ?? "0"), what);
  /** By part of the meeting: presses, and figures typed. */
  const counted = new Map<string, readonly [presses: number, typed: number]>();
  async function countAs(part: string): Promise<void> {
    const before = [...counted.values()];
    const more = async (what: "presses" | "typed", place: 0 | 1) =>
      before.reduce((left, one) => left - one[place], await done(what));
    counted.set(part, [await more("presses", 0), await more("typed", 1)]);
  }

  async function lockAndSeal(): Promise<void> {
    await press(say("meetings.count.lock"));
    await page.getByRole("heading", { name: say("meetings.seal.remember", { count: 2 }) }).waitFor();
    await kept();
    await press(say("meetings.seal.lock"));
    await turnKeys(page, words, 3, pinOf);
    await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    await alive(page);
  }

  /** Both boxes, the one after the other, as `count` does it. */
  async function countBoxes(count: (expected: bigint) => Promise<void>): Promise<void> {
    await press(anySuch(words, "meetings.count.box", "box"));
    for (const box of ["first", "second"]) {
      await page.locator(".counters").waitFor();
      await count(await expectedInBox(page));
      await page.getByText(say("meetings.count.agrees")).first().waitFor();
      if (box === "first") await press(anySuch(words, "meetings.count.then", "box"));
    }
  }

  step("the meeting is opened, all are there but one, one came late, and three turn their keys", async () => {
    await open(page, "/meeting");
    await press(say("meetings.open"));
    await press(say("meetings.roll.all-there", { count: 25 }));
    await page.getByRole("button", { name: say("meetings.roll.is-there", { name: ibu(absent) }), exact: true }).click();
    await press(new RegExp(`^${escaped(ibu(late))}`));
    await page.getByRole("radio", { name: say("meetings.mark.late") }).click();
    await press(say("meetings.keep"));
    await press(say("meetings.roll.next"));
    await countAs("opening and roll");
    await turnKeys(page, words, 3, pinOf);
    await press(say("meetings.keys.next"));
    await countAs("three keys, by PIN");
  });

  step("what the two boxes hold is said from memory, and looked at under the cloth", async () => {
    for (let box = 0; box < 2; box += 1) {
      await page.locator(".veil button[aria-label]").filter({ visible: true }).first().click();
      await press(say("meetings.recall.is-so"));
    }
    await press(say("meetings.recall.next"));
    await countAs("what is remembered");
  });

  step("each brings what is due: one press receives all of it, one calls the next, and nothing is typed", async () => {
    const receive = new RegExp(`^${escaped(say("meetings.receive", { amount: "Rp" }))}`);
    for (let number = 1; number <= 25; number += 1) {
      await page.getByText(say("meetings.of", { done: number, all: 25 })).filter({ visible: true }).first().waitFor();
      const before = await done("presses");
      if (number === other) {
        const shares = say("meetings.item.shares", { fund: "" });
        await page.locator("button.line").filter({ visible: true, hasText: shares }).first().click();
        await page.locator(".pad").getByRole("button", { name: "3", exact: true }).click();
        await press(say("meetings.cash.receive"));
      }
      if (number !== absent) await press(receive);
      await press(number === 25 ? say("meetings.sheet.next") : anySuch(words, "meetings.next-woman", "name"));
      expect(await done("presses"), `presses for number ${number}`).toBe(
        before + (number === absent ? 1 : number === other ? 5 : 2),
      );
    }
    expect(await done("typed")).toBe(0);
    await countAs("what 25 women bring");
  });

  step("the boxes are counted note by note, locked, and sealed by three keys", async () => {
    await press(say("meetings.decide.next"));
    await press(say("meetings.pay.next"));
    await countBoxes(async expected => {
      for (const { piece, count } of breakIntoCash(expected, unit).pieces) {
        const field = page.locator(".counters input").nth(unit.pieces.indexOf(piece));
        await field.click();
        await field.pressSequentially(String(count));
      }
    });
    await countAs("on to the count, two boxes");
    await lockAndSeal();
    await countAs("lock, three keys, seal");
    const { group } = served.melati;
    const bought = (await leavesOf(group, "savings.shares-bought")).filter(leaf => leaf.effective_on === today);
    expect(bought).toHaveLength(24);
    expect((await leavesOf(group, "meetings.fined")).filter(leaf => leaf.effective_on === today)).toHaveLength(1);
  });

  step("and the figures are those of the README, well within ten minutes of a slow thumb", () => {
    const all = ([0, 1] as const).map(place => [...counted.values()].reduce((sum, one) => sum + one[place], 0));
    const [presses = 0, typed = 0] = all;
    const readme = readFileSync(join(root, "rooms/meetings/README.md"), "utf8").replaceAll(/ +/g, " ");
    const rows = [...counted, ["together", all] as const].map(([part, figures]) => `| ${[part, ...figures].join(" | ")} |`);
    const inReadme = readme.split("\n").filter(row => rows.some(one => row.startsWith(one.replace(/ \d.*$/, ""))));
    expect(inReadme).toEqual(rows);
    expect(2 * presses + typed).toBeLessThan(600);
    return Promise.resolve();
  });

  step("a week later the cycle ends: what each gets is shown before anybody raises a hand", async () => {
    const { group, members } = served.melati;
    served.edge.today = addDays(today, 7);
    const meeting = await openMeeting(group);
    const lines = [
      ...(await recalled(group)),
      ...members.map(member => lineOf(`${member}.roll`, "meetings.roll", { member, mark: "present" })),
    ];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    page = await herPhone();
    await open(page, "/meeting#pay");
    await press(say("meetings.pay.new"));
    await press(new RegExp(`^${say("meetings.form.share-out")}`));
    await page.getByText(say("meetings.plan.pot")).filter({ visible: true }).first().waitFor();
    expect(await faultsOfClipping(page)).toEqual([]);
    planned = await textOf("#app");
    await press(say("meetings.form.next"));
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await page.locator("main, .body").getByText(say("meetings.form.share-out")).filter({ visible: true }).first().waitFor();
    await kept();
    expect(await faultsOfClipping(page)).toEqual([]);
    await press(say("meetings.pay.next"));
  });
  let planned = "";
  const textOf = async (selector: string): Promise<string> =>
    (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, " ");

  step("what is left is counted, the keys turn, and the last press pays all of them out", async () => {
    await countBoxes(expected => countOut(page, expected, unit));
    await lockAndSeal();
    const { group, members } = served.melati;
    const closed = await leavesOf(group, "savings.shares-closed");
    expect(closed).toHaveLength(25);
    const payouts = closed.map(({ member_id, body }) => ({
      number: members.indexOf(member_id!) + 1,
      payout: BigInt((JSON.parse(body) as { data: { payout: string } }).data.payout),
    }));
    const paid = payouts.filter(one => one.payout > 0n);
    expect(paid.length).toBe(22);
    const fact = say("fact.savings.shares-closed");
    const sealed = await textOf("#app");
    for (const { number, payout } of paid) {
      const amount = words.amount(payout, "IDR").replaceAll(/\s+/g, " ");
      expect(planned).toMatch(new RegExp(`${ibu(number)} \\d+ saham ${escaped(amount)}`));
      expect(sealed).toMatch(new RegExp(`${fact} ${ibu(number)}, ${say("meetings.sealed.out")} .?${escaped(amount)}`));
    }
    expect(await faultsOfClipping(page)).toEqual([]);
    await open(page, `${new URL(page.url()).pathname}/sheet`);
    const sheet = await textOf(".papers");
    for (const { number, payout } of paid)
      expect(sheet).toMatch(
        new RegExp(`${number}\\. ${melati.women[number - 1]!}, ${fact}[^.]*? ${escaped(words.number(payout))}`),
      );
    expect(sheet).toContain(words.number(sum(paid.map(one => one.payout))));
    // The question was about all of them, though some are let off what their shares did not cover.
    expect(await leavesOf(group, "loans.written-off")).toHaveLength(3);
    expect(sheet).toContain(`${say("question.share-out")} ${say("fund.loan")}: `);
  });

  step("and nobody reads out of the decision who was let off a debt", async () => {
    const { group, organisation, members } = served.melati;
    const roles: readonly Role[] = ["anyone", "member"];
    const seen = await read(group.pool, organisation, client =>
      questions["assembly.decisions"]!.ask({
        client,
        organisation,
        member: members[19]!,
        roles: new Set(roles),
        today: served.edge.today,
        params: {},
        masterKey: testKey,
      }),
    );
    expect((seen as { readonly decisions: readonly object[] }).decisions[0]).toMatchObject({
      question: "share-out",
      about: "loan",
      who: null,
    });
  });
});
