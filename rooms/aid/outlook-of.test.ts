import { type Day, day, type Document, type MemberId, need } from "#base";
import { describe, expect, test } from "vitest";
import { needsRules } from "#assembly";
import { membershipTable } from "#members";
import { fundTable } from "#ledger";

import { Chapter, damayan, family } from "./chapter.testing.ts";
import { enrolEntry } from "./enrol.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { done } from "./group-on-paper.testing.ts";
import { outlookSeen } from "./page-outlook.ts";
import { cellMin, needsOutlook, outlookOf, suppressed } from "./outlook-of.ts";
import { takenFor } from "./outlook-rule.ts";
import { simpleMortality } from "./outlook.ts";

const { lapse_after_missed: _, ...rule } = damayan;
const levy = { amount: "2000", bereaved_pays: true };
const pays = { ...rule, levy, benefits: [{ event: "death", of: "member", how: "per-member", amount: "2000" }] };

/** A fund of so many, all of them enrolled on one day, who say that they were born in these years. */
function fundOf(size: number, born: readonly number[], of: Readonly<Record<string, Document>> = pays) {
  const chapter = new Chapter(size, { damayan: of });
  for (const [place, member] of chapter.members.entries())
    done(
      chapter.says(
        enrolEntry,
        { member, fund: "damayan", beneficiaries: family, birth_year: born[place] },
        "2026-02-02",
      ),
    );
  const years = new Map<MemberId, number>(
    chapter.members.flatMap((member, place) => (born[place] === undefined ? [] : [[member, born[place]] as const])),
  );
  const looks = (on: string) => {
    const seen = chapter.seenBy(books => {
      const first = [needsRules, need.all(fundTable), need.all(membershipTable)];
      const fund = books.isCovered(fundTable, {}) ? fundOn("damayan", on as Day, books) : null;
      return fund && !("refused" in fund) ? [...first, ...needsOutlook(fund)] : first;
    });
    return outlookOf(fundOn("damayan", day(on), seen) as AidFund, years, day(on), seen);
  };
  return { chapter, looks };
}

describe("the ages of a fund", () => {
  test("are counted by tens, and half of those who said it are as old as the median or younger", () => {
    const { looks } = fundOf(12, [1990, 1990, 1990, 1990, 1990, 1966, 1966, 1966, 1966, 1966, 1966]);
    const found = looks("2026-06-01");
    expect(found.ages).toEqual([
      { from: 30, count: 5 },
      { from: 60, count: 6 },
    ]);
    expect([found.medianAge, found.untold, found.members]).toEqual([60, 1, 12]);
  });

  test("of three are not shown, nor another cell by which one could work them out", () => {
    expect(
      suppressed([
        { from: 30, count: 9 },
        { from: 50, count: 3 },
        { from: 60, count: 0 },
        { from: 70, count: 6 },
      ]),
    ).toEqual([
      { from: 30, count: 9 },
      { from: 50, count: null },
      { from: 70, count: null },
    ]);
    // Two small ones hide each other only where together they are enough.
    const hidden = suppressed([
      { from: 30, count: 1 },
      { from: 40, count: 2 },
      { from: 50, count: 8 },
      { from: 60, count: 9 },
    ]).filter(cell => cell.count === null);
    expect(hidden.map(cell => cell.from)).toEqual([30, 40, 50]);
    expect(cellMin).toBe(5);
  });

  test("of fewer than five who said it say nothing", () => {
    const { looks } = fundOf(8, [1950, 1951, 1952]);
    const found = looks("2026-06-01");
    // A cell alone would be all who said it, and how many that are stands on the page.
    expect(found).toMatchObject({ medianAge: null, untold: 5, ages: [] });
    // What is expected is that of a fund in which nobody said it: three could be told from it.
    expect(found.years).toEqual(fundOf(8, []).looks("2026-06-01").years);
    const five = fundOf(8, [1950, 1951, 1952, 1953, 1954]).looks("2026-06-01");
    expect(five.ages).toEqual([{ from: 70, count: 5 }]);
    expect(five.years[0]!.deaths).toBeGreaterThan(found.years[0]!.deaths);
  });
});

test("what everybody may see of the years to come are whole people and what one gives", () => {
  const { years } = outlookSeen(fundOf(8, [1950, 1951, 1952, 1953, 1954]).looks("2026-06-01"));
  expect(years).toHaveLength(15);
  for (const year of years) expect(Object.keys(year).sort()).toEqual(["costPerMember", "members", "year"]);
  expect(years[0]!.members).toBe(8n);
});

describe("a fund of old women with fixed levies", () => {
  /** Forty who are between 50 and 59 in 2027, and nobody young who joins. */
  const old = Array.from({ length: 40 }, (_, place) => 1968 + (place % 10));

  test("is warned years ahead, while nobody is close to falling out", () => {
    const { looks } = fundOf(40, old);
    const found = looks("2027-06-01");
    expect(found.now).toEqual([]);
    expect(found.first!.year - 2027).toBeGreaterThanOrEqual(3);
    expect(found.first!.signs.length).toBeGreaterThan(0);
    // Year by year each gives more and a family receives less.
    for (const [place, year] of found.years.entries())
      if (place > 0) {
        expect(year.costPerMember).toBeGreaterThan(found.years[place - 1]!.costPerMember);
        expect(year.benefit).toBeLessThan(found.years[place - 1]!.benefit);
      }
  });

  test("is warned when what each gives will be more than the members agreed on", () => {
    const { looks } = fundOf(40, old, { ...pays, levy: { ...levy, year_max: "1500" } });
    const found = looks("2027-06-01");
    const over = found.years.find(year => year.signs.includes("over-limit"))!;
    expect(over.costPerMember).toBeGreaterThan(1_500n);
    expect(found.years[0]!.costPerMember).toBeLessThanOrEqual(1_500n);
  });

  test("shows now what it shows: deaths times the levy are more than the members agreed on", () => {
    const { chapter, looks } = fundOf(40, old, { ...pays, levy: { ...levy, year_max: "3000" } });
    for (const place of [0, 1]) chapter.proves(chapter.members[place]!, "2027-03-01");
    const found = looks("2027-06-01");
    expect(found.past).toEqual([{ year: 2027, until: "2027-06-01", deaths: 2, relatives: 0, cost: 4_000n }]);
    expect(found.now).toEqual(["over-limit"]);
    expect(found.months.find(one => one.month === "2027-03-01")).toEqual({ month: "2027-03-01", levies: 2 });
    expect(found.months).toHaveLength(12);
  });

  test("that unfolds as the Thai ones did is told so in the year it does", () => {
    const { chapter, looks } = fundOf(40, old);
    const die = (year: number, count: number, from: number): void => {
      for (let place = from; place < from + count; place += 1) {
        const member = chapter.members[place]!;
        chapter.proves(member, `${year}-03-01`, {});
        chapter.ends(member, "died", `${year}-03-02`);
      }
    };
    die(2027, 5, 6);
    expect(looks("2027-06-01").now).toEqual([]);
    die(2028, 5, 11);
    expect(looks("2028-06-01").now).toEqual([]);
    die(2029, 9, 16);
    // Nine after five: more than half as much again. Five years ago it was five, too.
    expect(looks("2029-06-01").now).toEqual(["cost-rising"]);
    expect(looks("2029-06-01").past.map(one => one.deaths)).toEqual([5, 5, 9]);
  });

  test("does not count a death that was unsaid, nor what was asked for it", () => {
    const { chapter, looks } = fundOf(40, old);
    const before = looks("2027-06-01");
    chapter.proves(chapter.members[0]!, "2027-03-01");
    expect(looks("2027-06-01").past).toMatchObject([{ deaths: 1, cost: 2_000n }]);
    for (const kind of ["aid.levies-raised", "aid.claim-checked", "aid.claimed"])
      chapter.takesBack(chapter.facts.find(fact => fact.kind === kind)!, "2027-03-08");
    expect(looks("2027-06-01")).toEqual(before);
  });

  test("by age, with a contribution besides, counts what each gave as it counts what each will give", () => {
    const bands = [
      { from: "0", contribution: "500", paid_percent: "100" },
      { from: "55", contribution: "1500", paid_percent: "100" },
    ];
    const ages = { paid_by: "enrolment", untold: "60", bands };
    const { looks } = fundOf(40, old, { ...pays, contribution: { every: "month", amount: "9000" }, ages });
    // In 2026, when they enrolled, the sixteen born from 1968 to 1971 were fifty-five or older.
    const found = looks("2027-06-01");
    const each = (24n * 500n + 16n * 1_500n) / 40n;
    expect(found.past.map(one => one.cost)).toEqual([12n * each]);
  });

  test("of which few die does not take chance for a sign", () => {
    const { chapter, looks } = fundOf(40, old);
    chapter.proves(chapter.members[6]!, "2027-03-01");
    for (const place of [7, 8, 9]) chapter.proves(chapter.members[place]!, "2028-03-01");
    expect(looks("2028-06-01").now).toEqual([]);
  });

  test("reckons with relatives who die, as many as did, since each gives for them too", () => {
    const withRelatives = {
      ...pays,
      benefits: [...pays.benefits, { event: "death", of: "dependant", how: "fixed", amount: "50000" }],
    };
    const { chapter, looks } = fundOf(40, old, withRelatives);
    const before = looks("2027-06-01");
    for (const place of [20, 21]) chapter.proves(chapter.members[place]!, "2027-03-01", { who: "spouse" });
    const found = looks("2027-06-01");
    expect(found.past).toEqual([{ year: 2027, until: "2027-06-01", deaths: 0, relatives: 2, cost: 4_000n }]);
    // Two of forty in a year are fifty of a thousand: 4,000 more for each.
    expect(found.taken.relativesPerThousand).toBe(50);
    expect(found.years[0]!.costPerMember - before.years[0]!.costPerMember).toBe(4_000n);
    // Forty give 2,000 for each of two deaths, and two families receive 50,000.
    expect(found.years[0]!.balance).toBe(4_000n * 40n - 100_000n);
  });

  test("with a fixed benefit and a monthly contribution is told the year its box is empty", () => {
    const { levy: _, ...without } = rule;
    const benefits = [{ event: "death", of: "member", how: "fixed", amount: "1000000" }];
    const { looks } = fundOf(40, old, { ...without, contribution: { every: "month", amount: "500" }, benefits });
    const found = looks("2027-06-01");
    expect(found.years[0]!.costPerMember).toBe(6_000n);
    const empty = found.years.findIndex(year => year.signs.includes("runs-out"));
    expect(empty).toBeGreaterThanOrEqual(0);
    expect(found.years[empty]!.balance).toBeLessThan(0n);
  });
});

describe("what is taken for likely", () => {
  const outlook = {
    mortality: [{ from_age: "0", per_thousand: "20" }],
    ...{ joiners: "3", joiner_age: "35", leavers_per_thousand: "10", untold_age: "70" },
  };

  test("is the group's own where it entered it, from the day it did", () => {
    const { chapter, looks } = fundOf(10, []);
    expect(looks("2026-06-01").taken).toMatchObject({ isOurs: false, mortality: simpleMortality, joinersPerYear: 10 });
    chapter.rule("aid.outlook/damayan", outlook, "2026-07-01");
    expect(looks("2026-06-01").taken.isOurs).toBe(false);
    const { taken, years } = looks("2026-08-01");
    expect(taken).toEqual({
      mortality: [{ fromAge: 0, perThousand: 20 }],
      ...{ joinersPerYear: 3, joinerAge: 35, leaversPerThousand: 10, untoldAge: 70 },
      ...{ relativesPerThousand: 0, isMortalityOurs: true, isOurs: true },
    });
    expect(years[0]).toMatchObject({ members: 10_000_000n, deaths: 200_000n, medianAge: 70 });
  });

  test("without it is so many joining as joined in twelve months, and the simple assumption", () => {
    expect(takenFor(undefined, { joinedLastYear: 4, relativesPerThousand: 50 })).toMatchObject({
      ...{ joinersPerYear: 4, leaversPerThousand: 0, relativesPerThousand: 50, isMortalityOurs: false },
    });
    const books = { joinedLastYear: 4, relativesPerThousand: 0 };
    expect(takenFor({ ...outlook, mortality: [], joiners: 0 } as never, books)).toMatchObject({
      joinersPerYear: 0,
      mortality: simpleMortality,
      isMortalityOurs: false,
    });
  });

  test("begins with the youngest and says each age once", () => {
    const { chapter } = fundOf(6, []);
    for (const mortality of [
      [{ from_age: "40", per_thousand: "3" }],
      [
        { from_age: "0", per_thousand: "3" },
        { from_age: "0", per_thousand: "9" },
      ],
    ])
      expect(chapter.ruleRefused("aid.outlook/damayan", { ...outlook, mortality })).toMatchObject({
        refused: "aid.ages-not-in-order",
      });
  });
});
