/** The paper of a chapter of forty with three funds, laid out and printed to PDF by a real browser: nothing is cut. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserOrSkip, launchChromium } from "../../tests/village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { decision, foundGroup, type Group, line, meet } from "../../tests/village/group.ts";
import { askIn } from "./asking.testing.ts";
import { painted } from "./painted.testing.tsx";
import { PaperSheet } from "./screens/paper.tsx";
import type { MeetingSeen } from "./screens/seen.ts";

const size = 40;
const family = [{ name: "Amat", kinship: "spouse" }];
const css = readFileSync(new URL("../../look/look.css", import.meta.url), "utf8");

describe.skipIf(browserOrSkip() === "skip")("a meeting of forty women on paper", () => {
  let database: FreshDatabase;
  let browser: Browser;
  let page: Page;
  let group: Group;
  let seen: MeetingSeen;

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    page = await browser.newPage();
    group = await foundGroup(database, { template: "damayan", unit: "IDR", on: "2026-01-06", size });
    const { members, edge } = group;
    const brought = (member: string, times: bigint) => [
      line("savings.deposit", { member, product: "cbu", amount: 10_000n * times }),
      line("savings.deposit", { member, product: "savings", amount: 125_000n }),
      line("aid.contribution", { member, fund: "social", amount: 2_000n }),
    ];
    const borrowed = members.slice(8, 20).map((member, place) => {
      const loan = edge.newId();
      const carried = decision(group, "loan", loan, { for: 38, against: 2 });
      const asked = { loan, member, product: "ordinary", amount: 150_000n, guarantors: [members[place]!] };
      const lines = [
        line("loans.request", asked),
        carried.line,
        line("loans.pay-out", { loan, member, decision: carried.id }),
      ];
      return { loan, member, lines };
    });
    const [early, late] = [borrowed.slice(0, 6), borrowed.slice(6)];
    await meet(group, "2026-01-06", [
      ...members.flatMap(member => brought(member, 110n)),
      ...early.flatMap(one => one.lines),
    ]);
    const { meeting } = await meet(group, "2026-02-03", [
      ...members.slice(0, 36).flatMap(member => brought(member, 1n)),
      ...members.map(member =>
        line("aid.enrol", { member, fund: "damayan", beneficiaries: family, amount: 20_000n }),
      ),
      ...members
        .slice(20, 26)
        .map(member => line("meetings.fine", { member, reason: "late", fund: "loan", amount: 1_000n })),
      ...early.map(({ loan, member }) => line("loans.repayment", { loan, member, amount: 20_000n })),
      ...late.flatMap(one => one.lines),
      ...members
        .slice(30)
        .map(member => line("savings.withdrawal", { member, product: "savings", amount: 25_000n })),
      line("meetings.difference", {
        difference: edge.newId(),
        fund: "social",
        amount: 500n,
        reason: "Ada uang lebih, belum tahu dari siapa. ".repeat(7),
        first: members[1],
        second: members[2],
      }),
    ]);
    const asked = (await askIn<MeetingSeen>(group, "meetings.sheet", 0, { meeting }))!;
    // Names as long as some are: they go on in a second line of their row.
    const women = asked.sheet!.women.map(woman => ({ ...woman, name: `${woman.name} binti Abdullah Rahmawati` }));
    seen = { ...asked, sheet: { ...asked.sheet!, women } };
  });
  afterAll(async () => {
    await browser?.close();
    await group?.close();
    await database?.drop();
  });

  /** Shows it as it comes out of the printer, and prints it. */
  async function printed(view: unknown, locale: "id" | "en"): Promise<number> {
    await page.setContent(`<body class="paper-page"><style>${css}</style>${painted(view, seen, { group, by: 0, locale })}</body>`);
    await page.emulateMedia({ media: "print" });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  }

  /** What reaches over the edge of its sheet, or lies over what comes after it. */
  const cut = (): Promise<readonly string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll(".paper")].flatMap((paper, at) => {
        const { bottom, right } = paper.getBoundingClientRect();
        const style = getComputedStyle(paper);
        const inner = {
          bottom: bottom - parseFloat(style.paddingBottom),
          right: right - parseFloat(style.paddingRight),
        };
        const over = [...paper.querySelectorAll("td, th, p, h2, b, span")].filter(one => {
          const place = one.getBoundingClientRect();
          const isWider = one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1;
          return place.bottom > inner.bottom + 1 || place.right > inner.right + 1 || isWider;
        });
        return over.slice(0, 3).map(one => `sheet ${at + 1}: ${one.outerHTML.slice(0, 120)}`);
      }),
    );
  const heights = (): Promise<readonly number[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll(".paper")].map(paper => (paper.getBoundingClientRect().height * 25.4) / 96),
    );

  for (const locale of ["id", "en"] as const)
    it(`has every woman, the keys and the code, as many sheets as the printer gives, and nothing cut (${locale})`, async () => {
      const sheets = await printed(PaperSheet, locale);
      expect(await cut()).toEqual([]);
      const high = await heights();
      expect(high.length).toBeGreaterThan(1);
      for (const height of high) expect(height).toBeCloseTo(297, 0);
      expect(sheets).toBe(high.length);
      const numbers = await page.locator(".meeting > table tbody td:first-child").allTextContents();
      expect(numbers.map(Number)).toEqual(Array.from({ length: size }, (_, place) => place + 1));
      expect(await page.locator(".p-end .p-signs > p:not(.p-code)").allTextContents()).toEqual(
        seen.keys.map(key => key.name),
      );
      expect(await page.locator(".p-end .p-code b").textContent()).toBe(seen.code);
      for (const note of await page.locator(".p-page").allTextContents()) expect(note).toContain(seen.code);
    });
});
