/** What a group writes down beside its money, as the secretary does it on her phone and an ordinary member reads it. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { addDays, type MemberId, type Uuid } from "#base";
import { sql } from "#db";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line as sheetLine, rowsWhere } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type PracticeGroup, type Served, servePractice, today, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("the books beside the money", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };
  let locale: "id" | "en";
  const faults: string[] = [];
  const step = oneAfterAnother();
  const say = (key: string, of: Readonly<Record<string, string | number>> = {}): string => wordsIn(locale).say(key, of);
  const [secretary, ordinary] = [2, 14];

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 6, atLast: twoLoansWrittenOff });
    const { group, members } = served.melati;
    const lines = [
      ["letters-in", -3, { who: "Dinas Koperasi Kabupaten", what: "Undangan rapat koordinasi, nomor 005/112" }],
      ["suggestions", -12, { given_by: members[8], what: "Mulai jam dua, supaya yang rumahnya jauh tidak pulang malam." }],
      ["events", -20, { what: "Banjir di Kampung Baru: empat rumah anggota terendam dua hari, pertemuan dipindah ke balai desa." }],
      ["guests", -8, { who: "Ibu Camat dan dua orang dari PKK", what: "Melihat cara kelompok menyimpan buku" }],
    ] as const;
    for (const [book, days, of] of lines)
      await accepted(
        group.say(
          "records.write-entry",
          { entry: served.edge.newId(), book, happened_on: addDays(today, days), ...of },
          { by: members[1]!, on: today },
        ),
      );
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function twoLoansWrittenOff({ group, organisation }: PracticeGroup) {
    const running = await rowsWhere<{ loan_id: Uuid; member_id: MemberId }>(
      group,
      sql`select loan_id, member_id from loans.loan where organisation_id = ${organisation} and status = 'running'
        order by loan_id limit 2`,
    );
    return running.flatMap(({ loan_id: loan, member_id: member }) => {
      const carried = decision(group, "write-off", loan);
      return [carried.line, sheetLine("loans.write-off", { loan, member, decision: carried.id })];
    });
  }
  async function signIn(number: number, language: typeof locale, width: number): Promise<void> {
    await context?.close();
    locale = language;
    const as = { group: served.melati, number };
    context = await visitor(browser, served, { as, language, viewport: { width, height: 740 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
  }
  const look = async (where: string): Promise<void> => {
    faults.push(...(await faultsNow(page, locale, console)).map(fault => `${where}: ${fault}`));
    const pictures = process.env["RECORDS_PICTURES"];
    if (pictures)
      for (const width of [360, 1280]) {
        const before = page.viewportSize()!;
        await page.setViewportSize({ width, height: 780 });
        await page.screenshot({ path: `${pictures}/${where.replaceAll(" ", "-")}-${width}-${locale}.png`, fullPage: true });
        await page.setViewportSize(before);
      }
  };
  async function anew(go: () => Promise<void>): Promise<void> {
    const loaded = page.waitForEvent("load");
    await go();
    await loaded;
    await alive(page);
  }
  const line = (text: string) => page.getByRole("listitem").filter({ hasText: text, visible: true }).first();
  const dialog = () => page.getByRole("dialog").filter({ visible: true });

  step("the secretary finds the books among what is the group's, and what waits in them", async () => {
    await signIn(secretary, "id", 320);
    await open(page, "/settings");
    await act(page, new RegExp(`^${say("records.books.title")}`)).click();
    await line(say("records.book.suggestions")).getByText(say("records.books.waiting", { count: 1 })).waitFor();
    await look("books");
  });

  step("she writes down a suggestion that stays unnamed, and what was done about another", async () => {
    await anew(() => line(say("records.book.suggestions")).getByRole("link").click());
    await look("suggestions");
    await act(page, say("records.write-entry")).click();
    await look("new suggestion");
    await dialog().getByLabel(say("records.book.what.suggestions")).fill("Beli timbangan beras");
    await anew(() => act(dialog(), say("records.book.save")).click());
    await line("Beli timbangan beras").getByText(say("records.book.unnamed")).waitFor();
    await line("Mulai jam dua").getByRole("button").click();
    await act(dialog(), say("records.answer-entry")).click();
    await dialog().getByLabel(say("records.book.done-what")).fill("Disepakati di pertemuan: mulai jam dua siang");
    await look("answering");
    await anew(() => act(dialog(), say("records.book.save")).click());
    await line("Mulai jam dua").getByText(say("records.book.done"), { exact: true }).waitFor();
    await line("Mulai jam dua").getByRole("button").click();
    await look("answered");
  });

  step("a line that is wrong gets another in its place, and stays", async () => {
    await signIn(secretary, "en", 320);
    await open(page, "/records/letters-in");
    await line("Undangan").getByRole("button").click();
    await act(dialog(), say("records.book.correct")).click();
    await dialog().getByLabel(say("records.book.what.letters-in")).fill("Undangan rapat, nomor 005/121");
    await look("correcting");
    await anew(() => act(dialog(), say("records.book.save")).click());
    await line("005/121").waitFor();
    await line("005/112").getByText(say("records.book.replaced"), { exact: true }).waitFor();
    await look("replaced");
    await open(page, "/reports/book-16-letters/print");
    await page.getByText("005/121").first().waitFor();
    await look("letters on paper");
  });

  step("she enters a partner with an agreement, is told that it ends soon, and renews it", async () => {
    await signIn(secretary, "id", 320);
    await open(page, "/partners");
    await look("no partners");
    await act(page, say("records.add-partner")).click();
    await dialog().getByLabel(say("records.add-partner.kind")).selectOption("university");
    await dialog().getByLabel(say("records.add-partner.name"), { exact: true }).fill("Universitas Mulawarman, kuliah kerja nyata");
    await dialog().getByLabel(say("records.add-partner.contact")).fill("Ibu Sri Wahyuni");
    await look("new partner");
    await anew(() => act(dialog(), say("records.partners.save")).click());
    await line("Universitas").getByRole("button").click();
    await act(dialog(), say("records.make-agreement")).click();
    await dialog().getByLabel(say("records.make-agreement.purpose")).fill("Mahasiswa membantu menulis buku kelompok");
    await dialog().getByLabel(say("records.make-agreement.until")).fill(addDays(today, 41));
    await look("agreement");
    await anew(() => act(dialog(), say("records.partners.save")).click());
    await line("Mahasiswa").getByText(say("records.standing.ending", { days: 41 }), { exact: true }).waitFor();
    await look("ends soon");
    await line("Universitas").getByRole("button").click();
    await look("partner");
    await dialog().getByRole("listitem").filter({ hasText: "Mahasiswa" }).getByRole("button").click();
    await look("one agreement");
    await act(dialog(), say("records.partners.renew")).click();
    await anew(() => act(dialog(), say("records.partners.save")).click());
    await line("Universitas").getByRole("button").click();
    await dialog().getByText(say("records.standing.renewed"), { exact: true }).waitFor();
    await look("renewed");
  });

  step("what two losses taught is written down without a name, and counted by cause and year", async () => {
    await signIn(secretary, "en", 320);
    await open(page, "/records");
    await anew(() => line(say("records.books.lessons")).getByRole("link").click());
    const waiting = page.getByRole("listitem").filter({ hasText: say("records.lessons.waiting") });
    expect(await waiting.count()).toBe(2);
    await waiting.first().getByRole("button").click();
    await dialog().getByLabel(say("records.lessons.cause")).selectOption("harvest");
    await dialog().getByLabel(say("records.lessons.words")).fill("Ask when the harvest is before setting the instalments.");
    await look("lesson");
    await anew(() => act(dialog(), say("records.lessons.save")).click());
    expect(await waiting.count()).toBe(1);
    await line("Ask when the harvest").waitFor();
    await line(say("records.cause.harvest")).waitFor();
    await look("lessons");
    await signIn(secretary, "id", 320);
    await open(page, "/lessons");
    await look("lessons");
    await open(page, "/reports/lessons");
    await look("lessons report");
  });

  step("a training is entered for all who were there, and each finds it beside the schemes she writes down herself", async () => {
    await signIn(secretary, "id", 320);
    await open(page, "/training");
    await act(page, say("records.record-training")).click();
    await dialog().getByLabel(say("records.record-training.title")).fill("Menghitung bunga pinjaman");
    await dialog().getByLabel(say("records.record-training.hours")).fill("6");
    await dialog().getByLabel(say("records.record-training.given_by")).fill("Dinas Koperasi");
    await act(dialog(), say("records.trainings.everybody")).click();
    await look("new training");
    await anew(() => act(dialog(), say("records.learning.save")).click());
    await line("Menghitung bunga").waitFor();
    await look("training");
    await signIn(ordinary, "id", 320);
    await open(page, "/me");
    await anew(() => line(say("records.learning.title")).getByRole("link").click());
    await act(page, say("records.enrol-in-scheme")).click();
    await dialog().getByLabel(say("records.enrol-in-scheme.scheme")).fill("Kartu Indonesia Sehat");
    await dialog().getByLabel(say("records.enrol-in-scheme.renew_on")).fill(addDays(today, 30));
    await look("new scheme");
    await anew(() => act(dialog(), say("records.learning.save")).click());
    await line("Kartu Indonesia Sehat").getByText(say("records.learning.to-renew"), { exact: true }).waitFor();
    await line("Menghitung bunga").waitFor();
    await look("learning");
    await line("Kartu Indonesia Sehat").getByRole("button").click();
    await look("scheme");
    await page.keyboard.press("Escape");
    await act(page, say("records.enrol-in-scheme")).click();
    await dialog().getByLabel(say("records.enrol-in-scheme.scheme")).fill("Bantuan beras");
    await anew(() => act(dialog(), say("records.learning.save")).click());
    await line("Bantuan beras").getByRole("button").click();
    await anew(() => act(dialog(), say("records.take-back-scheme")).click());
    await line("Kartu Indonesia Sehat").waitFor();
    expect(await page.getByText("Bantuan beras").count()).toBe(0);
  });

  step("an officer writes down a scheme only with her beside", async () => {
    await signIn(secretary, "en", 320);
    await open(page, `/members/${served.melati.members[ordinary - 1]}/learning`);
    await line("Kartu Indonesia Sehat").waitFor();
    await look("learning for an officer");
    await act(page, say("records.enrol-in-scheme")).click();
    await dialog().getByLabel(say("records.enrol-in-scheme.scheme")).fill("Pensiun");
    await act(dialog(), say("records.learning.save")).click();
    const second = page.getByRole("dialog", { name: say("assembly.screen.two-needed-title") });
    await second.getByLabel(say("members.screen.her-number")).waitFor();
    await look("with her beside");
  });

  step("an ordinary member reads the suggestions and not who gave them, and no book that is closed to her", async () => {
    await signIn(ordinary, "id", 320);
    await open(page, "/records");
    expect(await page.getByText(say("records.book.guests")).count()).toBe(0);
    // Asked apart from the page, whose console would tell of it.
    expect((await page.request.get(`${served.origin}/records/guests`)).status()).toBe(404);
    await open(page, "/records/suggestions");
    await line("Mulai jam dua").getByText(say("records.book.unnamed")).waitFor();
    expect(await act(page, say("records.write-entry")).count()).toBe(0);
    await look("read by a member");
    expect((await page.request.get(`${served.origin}/lessons`)).status()).toBe(403);
    await open(page, "/partners");
    await line("Universitas").getByRole("button").click();
    expect(await dialog().getByText("Ibu Sri Wahyuni").count()).toBe(0);
  });

  step("every one of these screens is whole", async () => {
    expect(faults).toEqual([]);
  });
});
