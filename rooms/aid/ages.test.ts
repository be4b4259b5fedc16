import type { Document } from "#base";
import { describe, expect, test } from "vitest";
import { birthYearEntry } from "./birth-year.ts";
import { Chapter, damayan, family } from "./chapter.testing.ts";
import { enrolEntry } from "./enrol.ts";
import { done } from "./group-on-paper.testing.ts";
import { type ClaimRow, enrolmentTable, levyTable } from "./tables.ts";

/** As a fund in Tubao has it: two, five or ten pesos a death by age. */
const byAge = {
  paid_by: "enrolment",
  untold: "40",
  bands: [
    { from: "0", levy: "200", paid_percent: "100" },
    { from: "40", levy: "500", paid_percent: "100" },
    { from: "60", levy: "1000", paid_percent: "80" },
  ],
} satisfies Document;

describe("a fund that goes by age", () => {
  const enrol = (chapter: Chapter, place: number, birth_year?: number, on = "2026-02-02") =>
    chapter.says(
      enrolEntry,
      { member: chapter.members[place]!, fund: "damayan", beneficiaries: family, birth_year },
      on,
    );
  /** Born in 1996, 1976, 1960, and three who do not say. */
  const chapterBy = (rule: Readonly<Record<string, Document>> = { ...damayan, ages: byAge }) => {
    const chapter = new Chapter(6, { damayan: rule });
    for (const [place, year] of [1996, 1976, 1960, undefined, undefined, undefined].entries())
      done(enrol(chapter, place, year));
    return chapter;
  };
  const row = (chapter: Chapter, place: number) =>
    chapter.books.row(enrolmentTable, { fund: "damayan", member_id: chapter.members[place]! })!;

  test("takes two, five or ten pesos for a death, and of who does not say her age what the members set", () => {
    const chapter = chapterBy();
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    const given = chapter.members.map(
      member_id => chapter.books.row(levyTable, { claim_id: claim, member_id })!.amount,
    );
    expect(given).toEqual([200n, 500n, 1_000n, 500n, 500n, 500n]);
    // One fact an amount, so that nobody's own is told apart from those of her band.
    expect(chapter.facts.filter(fact => fact.kind === "aid.levies-raised")).toHaveLength(3);
  });

  test("pays a member who came when she was old less, by the rule she agreed to", () => {
    const chapter = chapterBy();
    expect(chapter.claim(chapter.proves(chapter.members[0]!, "2026-06-01"))).toMatchObject({ benefit: 1_500_000n });
    expect(chapter.claim(chapter.proves(chapter.members[2]!, "2026-06-01"))).toMatchObject({ benefit: 1_200_000n });
    // Her husband's death is not reckoned by her age.
    const husband = chapter.proves(chapter.members[2]!, "2026-06-01", { who: "spouse" });
    expect(chapter.claim(husband)).toMatchObject({ benefit: 6_000n });
  });

  test("or by how old she was when she died, which is then asked", () => {
    const chapter = chapterBy({ ...damayan, ages: { ...byAge, paid_by: "death" } });
    const [young] = chapter.members;
    expect(chapter.reports(young!, "2026-06-01").said).toMatchObject({ refused: "aid.age-missing" });
    const dead = (age: number): ClaimRow => chapter.claim(chapter.proves(young!, "2026-06-01", { age }));
    expect(dead(61)).toMatchObject({ benefit: 1_200_000n, age_from: 60 });
  });

  test("keeps in the books the band and never the year, which is a text under her key", () => {
    const chapter = chapterBy();
    const enrolled = chapter.facts.filter(fact => fact.kind === "aid.enrolled")[2]!;
    expect(enrolled.data).toMatchObject({ age_from: "60" });
    expect(JSON.stringify(enrolled.data)).not.toContain("1960");
    expect(enrolled.texts).toContainEqual({
      ...{ about: "aid.enrolment", id: `damayan/${chapter.members[2]!}` },
      ...{ field: "birth_year", text: "1960", member: chapter.members[2]! },
    });
    expect(row(chapter, 3).age_from).toBeNull();
  });

  test("lets her say it later: she then gives for a death by her age, and nothing that is past changes", () => {
    const chapter = chapterBy();
    const member = chapter.members[3]!;
    const says = (birth_year: number) =>
      chapter.says(birthYearEntry, { member, fund: "damayan", birth_year }, "2026-05-04");
    expect(says(1850)).toMatchObject({ refused: "aid.birth-year-unlikely" });
    expect(says(2030)).toMatchObject({ refused: "aid.birth-year-unlikely" });
    done(says(1955));
    expect(row(chapter, 3).age_from).toBe(60);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: member })).toMatchObject({ amount: 1_000n });
  });

  test("by an equal contribution keeps the one she enrolled with, also when she says her age later", () => {
    const contribution = { every: "month", amount: "5000" };
    const bands = [
      { from: "0", contribution: "4000", paid_percent: "100" },
      { from: "50", contribution: "9000", paid_percent: "100" },
    ];
    const { levy: _, ...without } = damayan;
    const ages = { paid_by: "enrolment", untold: "0", bands };
    const chapter = new Chapter(6, { damayan: { ...without, contribution, ages } });
    done(enrol(chapter, 0, 1960));
    done(enrol(chapter, 1));
    done(
      chapter.says(
        birthYearEntry,
        { member: chapter.members[1]!, fund: "damayan", birth_year: 1950 },
        "2026-03-02",
      ),
    );
    const due = chapter.dueOn("2026-02-02").map(one => [(one as never)["member"], (one as never)["amount"]]);
    expect(due).toEqual([
      [chapter.members[0], 9_000n],
      [chapter.members[1], 4_000n],
    ]);
  });

  test("takes back an enrolment with the age, and gives it again as it was", () => {
    const chapter = chapterBy();
    const enrolled = chapter.facts.filter(fact => fact.kind === "aid.enrolled")[2]!;
    chapter.takesBack(enrolled, "2026-02-09");
    expect(row(chapter, 2).status).toBe("left");
    const [again] = done(enrol(chapter, 2, undefined, "2026-03-02"));
    expect(row(chapter, 2).age_from).toBeNull();
    chapter.takesBack(again!, "2026-03-09");
    expect(row(chapter, 2)).toMatchObject({ status: "left", age_from: 60 });
  });
});

describe("a rule by age", () => {
  const paper = new Chapter();
  const refused = (ages: Document, more: object = {}) =>
    paper.ruleRefused("aid.fund/damayan", { ...damayan, ...more, ages } as never);

  test("reads nothing about a person but her age", () => {
    const [first, ...rest] = byAge.bands;
    for (const other of ["gender", "religion", "race", "class", "country"])
      expect(refused({ ...byAge, bands: [{ ...first!, [other]: "x" }, ...rest] }), other).not.toBeNull();
    expect(refused({ ...byAge, gender: "female" })).not.toBeNull();
    expect(refused(byAge)).toBeNull();
  });

  test("begins with the youngest, and each age once", () => {
    const band = (from: string) => ({ from, paid_percent: "100" });
    for (const bands of [[], [band("1")], [band("0"), band("0")], [band("0"), band("60"), band("40")]])
      expect(refused({ ...byAge, bands })).toMatchObject({ refused: "aid.ages-not-in-order" });
  });

  test("changes only what everybody gives, and by something", () => {
    const bands = (more: object) => [{ from: "0", paid_percent: "100", ...more }];
    expect(refused({ ...byAge, bands: bands({ contribution: "5" }) } as Document)).toMatchObject({
      refused: "aid.ages-give-what",
    });
    expect(refused({ ...byAge, bands: bands({ levy: "0" }) } as Document)).toMatchObject({ refused: "aid.amount-missing" });
  });

  test("is for a fund one enrols in", () => {
    expect(
      paper.ruleRefused("aid.fund/social", {
        ...{ kind: "social", contribution: { every: "meeting", amount: "200" }, waiting_months: "0", benefits: [] },
        ...{ admin_percent: "0", first_part_percent: "100", offset_debts: false, ages: { ...byAge, bands: [] } },
      } as never),
    ).toMatchObject({ refused: "aid.enrolment-asked" });
  });
});
