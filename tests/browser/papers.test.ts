/**
 * What comes out of the printer, as a browser lays it out: every paper of practice books says so, in print too, and the
 * code of a sealed meeting is read from the printed slip by a camera.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import decodeQr from "qr/decode.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "#db";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { rowsWhere } from "../village/group.ts";
import { wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";

describe.skipIf(browserOrSkip() === "skip")("the papers of practice books", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let meeting: string;
  let loan: string;

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 8 });
    const { group, organisation } = served.melati;
    const [last] = await rowsWhere<{ meeting: string }>(
      group,
      sql`select meeting_id as meeting from meetings.meeting where organisation_id = ${organisation} and status = 'sealed'
        order by number desc limit 1`,
    );
    const [lent] = await rowsWhere<{ loan: string }>(
      group,
      sql`select loan_id as loan from loans.loan where organisation_id = ${organisation} and status = 'running' limit 1`,
    );
    [meeting, loan] = [last!.meeting, lent!.loan];
    context = await visitor(browser, served, {
      as: { group: served.melati, number: 1 },
      language: "id",
      viewport: { width: 1280, height: 900 },
      // 300 dots an inch, as a plain printer has them.
      deviceScaleFactor: 300 / 96,
    });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  const shown = async (path: string): Promise<void> => {
    await open(page, path);
    await alive(page);
    await page.emulateMedia({ media: "print" });
  };

  it("say that they are practice, on every sheet and slip, on the screen and in print", async () => {
    const said = wordsIn("id").say("practice.paper");
    const paths = [
      `/meetings/${meeting}/sheet`,
      `/meetings/${meeting}/receipts`,
      "/me/print",
      "/statements/print",
      `/loans/${loan}/print`,
    ];
    for (const path of paths) {
      await shown(path);
      const papers = await page.locator(".paper").count();
      expect(papers, path).toBeGreaterThan(0);
      const marks = page.locator(".paper .p-practice").filter({ visible: true });
      expect(await marks.allTextContents(), path).toEqual(Array.from({ length: papers }, () => said));
      expect(await page.locator(".paper .p-across").filter({ visible: true }).count(), path).toBe(papers);
      await page.emulateMedia({ media: "screen" });
    }
    await shown("/funds");
    await page.getByText(wordsIn("id").say("practice.banner"), { exact: true }).waitFor();
    await page.emulateMedia({ media: "screen" });
  });

  it("are read by a camera: the slip's code leads to the meeting, without a name or an amount", async () => {
    for (const [path, paper] of [
      [`/meetings/${meeting}/receipts`, ".paper.receipt"],
      [`/meetings/${meeting}/sheet`, ".paper.meeting >> nth=-1"],
    ] as const) {
      await shown(path);
      const place = page.locator(paper).first();
      const code = (await place.locator(".p-code b").textContent())!;
      await place.locator(".qr path").waitFor({ state: "attached" });
      const { width } = (await place.locator(".qr").boundingBox())!;
      expect((width * 25.4) / 96, "as large as a telephone wants it").toBeGreaterThanOrEqual(22);
      expect(await read(await place.screenshot())).toBe(
        `${served.origin}/meetings/${meeting}#${code.replace(/\s/, "-")}`,
      );
      await page.emulateMedia({ media: "screen" });
    }
  });

  it("fit on their slips, and axe finds nothing on them", async () => {
    for (const path of [`/meetings/${meeting}/sheet`, `/meetings/${meeting}/receipts`]) {
      const console = await readAlong(page);
      await open(page, path);
      await alive(page);
      expect(await faultsNow(page, "id", console), path).toEqual([]);
      await page.emulateMedia({ media: "print" });
      const heights = await page
        .locator(".paper")
        .evaluateAll(all => all.map(one => (one.getBoundingClientRect().height * 25.4) / 96));
      for (const height of heights) expect(height, path).toBeCloseTo(path.endsWith("sheet") ? 297 : 148, 0);
      await page.emulateMedia({ media: "screen" });
    }
  });

  it("lead to the page of the meeting, which says whether the code on the paper is the one in the books", async () => {
    const { say } = wordsIn("id");
    await open(page, `/meetings/${meeting}`);
    const code = (await page.locator(".code-signs").textContent())!;
    await open(page, `/meetings/${meeting}#${code.replace(" ", "-")}`);
    await page.getByText(say("meetings.sealed.code-same")).waitFor();
    await open(page, `/meetings/${meeting}#AAAA-0000`);
    await page.getByText(say("meetings.sealed.code-other", { paper: "AAAA 0000", code })).waitFor();
    expect(await page.getByText(say("meetings.sealed.code-same")).count()).toBe(0);
  });

  it("begin at a page whose code is wholly to be seen on a small phone, over one act of one line", async () => {
    for (const language of ["id", "en"] as const) {
      const phone = await visitor(browser, served, {
        as: { group: served.melati, number: 1 },
        language,
        viewport: { width: 360, height: 640 },
      });
      const small = await phone.newPage();
      await open(small, `/meetings/${meeting}`);
      const code = (await small.locator(".code").boundingBox())!;
      const act = (await small.locator(".foot .act").boundingBox())!;
      expect(code.y + code.height).toBeLessThan(act.y);
      expect(act.height).toBeLessThanOrEqual(56);
      await phone.close();
    }
  });

  it("and what is to be remembered is said aloud as soon as the phone has found its voice", async () => {
    const { say } = wordsIn("id");
    const talking = await context.newPage();
    await talking.addInitScript(() => {
      const voices = new EventTarget() as unknown as SpeechSynthesis;
      let found: readonly unknown[] = [];
      Object.assign(voices, {
        getVoices: () => found,
        cancel: () => {},
        speak: ({ text }: { readonly text: string }) => (document.documentElement.dataset["said"] = text),
      });
      const find = (): void => {
        found = [{ lang: "in_ID" }];
        voices.dispatchEvent(new Event("voiceschanged"));
      };
      Object.assign(globalThis, { find });
      Object.defineProperty(globalThis, "speechSynthesis", { value: voices });
      Object.defineProperty(globalThis, "SpeechSynthesisUtterance", {
        value: class {
          readonly text: string;
          constructor(text: string) {
            this.text = text;
          }
        },
      });
    });
    for (const [path, name, said] of [
      [`/meetings/${meeting}`, say("meetings.sealed.read-aloud"), /^Kotak pinjaman: \d+ rupiah\. /],
      ["/me", say("members.screen.listen"), /: \d+ rupiah\./],
    ] as const) {
      await open(talking, path);
      const button = talking.getByRole("button", { name });
      expect(await button.count(), path).toBe(0);
      await talking.evaluate(() => (globalThis as unknown as { find(): void }).find());
      await button.click();
      expect(await talking.evaluate(() => document.documentElement.dataset["said"]), path).toMatch(said);
    }
    await talking.close();
  });

  /** What a camera makes of a picture. The browser turns the file into dots. */
  async function read(picture: Buffer): Promise<string> {
    const blank = await context.newPage();
    const { width, height, dots } = await blank.evaluate(async base64 => {
      const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const brush = canvas.getContext("2d")!;
      brush.drawImage(bitmap, 0, 0);
      const { data } = brush.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = "";
      for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at]!);
      return { width: bitmap.width, height: bitmap.height, dots: btoa(text) };
    }, picture.toString("base64"));
    await blank.close();
    const data = new Uint8Array(width * height * 4);
    Buffer.from(dots, "base64").forEach((grey, at) => data.fill(grey, 4 * at, 4 * at + 4));
    return decodeQr({ width, height, data }, { timeLimit: 5_000 });
  }
});
