import type { MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter, damayan, family } from "./chapter.testing.ts";
import { beneficiariesEntry, enrolEntry } from "./enrol.ts";
import { done } from "./group-on-paper.testing.ts";
import { enrolmentTable } from "./tables.ts";

describe("a member enrols", () => {
  test("with her entry fee and her beneficiaries, whose names are not in the log", () => {
    const chapter = new Chapter(1, { damayan: { ...damayan, entry_fee: "20000" } });
    const member = chapter.members[0]!;
    const body = { member, fund: "damayan", beneficiaries: [...family, { name: "Siti", kinship: "child" as const }] };
    expect(chapter.says(enrolEntry, body, "2026-02-02")).toMatchObject({
      refused: "aid.entry-fee-differs",
      because: { fee: 20_000n, paid: 0n },
    });
    expect(chapter.says(enrolEntry, { ...body, amount: 20_000n, beneficiaries: [] }, "2026-02-02")).toMatchObject({
      refused: "aid.no-beneficiary",
    });
    const [fact] = done(chapter.says(enrolEntry, { ...body, amount: 20_000n }, "2026-02-02"));
    expect(fact!.data).toEqual({ fund: "damayan", kinship: ["spouse", "child"] });
    expect(fact!.texts?.map(text => [text.field, text.text, text.member])).toEqual([
      ["beneficiary_1", "Amat", member],
      ["beneficiary_2", "Siti", member],
    ]);
    expect(chapter.cash("damayan", "PHP")).toBe(20_000n);
    expect(chapter.says(enrolEntry, { ...body, amount: 20_000n }, "2026-02-09")).toMatchObject({
      refused: "aid.enrolled-before",
    });
  });

  test("and names others later", () => {
    const chapter = new Chapter();
    const [member, other] = chapter.members as [MemberId, MemberId];
    chapter.enrols("2026-02-02", [member]);
    const beneficiaries = [{ name: "Ibu Rabiah", kinship: "parent" as const }];
    expect(
      chapter.says(beneficiariesEntry, { member: other, fund: "damayan", beneficiaries }, "2026-03-02"),
    ).toMatchObject({ refused: "aid.not-enrolled" });
    expect(
      chapter.says(beneficiariesEntry, { member, fund: "damayan", beneficiaries: [] }, "2026-03-02"),
    ).toMatchObject({ refused: "aid.no-beneficiary" });
    done(chapter.says(beneficiariesEntry, { member, fund: "damayan", beneficiaries }, "2026-03-02"));
    expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })).toMatchObject({
      kinship: ["parent"],
    });
  });

  test("by mistake, and is not in the fund once it is taken back", () => {
    const chapter = new Chapter();
    const member = chapter.members[0]!;
    chapter.enrols("2026-02-02", [member]);
    const enrolled = chapter.facts.find(fact => fact.kind === "aid.enrolled")!;
    chapter.takesBack(enrolled, "2026-02-09");
    expect(chapter.reports(member, "2026-06-01").said).toMatchObject({ refused: "aid.not-enrolled" });
    chapter.enrols("2026-02-09", [member]);
  });
});
