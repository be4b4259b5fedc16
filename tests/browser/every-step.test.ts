/**
 * An open meeting, walked from the roll to the lock: every step and what opens on it, in both languages, by day and by
 * night, on the small phone and at the desk. Language and light are changed where the page stands, so one walk is enough.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { MemberId, Uuid } from "#base";
import { sql } from "#db";
import { lineOf } from "#meetings";
import { steps } from "../../rooms/meetings/screens/use-place.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, rowsWhere } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, turnKeys, wordsIn } from "./at-the-table.ts";
import {
  alive,
  faultsOfAxe,
  faultsOfClipping,
  faultsOfSize,
  faultsOfText,
  open,
  phone,
  readAlong,
  wide,
} from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const small = { width: 360, height: 640 };
const locales = ["id", "en"] as const;
type Locale = (typeof locales)[number];

describe.skipIf(browserOrSkip() === "skip")("every step of a meeting", { timeout: 600_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  let meeting: Uuid;
  let locale: Locale = "id";
  const seen = new Set<string>();
  const faults: string[] = [];
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 3 });
    context = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
      language: "id",
      viewport: small,
    });
    page = await context.newPage();
    console = await readAlong(page);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  const say: ReturnType<typeof wordsIn>["say"] = (key, values) => wordsIn(locale).say(key, values);
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();

  /** The same place in the other language: the history keeps the step and what is open on it. */
  async function speak(wanted: Locale): Promise<void> {
    locale = wanted;
    await context.addCookies([{ name: "language", value: wanted, url: served.origin }]);
    await page.reload();
    await alive(page);
  }

  /** On the screen as it is now: what is written, how it fits three sizes, and axe by day and by night. */
  async function look(where: string): Promise<void> {
    const found = [...(await faultsOfText(page, locale))];
    for (const size of [wide, phone, small]) {
      await page.setViewportSize(size);
      found.push(...(await faultsOfSize(page)), ...(await faultsOfClipping(page)));
      // At the desk once, by turns by day and by night.
      const schemes = size === small ? (["light", "dark"] as const) : ([locale === "id" ? "dark" : "light"] as const);
      if (size !== phone)
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await faultsOfAxe(page)).map(fault => `${size.width} px, ${colorScheme}: ${fault}`));
        }
    }
    found.push(...console.faults());
    // The reason of a difference is in the language it was written down in.
    const written = wordsIn("id").say("meetings.difference.because.change");
    const ours = [...new Set(found)].filter(fault => !fault.endsWith(`not in its language: ${written}`));
    faults.push(...ours.map(fault => `${where} (${locale}): ${fault}`));
  }

  /** What stands there after the page is loaded anew, in both languages. */
  async function lookInBoth(where: string, isThere: () => Promise<unknown>): Promise<void> {
    seen.add(where.split(",")[0]!);
    for (const one of locales) {
      await speak(one);
      await isThere();
      await look(where);
    }
    await speak("id");
    await isThere();
  }

  /** As the phone's own back and forward do: straight to a step and what is open on it. */
  const goTo = (place: { readonly step: string; readonly view?: string; readonly of?: string }): Promise<void> =>
    page.evaluate(to => {
      history.pushState({ place: to }, "", `#${to.step}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, place);
  const heading = (name: string) =>
    page.getByRole("heading", { name }).filter({ visible: true }).first().waitFor();

  step("before it is open, and the roll", async () => {
    await open(page, "/meeting");
    await lookInBoth("closed", () => act(page, say("meetings.open")).waitFor());
    await press(say("meetings.open"));
    await lookInBoth("roll", () => act(page, say("meetings.roll.all-there")).waitFor());
    await page.getByText(say("meetings.called", { name: melati.women[10]! }), { exact: true }).click();
    await page.getByRole("radio", { name: say("meetings.mark.late") }).click();
    await look("roll, her mark");
    await press(say("meetings.keep"));
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await act(page, say("meetings.roll.others-there", { count: 24 })).click();
    await lookInBoth("roll, all said", () => act(page, say("meetings.roll.next")).waitFor());
    await press(say("meetings.roll.next"));
  });

  const pinOf = (name: string): string => melati.keys.find(key => name.endsWith(melati.women[key.number - 1]!))!.pin;

  step("the keys, and who stands in for one", async () => {
    await lookInBoth("keys", () => act(page, say("meetings.substitute.title")).waitFor());
    await press(say("meetings.substitute.title"));
    await page.getByLabel(say("meetings.substitute.who")).waitFor();
    await look("keys, a substitute");
    await press(say("meetings.close"));
    await page.getByLabel(say("meetings.substitute.who")).waitFor({ state: "hidden" });
    await turnKeys(page, wordsIn("id"), 3, pinOf);
    await lookInBoth("keys, all turned", () => act(page, say("meetings.keys.next")).waitFor());
    await press(say("meetings.keys.next"));
  });

  step("what is remembered of each box, said otherwise and counted first", async () => {
    await lookInBoth("recall", () => act(page, say("meetings.recall.is-so")).waitFor());
    await goTo({ step: "recall", view: "said", of: "loan" });
    await lookInBoth("recall, said otherwise", () => page.locator(".board").first().waitFor());
    await goTo({ step: "recall", view: "count", of: "loan" });
    await lookInBoth("recall, counted first", () => page.locator(".counters").first().waitFor());
    await goTo({ step: "recall" });
    for (let left = 2; left > 0; left -= 1) {
      await press(say("meetings.recall.is-so"));
      const more = page.getByRole("button", { name: say("meetings.recall.is-so"), exact: true }).nth(left - 1);
      await more.waitFor({ state: "detached" });
    }
    await lookInBoth("recall, all said", () => act(page, say("meetings.recall.next")).waitFor());
    await press(say("meetings.recall.next"));
  });

  step("her card, and at the desk the sheet of all", async () => {
    await page.locator(".foot .act:not(.quiet)").filter({ visible: true }).click();
    await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
    await lookInBoth("sheet", () => act(page, say("meetings.more.title")).waitFor());
    await page.setViewportSize(wide);
    await page.getByRole("grid").waitFor();
    await page.setViewportSize(small);
    await page.locator(".lines button.line").filter({ visible: true }).first().click();
    await lookInBoth("sheet, one line", () => page.locator(".board").first().waitFor());
    for (const view of ["change", "list", "more", "correct"]) {
      await goTo({ step: "sheet", view });
      await lookInBoth(`sheet, ${view}`, () => page.locator("main, .body").first().waitFor());
    }
    await goTo({ step: "sheet", view: "more" });
    await press(new RegExp(`^${say("meetings.abandon.title")}`));
    await page.getByRole("dialog").waitFor();
    await look("sheet, given up");
    await press(say("meetings.close"));
  });

  step("requests and decisions, by their own pages and by form", async () => {
    const { group, members, organisation } = served.melati;
    const { edge } = served;
    const [open] = await rowsWhere<{ meeting: Uuid }>(
      group,
      sql`select meeting_id as meeting from meetings.meeting where organisation_id = ${organisation} and status = 'open'`,
    );
    meeting = open!.meeting;
    const owing = await rowsWhere<{ member_id: MemberId }>(
      group,
      sql`select member_id from loans.loan where organisation_id = ${organisation} and status = 'running'`,
    );
    const [first, second] = members.filter(member => !owing.some(one => one.member_id === member));
    const [asked, agreed, decision] = [edge.newId(), edge.newId(), edge.newId()];
    const request = (loan: Uuid, member: MemberId, amount: bigint) =>
      lineOf(`request.${loan}`, "loans.request", {
        ...{ loan, member, product: "ordinary", amount, guarantors: [] },
        purpose: "Benang dan pewarna tenun",
      });
    const carried = { question: "loan", votes_for: 23, votes_against: 0, abstaining: 2 };
    const lines = [
      request(asked, first!, 90_000n),
      request(agreed, second!, 60_000n),
      lineOf(`loan.${agreed}.1`, "assembly.decision", { decision, about: agreed, ...carried }),
      lineOf(`loan.${agreed}.2`, "loans.approval", { loan: agreed, member: second, decision }),
    ];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    await goTo({ step: "decide" });
    await lookInBoth("decide", () => page.getByText("Benang dan pewarna tenun").first().waitFor());
    await goTo({ step: "decide", view: "new" });
    await lookInBoth("decide, new", () => heading(say("meetings.decide.new")));
    await goTo({ step: "decide", view: "loan", of: asked });
    await lookInBoth("decide, a loan", () =>
      page.getByText(say("meetings.votes.all-for", { count: 25 })).first().waitFor(),
    );
    await goTo({ step: "decide", view: "rule" });
    await lookInBoth("decide, a rule", () => heading(say("meetings.rule.new")));
    await goTo({ step: "decide", view: "form", of: "loan-request" });
    await lookInBoth("decide, a form", () => page.locator(".where p").first().waitFor());
    await goTo({ step: "pay" });
    await lookInBoth("pay", () => page.locator("button.tool[aria-pressed=false]").first().waitFor());
    await goTo({ step: "pay", view: "amount", of: agreed });
    await lookInBoth("pay, another sum", () => page.locator(".board").first().waitFor());
    await goTo({ step: "pay", view: "new" });
    await lookInBoth("pay, new", () => heading(say("meetings.pay.new")));
    await goTo({ step: "pay", view: "form", of: "expense" });
    await lookInBoth("pay, a form", () => page.locator(".where p").first().waitFor());
  });

  step("the count, a box that is short, and its name", async () => {
    await goTo({ step: "count" });
    await lookInBoth("count", () => heading(say("meetings.count.title")));
    for (const fund of ["social", "loan"]) {
      await goTo({ step: "count", view: "box", of: fund });
      await lookInBoth(`count, ${fund}`, () => page.locator(".counters").first().waitFor());
      await page.locator(".counters input").first().fill("1");
      await look(`count, ${fund}, not even`);
      await press(say("meetings.count.write-down"));
      await heading(say("meetings.difference.title"));
      await look(`count, ${fund}, its difference`);
      await press(say("meetings.difference.because.change"));
      await press(say("meetings.difference.keep"));
      await page.getByRole("heading", { name: say("meetings.difference.title") }).waitFor({ state: "detached" });
    }
    await goTo({ step: "count" });
    await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  });

  step("the numbers to remember, and the lock", async () => {
    await goTo({ step: "seal" });
    await lookInBoth("seal", () => act(page, say("meetings.seal.lock")).waitFor());
    await press(say("meetings.seal.lock"));
    await page.locator(".pin:visible").waitFor();
    await look("seal, the keys");
    await turnKeys(page, wordsIn("id"), 3, pinOf);
    await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    await alive(page);
    await lookInBoth("sealed", () => page.locator(".code-signs").first().waitFor());
  });

  step("none of them has a fault, and none was left out", async () => {
    expect(faults).toEqual([]);
    expect(steps.filter(one => !seen.has(one))).toEqual([]);
  });
});
