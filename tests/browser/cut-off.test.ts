/**
 * A group that has kept paper for years begins: from its first page to the empty sheet, a file with things to mend, the mended
 * one as it would stand in the books, and two officers who press. On a phone of 320 px, in Indonesian.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { csvOf, workbookOf } from "../../app/sheets/made.testing.ts";
import { readFileOfSheets } from "../../app/sheets/read.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { act, pressPin, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong, wide } from "./looked-at.ts";
import { beginKoperasi, pinOfRohani, sheets, wrong } from "./old-books.ts";
import { type Served, servePractice } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("id");
/** Everywhere the pages are looked at by eye: where this is set, pictures are left there. */
const pictures = process.env["LUMBUNG_PICTURES"];

describe.skipIf(browserOrSkip() === "skip")("old books are brought in", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  const step = oneAfterAnother();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 0 });
    context = await browser.newContext({
      baseURL: served.origin,
      reducedMotion: "reduce",
      viewport: { width: 320, height: 640 },
      locale: "id",
      acceptDownloads: true,
    });
    await context.addCookies([...(await beginKoperasi(served)), { name: "language", value: "id", url: served.origin }]);
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function look(name: string): Promise<void> {
    expect(await faultsNow(page, "id", console), name).toEqual([]);
    if (pictures === undefined) return;
    for (const [size, viewport] of [["360", { width: 360, height: 740 }], ["1280", wide]] as const) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 640 });
  }
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  };

  step("the first page of the group leads there, and the empty sheet is taken along", async () => {
    await open(page, "/");
    await act(page, say("command.cutoff.bring-in")).click();
    await page.waitForURL("**/cut-off");
    await alive(page);
    await look("cut-off");
    for (const [name, key] of [["tutup-buku.xlsx", "cutoff.screen.template-xlsx"], ["tutup-buku.csv", "cutoff.screen.template-csv"]] as const) {
      const [download] = await Promise.all([page.waitForEvent("download"), act(page, say(key)).click()]);
      expect(download.suggestedFilename()).toBe(name);
      const read = await readFileOfSheets(await readFile(await download.path()));
      expect("sheets" in read && read.sheets.map(sheet => sheet.name)).toEqual(
        expect.arrayContaining(["Tutup buku", "Anggota", "Pinjaman", "Dana"]),
      );
    }
  });

  step("a file that is no sheet is told what it is", async () => {
    await choose("foto.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]));
    await page.getByText(say("cutoff.file-other-kind")).waitFor();
    // A refusal of an act comes with its status, and the browser says so.
    expect(console.faults()).toEqual([expect.stringContaining("403")]);
    await look("cut-off, another file");
  });

  step("what is to be mended stands there by sheet, row and column, and years of another calendar are asked", async () => {
    await choose("buku lama.xlsx", workbookOf(wrong));
    await page.getByText(say("cutoff.screen.to-mend", { count: 4 })).waitFor();
    const list = page.getByRole("list", { name: say("cutoff.screen.mend-title") });
    for (const place of [
      say("cutoff.screen.at", { sheet: "Anggota", row: "5", column: "A", heading: "No. anggota" }),
      say("cutoff.screen.at", { sheet: "Anggota", row: "5", column: "C", heading: "Tanggal masuk" }),
      say("cutoff.screen.at", { sheet: "Anggota", row: "5", column: "E", heading: "Simpanan: wajib" }),
    ])
      await list.getByText(place).waitFor();
    await list.getByText(say("cutoff.fault.formula")).waitFor();
    await act(page, say("cutoff.screen.buddhist-yes")).waitFor();
    await look("cut-off, to mend");
    await act(page, say("cutoff.screen.choose-again")).click();
  });

  step("a fund that is short says by how much, and cannot be brought in", async () => {
    await choose("kurang.csv", csvOf({ ...sheets, Dana: [sheets["Dana"]![0]!, ["loan", 730_000, 1_000_000, 700_000]] }));
    await page.getByText(say("cutoff.screen.uneven"), { exact: true }).waitFor();
    await page.getByText(say("cutoff.screen.missing")).waitFor();
    expect(await act(page, say("cutoff.screen.bring")).isVisible()).toBe(false);
    await look("cut-off, uneven");
    await act(page, say("cutoff.screen.choose-again")).click();
  });

  step("the mended one shows what would stand in the books, and a second officer presses with her", async () => {
    await choose("buku lama.xlsx", workbookOf(sheets));
    await page.getByText(say("cutoff.screen.even-more")).waitFor();
    await page.getByText(say("cutoff.screen.who-comes", { joining: 1, here: 3 })).waitFor();
    await page.getByText(say("account.retained-surplus")).waitFor();
    await look("cut-off, preview");
    await act(page, say("cutoff.screen.bring")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(dialog, pinOfRohani);
    await page.getByText(say("cutoff.screen.done-more", { members: 4, loans: 1 })).waitFor();
    await alive(page);
    await look("cut-off, done");
  });

  step("and the books have them", async () => {
    await act(page, say("cutoff.screen.see-books")).click();
    await page.waitForURL("**/statements**");
    await alive(page);
    // Box, bank and what is lent.
    await page.getByText("2.340.000").first().waitFor();
    await open(page, "/members");
    await page.getByText("Inaq Sari").first().waitFor();
  });
});
