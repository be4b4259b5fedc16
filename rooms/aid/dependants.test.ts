import { day, type Document } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter, damayan, family } from "./chapter.testing.ts";
import { dependantsEntry, stillNamed } from "./dependants.ts";
import { enrolEntry } from "./enrol.ts";
import { done } from "./group-on-paper.testing.ts";
import { leaveEntry } from "./lapse.ts";
import { enrolmentTable } from "./tables.ts";

const rule: Readonly<Record<string, Document>> = {
  ...damayan,
  dependants: { max: "3" },
  benefits: [
    { event: "death", of: "member", how: "fixed", amount: "4500000" },
    { event: "death", of: "spouse", how: "fixed", amount: "1500000" },
    { event: "death", of: "dependant", how: "fixed", amount: "1000000" },
  ],
};
const her = (name: string, kinship: "spouse" | "child" | "parent") => ({ name, kinship });

describe("relatives a member names", () => {
  const chapterOf = () => {
    const chapter = new Chapter(6, { damayan: rule });
    const [wulan] = chapter.members;
    done(
      chapter.says(
        enrolEntry,
        {
          ...{ member: wulan!, fund: "damayan", beneficiaries: family },
          dependants: [her("Sari", "child"), her("Amat", "spouse")],
        },
        "2026-02-02",
      ),
    );
    const says = (named: readonly ReturnType<typeof her>[], removed: readonly number[], on = "2026-05-04") =>
      chapter.says(dependantsEntry, { member: wulan!, fund: "damayan", named, removed }, on);
    const reports = (who: "spouse" | "child" | "parent", dependant?: number, happened_on = "2026-06-01") =>
      chapter.reports(wulan!, "2026-08-03", { who, happened_on, ...(dependant === undefined ? {} : { dependant }) }).said;
    const named = () =>
      stillNamed(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan! })!.dependants).map(
        ({ number, kinship }) => `${number} ${kinship}`,
      );
    return { chapter, wulan: wulan!, says, reports, named };
  };

  test("stand in the order husband, child, parent, each with a benefit of its own", () => {
    const { chapter, wulan, named } = chapterOf();
    expect(named()).toEqual(["2 spouse", "1 child"]);
    chapter.enrols("2026-02-02", chapter.members.slice(1));
    const husband = chapter.proves(wulan, "2026-06-01", { who: "spouse", dependant: 2 });
    const child = chapter.proves(wulan, "2026-06-01", { who: "child", dependant: 1 });
    const herself = chapter.proves(wulan, "2026-06-01");
    expect([husband, child, herself].map(claim => chapter.claim(claim).benefit)).toEqual([
      1_500_000n,
      1_000_000n,
      4_500_000n,
    ]);
  });

  test("are who the fund helps for: nobody else, not somebody related otherwise, and each once", () => {
    const { reports } = chapterOf();
    expect(reports("spouse")).toMatchObject({ refused: "aid.dependant-missing" });
    expect(reports("spouse", 1)).toMatchObject({ refused: "aid.no-such-dependant" });
    expect(reports("parent", 3)).toMatchObject({ refused: "aid.no-such-dependant" });
    done(reports("child", 1) as never);
    expect(reports("child", 1, "2026-07-01")).toMatchObject({ refused: "aid.claimed-before" });
  });

  test("are waited for from the day they were named", () => {
    const { says, reports } = chapterOf();
    done(says([her("Ibu", "parent")], []));
    expect(reports("parent", 3, "2026-05-03")).toMatchObject({ refused: "aid.before-named" });
    expect(reports("parent", 3, "2026-06-03")).toMatchObject({
      refused: "aid.named-too-late",
      because: { covered_from: day("2026-06-04") },
    });
    done(reports("parent", 3, "2026-06-04") as never);
  });

  test("change: who is taken off the list is not helped for, and her number is given to nobody else", () => {
    const { says, reports, named } = chapterOf();
    done(says([her("Budi", "child")], [2]));
    expect(named()).toEqual(["1 child", "3 child"]);
    expect(reports("spouse", 2)).toMatchObject({ refused: "aid.no-such-dependant" });
    expect(says([], [2])).toMatchObject({ refused: "aid.no-such-dependant" });
    expect(says([], [])).toMatchObject({ refused: "aid.no-dependant-said" });
    expect(says([her("A", "child"), her("B", "parent")], [])).toMatchObject({
      refused: "aid.too-many-dependants",
      because: { max: 3, count: 4 },
    });
  });

  test("of who left and comes back have numbers of their own, and none of those she named before", () => {
    const { chapter, wulan, reports, named } = chapterOf();
    done(reports("child", 1) as never);
    done(chapter.says(leaveEntry, { member: wulan, fund: "damayan" }, "2026-08-10"));
    const back = { member: wulan, fund: "damayan", beneficiaries: family, dependants: [her("Budi", "child")] };
    const [enrolled] = done(chapter.says(enrolEntry, back, "2026-09-07"));
    expect(named()).toEqual(["3 child"]);
    expect(enrolled!.texts!.map(text => text.field)).toEqual(["beneficiary_1", "dependant_3"]);
    const dies = (dependant: number) =>
      chapter.reports(wulan, "2026-11-02", { who: "child", dependant }).said;
    // Sari was helped for and is named no more; Budi is somebody else.
    expect(dies(1)).toMatchObject({ refused: "aid.no-such-dependant" });
    done(dies(3) as never);
    expect(chapter.takesBack(enrolled!, "2026-11-09")).toMatchObject({ kind: "ledger.reversal" });
    expect(named()).toEqual(["2 spouse", "1 child"]);
  });

  test("are named by text alone: the books know a number and how they are related", () => {
    const { chapter } = chapterOf();
    const [enrolled] = chapter.facts.filter(fact => fact.kind === "aid.enrolled");
    expect(JSON.stringify(enrolled!.data)).not.toMatch(/Sari|Amat/);
    expect(enrolled!.texts!.map(text => [text.field, text.text])).toEqual([
      ["beneficiary_1", "Amat"],
      ["dependant_1", "Sari"],
      ["dependant_2", "Amat"],
    ]);
  });

  test("are asked for only where the fund has them", () => {
    const chapter = new Chapter();
    const [wulan] = chapter.members;
    const enrols = (dependants: readonly ReturnType<typeof her>[]) =>
      chapter.says(
        enrolEntry,
        { member: wulan!, fund: "damayan", beneficiaries: family, dependants },
        "2026-02-02",
      );
    expect(enrols([her("Amat", "spouse")])).toMatchObject({ refused: "aid.no-dependants-asked" });
    done(enrols([]));
    expect(
      chapter.reports(wulan!, "2026-06-01", { who: "spouse", dependant: 1 }).said,
    ).toMatchObject({ refused: "aid.no-such-dependant" });
    expect(chapter.ruleRefused("aid.fund/damayan", { ...rule, dependants: { max: "0" } })).toMatchObject({
      refused: "aid.dependants-max-missing",
    });
  });
});
