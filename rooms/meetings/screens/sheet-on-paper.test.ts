import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalogue, type Day, type MemberId, type Uuid, wordsOf } from "#base";
import type { FactSeen, MeetingSeen } from "./seen.ts";
import { sheetOnPaper } from "./sheet-on-paper.ts";
import { pagesOfSheet } from "./sheet-pages.ts";

const file = (path: string): Catalogue => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as Catalogue;
const words = wordsOf("id", { ...file("../words/id.json"), ...file("../words/paper/id.json"), ...file("../../ledger/words/id.json") });

const funds = ["loan", "social", "damayan"];
const kinds = [
  "aid.contributed",
  "savings.shares-bought",
  "savings.deposited",
  "savings.deposited.reversed",
  "savings.withdrawn",
  "meetings.fined",
  "loans.repaid",
  "loans.paid-out",
  "loans.recovered",
  "aid.enrolled",
  "meetings.spent",
  "meetings.received",
  "meetings.difference-found",
];
const ofGroup: readonly string[] = ["meetings.spent", "meetings.received", "meetings.difference-found"];

/** Any meeting: the facts of up to forty women, and the boxes as they follow from them. */
const anyMeeting = fc
  .record({
    women: fc.integer({ min: 1, max: 40 }),
    openings: fc.tuple(...funds.map(() => fc.bigInt({ min: 0n, max: 90_000_000n }))),
    facts: fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        woman: fc.nat({ max: 39 }),
        fund: fc.constantFrom(...funds),
        amount: fc.bigInt({ min: 1n, max: 5_000_000n }),
        isOut: fc.boolean(),
        note: fc.option(fc.string({ maxLength: 300 }), { nil: null }),
      }),
      { maxLength: 160 },
    ),
  })
  .map(({ women, openings, facts }) => {
    const numbers = Array.from({ length: women }, (_, place) => place + 1);
    const told = facts.map(({ kind, woman, fund, amount, isOut, note }, place): FactSeen => {
      const goesOut = /withdrawn|paid-out|spent|reversed/.test(kind) || (kind === "meetings.difference-found" && isOut);
      const signed = String(goesOut ? -amount : amount);
      return {
        seq: String(place),
        kind,
        member: ofGroup.includes(kind) ? null : (`m_${(woman % women) + 1}` as MemberId),
        fund,
        unit: "IDR",
        amount: signed,
        isCash: true,
        receivedBy: null,
      renewed: null,
        moved: [{ fund, unit: "IDR", amount: signed }],
        product: kind.startsWith("savings.deposited") ? "wajib" : null,
        reason: null,
        shares: kind === "savings.shares-bought" ? 2 : null,
        isTakenBack: false,
        canBeTakenBack: false,
        note,
        counters: [],
        reverses: null,
      };
    });
    const moved = (fund: string, is: (fact: FactSeen) => boolean): bigint =>
      told.filter(fact => fact.fund === fund && is(fact)).reduce((sum, fact) => sum + BigInt(fact.amount), 0n);
    const isDifference = (fact: FactSeen): boolean => fact.kind === "meetings.difference-found";
    const seen: MeetingSeen = {
      meeting: "" as Uuid,
      number: 1,
      day: "2026-11-24" as Day,
      sealedOn: null,
      groupName: "Melati",
      place: null,
      code: "K7M4 QX2A",
      keys: [],
      roll: { present: women, late: 0, absent: 0, represented: 0 },
      funds: funds.map((fund, place) => {
        const came = moved(fund, fact => !isDifference(fact) && BigInt(fact.amount) > 0n);
        const went = -moved(fund, fact => !isDifference(fact) && BigInt(fact.amount) < 0n);
        const difference = moved(fund, isDifference);
        return {
          fund,
          name: null,
          unit: "IDR",
          opening: String(openings[place]!),
          in: String(came),
          out: String(went),
          difference: String(difference),
          closing: String(openings[place]! + came - went + difference),
          remembered: null,
          countedFirst: null,
        };
      }),
      totals: [],
      ofGroup: [],
      tries: 0,
      decisions: [],
      own: { mark: null, representative: null, facts: [] },
      sheet: {
        women: numbers.map(number => ({
          member: `m_${number}` as MemberId,
          number,
          name: `Ibu ${number}`,
          offices: [],
          mark: "present",
          representative: null,
        })),
        facts: told,
        short: [],
      },
      names: { products: {}, fines: {} },
    };
    return seen;
  });

/** A sum as it is printed, read again: "− 1.500 (3)" is minus one thousand five hundred. */
const read = (printed: string): bigint => {
  const digits = printed.replace(/\(\d+\)/, "").replace(/\D/g, "");
  return digits === "" ? 0n : printed.includes("−") ? -BigInt(digits) : BigInt(digits);
};
const add = (printed: readonly string[]): bigint => printed.reduce((sum, one) => sum + read(one), 0n);

describe("the meeting on paper", () => {
  it("adds up for every box: before + in − out ± difference = now", () => {
    fc.assert(
      fc.property(anyMeeting, meeting => {
        const { heads, rows } = sheetOnPaper(meeting, words).boxes;
        expect(rows).toHaveLength(3);
        const closing = heads.indexOf("Akhir");
        for (const row of rows) expect(add(row.slice(1, closing))).toBe(read(row[closing]!));
      }),
    );
  });

  it("has columns that come to the sum of a row, and rows that come to the sum of a column", () => {
    fc.assert(
      fc.property(anyMeeting, meeting => {
        const { rows, foot, heads } = sheetOnPaper(meeting, words);
        const [first, sum] = [1, heads.indexOf("Jumlah") - 2];
        for (const { cells } of rows) expect(add(cells.slice(first, sum))).toBe(read(cells[sum]!));
        for (let column = first; column <= sum; column += 1)
          expect(add(rows.map(row => row.cells[column]!))).toBe(read(foot[column + 2]!));
      }),
    );
  });

  it("has each coming and going once: rows and lines together are what the boxes took in and gave out", () => {
    fc.assert(
      fc.property(anyMeeting, meeting => {
        const { foot, heads, sections } = sheetOnPaper(meeting, words);
        const linesOf = (key: string): bigint =>
          add(sections.filter(one => one.key === key).flatMap(one => one.lines.map(line => line.value)));
        const brought = read(foot[heads.indexOf("Jumlah")]!);
        const all = (which: "in" | "out" | "difference") =>
          meeting.funds.reduce((sum, fund) => sum + BigInt(fund[which]), 0n);
        expect(brought + linesOf("came")).toBe(all("in"));
        // What is taken back of an earlier meeting goes out of the box again.
        expect(linesOf("went") - linesOf("corrected")).toBe(all("out"));
        expect(linesOf("difference")).toBe(all("difference"));
        for (const { sum, lines } of sections) expect(read(sum!)).toBe(add(lines.map(line => line.value)));
      }),
    );
  });

  it("puts every woman and every line on a sheet, the sums and the keys once, however many there are", () => {
    fc.assert(
      fc.property(anyMeeting, meeting => {
        const sheet = sheetOnPaper(meeting, words);
        const pages = pagesOfSheet(sheet);
        expect(pages.flatMap(page => page.rows)).toEqual(sheet.rows);
        const lines = (of: typeof sheet.sections) => of.flatMap(one => one.lines.map(line => line.text));
        expect(lines(pages.flatMap(page => page.sections))).toEqual(lines(sheet.sections));
        expect(pages.filter(page => page.hasFoot)).toHaveLength(1);
        expect(pages.map(page => page.hasEnd)).toEqual(pages.map((_, at) => at === pages.length - 1));
      }),
    );
  });
});
