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
  /** A minute and more goes by without a touch. Once more where the page began to count only after that. */
  const leaveAlone = (): Promise<unknown> =>
    expect
      .poll(async () => {
        await page.clock.fastForward(70_000);
        return page.getByText(say("shell.locked")).first().isVisible();
      }, patiently)
      .toBe(true);
  const marks = () =>
    read(served.house.pool, served.melati.organisation, client =>
      query<{ line: string }>(client, sql`select line from meetings.draft_line order by line`),
    );
  /** The program and the page are on the phone. */
  const isKept = async (): Promise<void> => {
    const inStore = { cacheName: "lumbung-1" };
    await expect
      .poll(() => page.evaluate(async of => (await caches.match("/shell", of)) !== undefined, inStore), patiently)
      .toBe(true);
    await expect.poll(() => page.evaluate(lookIntoKept, "count" as const), patiently).toBe("2");
  };

  step("the page of the meeting is kept once it was opened, and the server's answers are not", async () => {
    expect(await open(page, "/meeting")).toBe(200);
    await isKept();
    const kept = await page.evaluate(async () => {
      const cache = await caches.open("lumbung-1");
      const texts = await Promise.all((await cache.matchAll()).map(answer => answer.text()));
      return {
        paths: (await cache.keys()).map(one => new URL(one.url).pathname),
        texts: texts.join("\n"),
        shell: await (await cache.match("/shell"))!.text(),
      };
    });
    expect(kept.paths.filter(path => path !== "/shell" && !path.startsWith("/assets/"))).toEqual([]);
    const told = [served.melati.organisation, ...served.melati.members].filter(one => kept.texts.includes(one));
    expect(told).toEqual([]);
    expect(kept.shell).toContain('<div id="app"></div>');
  });

  step("what she writes without a signal is there when the page is loaded anew, and the server has none of it", async () => {
    await tick(melati.women[1]!);
    await expect.poll(async () => (await marks()).length, patiently).toBe(1);
    await expect.poll(() => page.evaluate(countWaiting), patiently).toBe(0);
    // What the server answered is kept by now, and not only what the page came with.
    await expect
      .poll(() => page.evaluate(lookIntoKept, "text" as const), patiently)
      .toContain(`${served.melati.members[1]!}.roll`);
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
    // It says its step in the address as soon as it is alive.
    await page.waitForURL(/\/meeting(#|$)/);
    await page.locator("a.exit").waitFor();
  });

  step("locked, it opens on her word without a signal; a PIN that was wrong covers it again when there is one", async () => {
    await page.clock.install();
    await page.reload();
    await alive(page);
    await leaveAlone();
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

  const nothingLeft = async (): Promise<void> => {
    expect(await page.evaluate(() => localStorage.getItem("lumbung.kept"))).toBeNull();
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), patiently).toBe(0);
    await expect.poll(() => page.evaluate(lookIntoKept, "count" as const), patiently).toBe("0");
  };
  const signIn = ({ number, pin }: { readonly number: number; readonly pin: string }): Promise<number> =>
    page.evaluate(post, ["/api/sign-in", JSON.stringify({ handle: melati.handle, number, pin })] as const);
  /** The roll as the phone kept it, with no signal. */
  const openKept = async (): Promise<void> => {
    await open(page, "/meeting");
    await isKept();
    await page.evaluate(() => void (location.hash = "roll"));
    await phone.setOffline(true);
    await page.reload();
    await alive(page);
    // The way out stands on her pages only, not on one that needs a signal.
    await page.locator("a.exit").waitFor();
  };

  step("nor does another woman who signs in on the same phone, nor signing out", async () => {
    await open(page, "/meeting");
    await isKept();
    // Nor what she was counting.
    await page.evaluate(() => void (location.hash = "recall"));
    await act(page, say("meetings.recall.count")).click();
    await page.locator(".how-many").first().fill("3");
    await expect.poll(() => page.evaluate(lookIntoKept, "count" as const), patiently).toBe("3");
    expect(await signIn(melati.keys.find(key => key.number === 14)!)).toBe(200);
    await open(page, "/me");
    await nothingLeft();
    expect(await signIn(halimah)).toBe(200);
    await open(page, "/meeting");
    await isKept();
    expect(await page.evaluate(post, ["/api/sign-out", "{}"] as const)).toBe(200);
    await open(page, "/welcome");
    await nothingLeft();
    expect(await signIn(halimah)).toBe(200);
  });

  step("what another version of the program kept is not shown, since it may be read otherwise", async () => {
    await open(page, "/meeting");
    await isKept();
    expect(await page.evaluate(lookIntoKept, "make-another-version" as const)).toContain("main-");
    await phone.setOffline(true);
    await page.reload();
    await alive(page);
    await page.getByText(say("shell.no-signal-here")).waitFor();
    await phone.setOffline(false);
  });

  step("what came to be without her is on the page that was kept, once the server is heard", async () => {
    await openKept();
    const { group } = served.melati;
    const woman = { member: served.edge.newMember(), person: served.edge.newId(), number: 99, name: "Suryani" };
    await accepted(group.say("members.join", woman, { by: group.secretary }));
    expect(await page.getByText("Suryani").count()).toBe(0);
    await phone.setOffline(false);
    await page.getByText("Suryani").first().waitFor();
  });

  step("a phone that is full keeps no older page in its place, nor does one that allows no worker keep any", async () => {
    // As the browser would say it; there is no sure way to fill one, or to take its workers away.
    await page.addInitScript(() => {
      const no = (name: string): DOMException => new DOMException("not here", name);
      const lacking = sessionStorage.getItem("lacking");
      if (lacking === "a worker") ServiceWorkerContainer.prototype.register = () => Promise.reject(no("SecurityError"));
      if (lacking === "space")
        IDBObjectStore.prototype.put = () => {
          throw no("QuotaExceededError");
        };
    });
    for (const lacking of ["space", "a worker"]) {
      await open(page, "/meeting");
      await isKept();
      await page.evaluate(what => sessionStorage.setItem("lacking", what), lacking);
      await open(page, "/meeting");
      await expect.poll(() => page.evaluate(() => localStorage.getItem("lumbung.kept")), patiently).toBeNull();
      await expect.poll(() => page.evaluate(lookIntoKept, "count" as const), patiently).toBe("0");
      await page.evaluate(() => sessionStorage.removeItem("lacking"));
    }
  });

  step("a plain PIN typed without a signal opens the plain view when there is one, and nothing is left to read", async () => {
    const plainPin = "246824";
    const change = JSON.stringify({ current: halimah.pin, plain_pin: plainPin });
    expect(await page.evaluate(post, ["/api/set-plain-pin", change] as const)).toBe(200);
    await openKept();
    await leaveAlone();
    await pressPin(page, plainPin);
    await page.getByText(say("shell.on-her-word")).waitFor();
    await phone.setOffline(false);
    await page.waitForURL(served.origin + "/");
    await page.locator("a.exit").waitFor();
    await nothingLeft();
    expect(await signIn(halimah)).toBe(200);
  });

  step("whose session was ended from another phone no longer sees the page, once the server is heard", async () => {
    await openKept();
    const from = (path: string, body: unknown, cookie = ""): Promise<Response> =>
      fetch(`${served.origin}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify(body),
      });
    const { number, pin } = halimah;
    const there = await from("/api/sign-in", { handle: melati.handle, number, pin });
    const session = there.headers.getSetCookie().find(one => one.startsWith("lumbung-session="))!;
    expect((await from("/api/sign-out-everywhere", {}, session.split(";")[0]!)).status).toBe(200);
    await phone.setOffline(false);
    await page.waitForURL("**/sign-in**");
    await alive(page);
    await nothingLeft();
  });
});

/**
 * How many things are kept, or what the page says, opened as only this browser can; or it is sealed again as that of another
 * program.
 */
async function lookIntoKept(want: "count" | "text" | "make-another-version"): Promise<string> {
  const done = <Value>(asking: IDBRequest<Value>): Promise<Value> =>
    new Promise((then, not) => {
      asking.onsuccess = () => then(asking.result);
      asking.onerror = () => not(asking.error);
    });
  const opening = indexedDB.open("lumbung-kept", 1);
  // Looked into before the page kept anything, the store is made as the page would make it.
  opening.onupgradeneeded = () => void opening.result.createObjectStore("kept");
  const database = await done(opening);
  try {
    const store = () => database.transaction("kept", "readwrite").objectStore("kept");
    if (want === "count") return String(await done(store().count()));
    const key = (await done(store().get("key"))) as CryptoKey;
    const page = (await done(store().get("page"))) as {
      readonly iv: Uint8Array<ArrayBuffer>;
      readonly sealed: ArrayBuffer;
    };
    const cipher = { name: "AES-GCM", iv: page.iv };
    const text = new TextDecoder().decode(await crypto.subtle.decrypt(cipher, key, page.sealed));
    if (want === "text") return text;
    const another = new TextEncoder().encode(JSON.stringify({ ...JSON.parse(text), program: "another" }));
    await done(store().put({ ...page, sealed: await crypto.subtle.encrypt(cipher, key, another) }, "page"));
    return (JSON.parse(text) as { readonly program: string }).program;
  } finally {
    database.close();
  }
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
