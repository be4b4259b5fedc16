/**
 * The signal goes in the middle of a meeting, and the phone is an old one. Halimah writes, loads the page anew, locks it and
 * opens it again, all without a server; then the line is back and it has everything, once. Who signs out or flees leaves
 * nothing on the phone.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { query, read, sql } from "#db";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const words = wordsIn("id");
const say = words.say;
/** A slow machine is not a fault. */
const patiently = { timeout: 30_000, interval: 200 };

describe.skipIf(browserOrSkip() === "skip")("a meeting without a signal", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  const step = oneAfterAnother();
  const halimah = melati.keys[0]!;

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 4 });
    const { group, members } = served.melati;
    const meeting = served.edge.newId();
    await accepted(group.say("meetings.open", { meeting }, { by: group.treasurer }));
    for (const key of group.keyHolders)
      await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key }));
    expect(members.length).toBeGreaterThan(20);
    phone = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
      language: "id",
      viewport: { width: 360, height: 640 },
    });
    page = await newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  /** As a phone of 2020 is: what came later is not there. */
  async function newPage(): Promise<Page> {
    const made = await phone.newPage();
    made.setDefaultTimeout(40_000);
    await made.addInitScript(() => {
      for (const [of, names] of [
        [Object, ["hasOwn", "groupBy"]],
        [Array.prototype, ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]],
        [String.prototype, ["at", "replaceAll"]],
        [Promise, ["any", "withResolvers", "try"]],
        [AbortSignal, ["any", "timeout"]],
        [Element.prototype, ["replaceChildren"]],
        [globalThis, ["structuredClone", "WeakRef", "FinalizationRegistry"]],
        [Crypto.prototype, ["randomUUID"]],
      ] as const)
        for (const name of names) delete (of as unknown as Record<string, unknown>)[name];
    });
    return made;
  }
  const everybody = say("meetings.of", { done: melati.women.length, all: melati.women.length });
  const tick = (name: string): Promise<void> =>
    page.getByLabel(say("meetings.roll.is-there", { name })).first().click();
  const marks = () =>
    read(served.house.pool, served.melati.organisation, client =>
      query<{ line: string }>(client, sql`select line from meetings.draft_line order by line`),
    );
  /** The program and the page are on the phone. */
  const isKept = () =>
    expect
      .poll(
        () =>
          page.evaluate(async () => {
            const cache = await caches.open("lumbung-1");
            const opening = indexedDB.open("lumbung-kept", 1);
            const database = await new Promise<IDBDatabase>(done => (opening.onsuccess = () => done(opening.result)));
            const counting = database.transaction("kept").objectStore("kept").count();
            const count = await new Promise<number>(done => (counting.onsuccess = () => done(counting.result)));
            database.close();
            return (await cache.match("/shell")) !== undefined && count === 2;
          }),
        patiently,
      )
      .toBe(true);

  step("the page of the meeting is kept once it was opened, and the server's answers are not", async () => {
    expect(await open(page, "/meeting")).toBe(200);
    await isKept();
    const kept = await page.evaluate(async () => {
      const cache = await caches.open("lumbung-1");
      const texts = await Promise.all((await cache.matchAll()).map(answer => answer.text()));
      return { paths: (await cache.keys()).map(one => new URL(one.url).pathname), texts: texts.join("\n"), shell: await (await cache.match("/shell"))!.text() };
    });
    expect(kept.paths.filter(path => path !== "/shell" && path !== "/icon.svg" && !path.startsWith("/assets/"))).toEqual([]);
    const told = [served.melati.organisation, ...served.melati.members].filter(one => kept.texts.includes(one));
    expect(told).toEqual([]);
    expect(kept.shell).toContain('<div id="app"></div>');
  });

  step("what she writes without a signal is there when the page is loaded anew, and the server has none of it", async () => {
    await tick(melati.women[1]!);
    await expect.poll(async () => (await marks()).length, patiently).toBe(1);
    await expect.poll(() => page.evaluate(countWaiting), patiently).toBe(0);
    // What the server answered is kept by now, and not only what the page came with.
    await expect.poll(() => page.evaluate(keptText), patiently).toContain(`${served.melati.members[1]!}.roll`);
    await phone.setOffline(true);
    await tick(melati.women[2]!);
    await act(page, say("meetings.roll.others-there", { count: melati.women.length - 2 })).click();
    await page.getByText(everybody).first().waitFor();
    await expect.poll(() => page.evaluate(countWaiting), patiently).toBe(2);
    await page.reload();
    await alive(page);
    await page.getByText(everybody).first().waitFor();
    expect(await page.evaluate(countWaiting)).toBe(2);
    expect(await marks()).toHaveLength(1);
  });

  step("another page says that it needs a signal, and leads back to the meeting", async () => {
    await page.goto("/funds");
    await alive(page);
    await page.getByText(say("shell.no-signal-here")).waitFor();
    await page.getByRole("link", { name: say("shell.to-meeting") }).click();
    await page.waitForURL("**/meeting");
    await alive(page);
  });

  step("locked, it opens on her word without a signal; a PIN that was wrong covers it again when there is one", async () => {
    await page.clock.install();
    await page.reload();
    await alive(page);
    await page.clock.fastForward(70_000);
    await page.getByText(say("shell.locked")).first().waitFor();
    await pressPin(page, "111111");
    await page.getByText(say("shell.locked")).first().waitFor({ state: "hidden" });
    await phone.setOffline(false);
    await page.getByText(say("shell.locked")).first().waitFor();
    await pressPin(page, halimah.pin);
    await page.getByText(say("shell.locked")).first().waitFor({ state: "hidden" });
  });

  step("the signal is back and the server has all of it", async () => {
    await expect.poll(async () => (await marks()).length, patiently).toBe(melati.women.length);
    await expect.poll(() => page.evaluate(countWaiting), patiently).toBe(0);
  });

  step("the quick exit leaves nothing to read", async () => {
    await open(page, "/meeting");
    await isKept();
    // Nobody else is spoken with from here, so that the page she flees to is an error page; what counts is what she left.
    const gone = page.waitForEvent("framenavigated").catch(() => {});
    await page.locator("a.exit").click();
    await gone;
    await page.close();
    await phone.setOffline(true);
    page = await newPage();
    const opened = await page.goto("/meeting").catch(() => null);
    expect(opened === null || !(await page.content()).includes("Halimah")).toBe(true);
    await phone.setOffline(false);
  });

  step("nor does another woman who signs in on the same phone, nor signing out", async () => {
    const nothingLeft = async (): Promise<void> => {
      expect(await page.evaluate(() => localStorage.getItem("lumbung.kept"))).toBeNull();
      await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), patiently).toBe(0);
    };
    const signIn = ({ number, pin }: { readonly number: number; readonly pin: string }): Promise<number> =>
      page.evaluate(post, ["/api/sign-in", JSON.stringify({ handle: melati.handle, number, pin })] as const);
    await open(page, "/meeting");
    await isKept();
    expect(await signIn(melati.keys.find(key => key.number === 14)!)).toBe(200);
    await open(page, "/me");
    await nothingLeft();
    expect(await signIn(halimah)).toBe(200);
    await open(page, "/meeting");
    await isKept();
    expect(await page.evaluate(post, ["/api/sign-out", "{}"] as const)).toBe(200);
    await open(page, "/welcome");
    await nothingLeft();
  });
});

/** What is kept, opened as only this browser can. */
async function keptText(): Promise<string> {
  const opening = indexedDB.open("lumbung-kept", 1);
  const database = await new Promise<IDBDatabase>(done => (opening.onsuccess = () => done(opening.result)));
  const got = <Value>(key: string): Promise<Value> => {
    const asking = database.transaction("kept").objectStore("kept").get(key);
    return new Promise(done => (asking.onsuccess = () => done(asking.result as Value)));
  };
  const key = await got<CryptoKey>("key");
  const page = await got<{ readonly iv: Uint8Array<ArrayBuffer>; readonly sealed: ArrayBuffer }>("page");
  database.close();
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: page.iv }, key, page.sealed));
}

/** From within the page, as its own scripts do. */
async function post([path, body]: readonly [string, string]): Promise<number> {
  return (await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body })).status;
}

/** What waits on the phone. */
async function countWaiting(): Promise<number> {
  const opening = indexedDB.open("lumbung", 1);
  const database = await new Promise<IDBDatabase>(done => (opening.onsuccess = () => done(opening.result)));
  const asking = database.transaction("commands").objectStore("commands").getAll();
  const all = await new Promise<{ state: string }[]>(done => (asking.onsuccess = () => done(asking.result)));
  database.close();
  return all.filter(one => one.state !== "accepted").length;
}
