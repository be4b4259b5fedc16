/**
 * A meeting day as the treasurer has it in her hand: a small phone in a real browser, the women one by one, the line gone
 * in the middle, the tab closed and the server dead, and at the end three keys, a code, and the sheet on paper.
 */
import { serve } from "@hono/node-server";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { encodeBody, type MemberId, type OrganisationId } from "#base";
import { connect, type Pool, query, read, sql, type Sql } from "#db";
import { templateOf } from "#meetings";
import { house } from "../../app/rooms.ts";
import { assemble } from "../../app/server/open-house.ts";
import { alive, faultsOfAxe, faultsOfSize, faultsOfText } from "../browser/looked-at.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { HeldEdge } from "../village/edge.ts";
import { names, testKey } from "../village/group.ts";

const today = "2026-11-24";
const size = 6;
const roles = ["treasurer", "secretary", "chair", "key-holder", "key-holder", "key-holder"];
const password = "benang merah di pagar";
const pinOf = (number: number): string => String(271_830 + 37 * number);

describe.skipIf(browserOrSkip() === "skip")("a meeting day on a small phone", { timeout: 240_000 }, () => {
  let database: FreshDatabase;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  let running: { readonly server: Server; readonly pool: Pool } | null = null;
  let port = 0;
  const edge = new HeldEdge(today, 17);
  const organisation = edge.newId() as OrganisationId;
  const members: readonly MemberId[] = Array.from({ length: size }, () => edge.newMember());

  /** The server, on the port it had before. */
  async function startServer(): Promise<void> {
    const pool = connect(database.server);
    const opened = await assemble({ pool, masterKey: testKey, edge, fastForPracticeAndTests: true });
    const server = serve({ fetch: opened.http.fetch, hostname: "127.0.0.1", port }) as Server;
    if (!server.listening) await new Promise<void>(done => server.once("listening", () => done()));
    port = (server.address() as AddressInfo).port;
    running = { server, pool };
  }

  /** Gone from one moment to the next: what was under way gets no answer. */
  async function killServer(): Promise<void> {
    const { server, pool } = running!;
    running = null;
    server.closeAllConnections();
    await new Promise<void>(done => server.close(() => done()));
    await pool.end();
  }

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    await startServer();
    phone = await newPhone();
    await foundGroup();
    page = await phone.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    if (running) await killServer();
    await database?.drop();
  });

  const newPhone = (): Promise<BrowserContext> =>
    browser.newContext({
      baseURL: `http://127.0.0.1:${port}`,
      viewport: { width: 360, height: 640 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: "id",
      reducedMotion: "reduce",
    });

  /** As the start page does it: the founders, their first secrets, and this phone let in. */
  async function foundGroup(): Promise<void> {
    const template = templateOf("vsla", "IDR");
    const founding = house.commands.get("assembly.found-organisation")!;
    const body = encodeBody(founding.fields, {
      name: "Kelompok Melati",
      place: "Dusun Belimbing",
      template: "vsla",
      unit: "IDR",
      language: "id",
      is_practice: false,
      funds: template.funds.map(fund => ({ ...fund, unit: "IDR" })),
      rules: template.rules,
      founders: members.map((member, place) => ({
        member,
        person: edge.newId(),
        number: place + 1,
        name: names[place],
        roles: [roles[place]],
      })),
    });
    const started = await phone.request.post("/api/start", {
      data: {
        organisation,
        handle: "melati-uji",
        by: members[0],
        language: "id",
        command: { v: 1, id: edge.newId(), name: founding.name, on: today, body },
        secrets: [1, 2, 4, 5, 6].map(number => ({
          member: members[number - 1],
          pin: pinOf(number),
          ...(number <= 2 ? { password } : {}),
        })),
      },
    });
    expect(await started.text()).not.toContain("refused");
  }

  const button = (name: string | RegExp) =>
    page
      .getByRole("button", { name, exact: typeof name === "string" })
      .filter({ visible: true })
      .first();
  /** The one main act, under the thumb. */
  const main = () =>
    page
      .locator(".foot > .act:not(.square):not(.quiet)")
      .filter({ visible: true })
      .last();
  const textOf = async (of: Locator): Promise<string> => ((await of.textContent()) ?? "").replaceAll("\u00a0", " ");
  const firstRow = <Row extends object>(statement: Sql): Promise<Row> =>
    read(running!.pool, organisation, async client => (await query<Row>(client, statement))[0]!);
  const draftLines = async (): Promise<number> => {
    const lines = sql`select count(*)::int4 as lines from meetings.draft_line where organisation_id = ${organisation}`;
    return (await firstRow<{ lines: number }>(lines)).lines;
  };
  const inBox = async (fund: string): Promise<bigint> => {
    const last = sql`select balance from ledger.line where organisation_id = ${organisation} and account = ${`cash/${fund}`} order by line_number desc limit 1`;
    return (await firstRow<{ balance: bigint }>(last)).balance;
  };

  async function looksRight(): Promise<void> {
    expect(await faultsOfText(page, "id")).toEqual([]);
    expect(await faultsOfSize(page)).toEqual([]);
    expect(await faultsOfAxe(page)).toEqual([]);
  }

  async function turnKeys(): Promise<void> {
    for (const number of [4, 5, 6]) {
      await page.getByText(`Ibu ${names[number - 1]}, tekan kunci Ibu.`).waitFor();
      if (number === 4) await looksRight();
      for (const digit of pinOf(number))
        await page.locator(".pad").getByRole("button", { name: digit, exact: true }).click();
    }
  }

  it("begins with the roll, and the box stays shut until three keys have turned", async () => {
    await page.goto("/meeting");
    await alive(page);
    await button("Buka pertemuan").click();
    await page.getByText("0 dari 6").waitFor();
    await looksRight();
    await button("Ibu Wulan hadir").click();
    await page.getByText("1 dari 6").waitFor();
    await main().click();
    await button("Lanjut: kunci").click();
    // Whoever holds a key and is not here can have somebody stand in for her, whom two officers name.
    await button("Pemegang kunci tidak ada? Sebut penggantinya").click();
    await page.getByLabel("Siapa penggantinya?").waitFor();
    await looksRight();
    await button("Tutup").click();
    await turnKeys();
    await page.getByText("Kotak terbuka").waitFor();
    await button("Lanjut: ingat").click();
    await looksRight();
    await button("Lanjut: setoran").click();
  });

  it("takes what is due by one press, and calls the next woman by another", async () => {
    await page.getByRole("heading", { name: "Ibu Halimah" }).filter({ visible: true }).waitFor();
    await looksRight();
    await button("Terima Rp 12.000").click();
    await button("Berikutnya, Ibu Rohani").click();
    await page.getByText("2 dari 6").waitFor();
    await page.getByText("Aman tersimpan, belum disegel").filter({ visible: true }).waitFor();
    expect(await draftLines()).toBe(size + 2);
  });

  it("is the same sheet on the secretary's phone, and what she writes is seen on the treasurer's", async () => {
    const other = await newPhone();
    const signedIn = await other.request.post("/api/sign-in", {
      data: { handle: "melati-uji", number: 2, password, language: "id" },
    });
    expect(await signedIn.text()).not.toContain("refused");
    const hers = await other.newPage();
    await hers.goto("/meeting#sheet");
    await alive(hers);
    await hers.getByRole("heading", { name: "Ibu Rohani" }).filter({ visible: true }).waitFor();
    await hers.getByRole("button", { name: "Terima Rp 12.000" }).filter({ visible: true }).first().click();
    await expect.poll(draftLines, { timeout: 20_000 }).toBe(size + 4);
    await other.close();
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await button("Berikutnya, Ibu Wulan").waitFor();
  });

  it("goes on without the server, and after the tab was closed nothing is lost", async () => {
    await killServer();
    await button("Berikutnya, Ibu Wulan").click();
    // Wulan brings three shares this time.
    await page
      .locator(".only-phone")
      .getByRole("button", { name: /^Saham/ })
      .click();
    await page.locator(".pad").getByRole("button", { name: "3", exact: true }).click();
    await button("Terima").click();
    await button("Terima Rp 2.000").click();
    await expect
      .poll(() => textOf(page.getByRole("status").filter({ visible: true }).last()), { timeout: 20_000 })
      .toContain("aman di telepon ini");
    await looksRight();
    await page.close();

    await startServer();
    page = await phone.newPage();
    await page.goto("/meeting#sheet");
    await alive(page);
    await page.getByText("Aman tersimpan, belum disegel").filter({ visible: true }).waitFor();
    // Where she stopped: Aminah is the first who has not paid.
    await page.getByRole("heading", { name: "Ibu Aminah" }).filter({ visible: true }).waitFor();
    // "Kept" may still be said of what the server had before.
    await expect.poll(draftLines, { timeout: 20_000 }).toBe(size + 6);
  });

  it("answers a press that lost its answer once, not twice", async () => {
    for (const next of ["Ibu Sahnim", "Ibu Parti", null]) {
      await button("Terima Rp 12.000").click();
      if (next === "Ibu Parti") {
        await killServer();
        await startServer();
      }
      await button(next ? `Berikutnya, ${next}` : "Lanjut: keputusan").click();
    }
    await button("Lanjut: bayar").click();
    await page.getByText("Aman tersimpan, belum disegel").filter({ visible: true }).waitFor({ timeout: 30_000 });
    expect(await draftLines()).toBe(size + 2 * size);
    await looksRight();
  });

  /** Lays the notes a sum is made of on the counters. */
  async function count(sum: bigint): Promise<void> {
    let left = sum;
    const faces = [100_000n, 50_000n, 20_000n, 10_000n, 5_000n, 2_000n, 1_000n];
    const counters = page.locator(".how-many");
    for (const [place, face] of faces.entries()) {
      await counters.nth(place).fill(String(left / face));
      left %= face;
    }
  }

  /** It is on the phone, sealed, under this name. */
  const isTyped = (at: string) =>
    expect
      .poll(() =>
        page.evaluate(
          () =>
            new Promise<string>(done => {
              const opening = indexedDB.open("lumbung-kept");
              opening.onsuccess = () => {
                const keys = opening.result.transaction("kept").objectStore("kept").getAllKeys();
                keys.onsuccess = () => {
                  opening.result.close();
                  done(keys.result.join(" "));
                };
              };
            }),
        ),
      )
      .toContain(`/${at}`);

  it("keeps a half-filled form as it is filled: the tab is closed, and the question she was at is asked again", async () => {
    await page.goto("/meeting#decide");
    await alive(page);
    await button("Tambah").click();
    await button(/^Pinjaman/).click();
    await button(/^Ibu Wulan/).click();
    await isTyped("form.loan-request");
    const asked = await textOf(page.locator(".where p"));
    await page.close();
    page = await phone.newPage();
    await page.goto("/meeting#decide");
    await alive(page);
    await button("Tambah").click();
    await button(/^Pinjaman/).click();
    await expect.poll(() => textOf(page.locator(".where p"))).toBe(asked);
    expect(asked).toMatch(/^2 /);
    // Nobody asks for a loan after all.
    await button("Kembali").or(page.getByRole("link", { name: "Kembali" })).first().click();
    await page.getByRole("link", { name: "Kembali" }).click();
    await page.goto("/meeting#pay");
    await alive(page);
  });

  it("counts each box by its notes, and names a difference before anything is locked", async () => {
    await button("Lanjut: hitung").click();
    // The social fund first, the loan box after it.
    await button("Hitung kantong sosial").click();
    await count(12_000n);
    await looksRight();
    await main().click();
    await page.getByRole("heading", { name: "Hitung kotak pinjaman" }).waitFor();
    await count(70_000n);
    // The tab is closed in the middle of the count: what lay on the mat lies there still, on this phone alone.
    await isTyped("count.loan");
    await page.close();
    page = await phone.newPage();
    await page.goto("/meeting");
    await alive(page);
    await button("Hitung kotak pinjaman").click();
    await expect.poll(() => page.locator(".how-many").first().inputValue()).toBe("0");
    await expect.poll(() => page.locator(".how-many").nth(1).inputValue()).toBe("1");
    expect(await draftLines()).toBe(size + 2 * size + 1);
    await page.getByText("Kurang Rp 10.000.").waitFor();
    await looksRight();
    // A full box still stands in its row, and on the smallest phone too.
    await count(19_400_000n);
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 640 });
      expect(await faultsOfSize(page)).toEqual([]);
    }
    await count(80_000n);
    await page.getByText("Cocok.").waitFor();
    await main().click();
    await page.getByRole("heading", { name: "Dua angka untuk diingat" }).waitFor();
    await looksRight();
  });

  it("is sealed when three keys agree on the sheet, with a code that goes on paper", async () => {
    await expect.poll(() => button("Kunci kotak").getAttribute("aria-disabled"), { timeout: 20_000 }).toBe(null);
    await button("Kunci kotak").click();
    await turnKeys();
    await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    await alive(page);
    const code = await textOf(page.locator(".code-signs"));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/);
    await looksRight();
    expect(await inBox("loan")).toBe(80_000n);
    expect(await inBox("social")).toBe(12_000n);
    expect(await draftLines()).toBe(0);

    await page.getByRole("link", { name: "Cetak lembar" }).click();
    await page.waitForURL(/\/sheet$/);
    await alive(page);
    const paper = page.locator(".paper.a4");
    for (const part of ["Kelompok Melati", "Pertemuan ke-1", code, ...names.slice(0, size), "Rp 80.000"])
      expect(await textOf(paper)).toContain(part);
    await looksRight();
    // No amount where a glance or a history could show it.
    expect(await page.title()).not.toMatch(/\d{3}/);
    expect(page.url()).not.toMatch(/80000|12000/);
  });
});
