/** An officer of a federation looks at figures and drives of its chapters, on the phone, on paper and as a file. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#base";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, line, meet } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { faultsNow, faultsOf, open, phone, readAlong, wide } from "./looked-at.ts";
import { type Served, servePractice, today, visitor } from "./serve.ts";

const villages = ["Ampenan", "Bayan", "Cakranegara", "Dasan Agung"];

describe.skipIf(browserOrSkip() === "skip")("figures of chapters", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let console: { faults(): string[] };

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 8 });
    const region = served.santaBarbara;
    const earlier = addDays(today, -60);
    const two = { by: region.members[1]!, with: [region.members[2]!], on: earlier };
    await accepted(region.group.say("members.set-level", { level: "region", name: "Wilayah VI" }, two));
    const join = async (group: Group, name: string, whats: readonly string[]): Promise<void> => {
      const theirs = { by: group.members[1]!, with: [group.members[2]!], on: earlier };
      const affiliation = served.edge.newId();
      const federation = region.organisation;
      await accepted(group.say("members.ask-to-join", { affiliation, federation, name }, theirs));
      const admitted = { chapter: group.organisation, affiliation, from: earlier };
      await accepted(region.group.say("members.admit-chapter", admitted, two));
      for (const what of whats) await accepted(group.say("network.grant", { federation, what }, theirs));
    };
    for (const [place, village] of villages.entries()) {
      const of = { template: "vsla", unit: "IDR", on: earlier, seed: 91 + place, pool: region.group.pool } as const;
      const group = await foundGroup(database, { ...of, size: place === 3 ? 4 : 9 });
      group.edge.today = today;
      await join(group, village, ["counts", "savings", "attendance", "drives"].slice(0, 4 - place));
      const savers = group.members.slice(0, 5 + place);
      if (place < 3)
        await meet(group, addDays(today, -20), savers.map(member =>
          line("savings.buy-shares", { member, fund: "loan", shares: 1 + place, amount: 10_000n * BigInt(1 + place) })),
          group.members.slice(0, 9 - place));
    }
    const of = { template: "damayan", unit: "IDR", on: earlier, seed: 97, pool: region.group.pool } as const;
    const burial = await foundGroup(database, { ...of, size: 9 });
    burial.edge.today = today;
    await join(burial, "Eyat Mayang", ["drives"]);
    const drive = { drive: burial.edge.newId(), fund: "damayan", target: 12, ends_on: addDays(today, 30) };
    await accepted(burial.say("aid.open-drive", drive, { by: burial.treasurer }));
    await accepted(burial.say("aid.count-offers", { drive: drive.drive, offered: 8, declined: 2 }, { by: burial.treasurer }));
    await join(served.melati.group, "Melati", ["counts", "repayment", "savings", "attendance"]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  const pictures = process.env["FIGURE_PICTURES"];
  async function look(where: string, locale: "id" | "en"): Promise<readonly string[]> {
    if (pictures)
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 780 });
        await page.screenshot({ path: `${pictures}/${where}-${width}-${locale}.png`, fullPage: true });
      }
    const lights = [{ size: phone, scheme: "light" }, { size: wide, scheme: "dark" }] as const;
    return [...(await faultsNow(page, locale, console)), ...(await faultsOf(page, locale, lights))];
  }

  it.each(["id", "en"] as const)("are pictures and tables in %s, a sheet of A4 and a file, and say what is not granted", async locale => {
    const words = wordsIn(locale);
    await context?.close();
    context = await visitor(browser, served, {
      as: { group: served.santaBarbara, number: 1 },
      language: locale,
      viewport: { width: 360, height: 740 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    console = await readAlong(page);
    const faults: string[] = [];
    await open(page, "/federation");
    await act(page, words.say("reports.report.chapter-figures")).click();
    await page.waitForURL("**/chapters/figures");
    await page.getByText(words.say("network.figure.sum", { count: 4, all: 6 })).first().waitFor();
    expect(await page.getByText(words.say("network.figure.not-granted")).count()).toBeGreaterThan(0);
    faults.push(...(await look("figures", locale)));
    const file = await page.request.get(`${served.origin}/download/chapter-figures.xlsx?until=${today}`);
    expect([file.status(), (await file.body()).subarray(0, 2).toString()]).toEqual([200, "PK"]);
    const text = await (await page.request.get(`${served.origin}/download/chapter-figures.csv`)).text();
    expect(text).toContain("Ampenan");
    for (const name of melati.women) expect(text).not.toContain(name);
    await open(page, "/chapters/figures/print");
    faults.push(...(await look("figures-on-paper", locale)));
    await open(page, "/chapters/drives");
    await page.getByText("Eyat Mayang").first().waitFor();
    faults.push(...(await look("drives", locale)));
    expect((await page.request.get(`${served.origin}/download/chapter-drives.csv`)).status()).toBe(200);
    expect(faults).toEqual([]);
  });
});
