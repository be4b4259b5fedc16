import { addDays, day, type MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { began, Chapter, family, social } from "./chapter.testing.ts";
import { verifyEntry } from "./check-claim.ts";
import { claimEntry } from "./claim.ts";
import { contributionEntry } from "./contribution.ts";
import { dues } from "./dues.ts";
import { enrolEntry } from "./enrol.ts";
import { grantAbout, grantEntry } from "./grant.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { payBenefitEntry } from "./pay-benefit.ts";
import { grantTable } from "./tables.ts";

describe("a social fund", () => {
  test("asks the same of each at each meeting, and of who was away what she missed", () => {
    const chapter = new Chapter(2, { social });
    const [wulan, sahnim] = chapter.members as [MemberId, MemberId];
    expect(chapter.dueOn("2026-01-12")).toEqual([
      { entry: "aid.contribution", member: wulan, fund: "social", amount: 200n },
      { entry: "aid.contribution", member: sahnim, fund: "social", amount: 200n },
    ]);
    done(chapter.says(contributionEntry, { member: wulan, fund: "social", amount: 200n }, "2026-01-12"));
    expect(chapter.dueOn("2026-01-19")).toEqual([
      { entry: "aid.contribution", member: wulan, fund: "social", amount: 200n },
      { entry: "aid.contribution", member: sahnim, fund: "social", amount: 400n },
    ]);
    expect(chapter.cash("social", "PHP")).toBe(200n);
  });

  test("has everybody in it, so nobody enrols", () => {
    const chapter = new Chapter(2, { social });
    expect(
      chapter.says(enrolEntry, { member: chapter.members[0]!, fund: "social", beneficiaries: family }, "2026-02-02"),
    ).toMatchObject({ refused: "aid.everybody-is-in" });
  });

  test("pays what the members decided about a claim, and not without them", () => {
    const chapter = new Chapter();
    chapter.gets("social", 50_000n);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01", { fund: "social", event: "illness" });
    expect(chapter.pays(claim, 20_000n, "2026-06-01")).toMatchObject({ refused: "aid.decision-needed" });
    expect(
      chapter.pays(claim, 20_000n, "2026-06-01", chapter.decides("benefit", claim, "2026-06-01", false)),
    ).toMatchObject({ refused: "assembly.not-carried" });
    done(chapter.pays(claim, 20_000n, "2026-06-01", chapter.decides("benefit", claim, "2026-06-01")));
    expect(chapter.claim(claim)).toMatchObject({ status: "paid", paid: 20_000n });
  });

  test("grants help by a decision, which is used once", () => {
    const chapter = new Chapter();
    const member = chapter.members[0]!;
    chapter.gets("social", 50_000n);
    const decision = chapter.decides("benefit", grantAbout("social", member), "2026-06-01");
    const body = { member, fund: "social", amount: 7_000n, decision, purpose: "Roof after the storm" };
    expect(chapter.says(grantEntry, { ...body, amount: 0n }, "2026-06-01")).toMatchObject({
      refused: "aid.amount-missing",
    });
    expect(chapter.says(grantEntry, { ...body, decision: chapter.id() }, "2026-06-01")).toMatchObject({
      refused: "assembly.no-decision",
    });
    const [granted] = done(chapter.says(grantEntry, body, "2026-06-01"));
    expect(granted!.data).toEqual({ fund: "social", decision, amount: "7000" });
    expect(chapter.says(grantEntry, body, "2026-06-08")).toMatchObject({ refused: "aid.granted-before" });
    chapter.takesBack(granted!, "2026-06-08");
    expect(chapter.books.row(grantTable, { decision_id: decision })).toMatchObject({ is_taken_back: true });
    done(chapter.says(grantEntry, body, "2026-06-08"));
    expect(chapter.cash("social", "PHP")).toBe(43_000n);
  });
});

test("a fund of rice in kilograms stands by a family with no code of its own", () => {
  const paper = new GroupOnPaper();
  paper.fund("rice-bank", "kg", began);
  paper.rule(
    "aid.fund/rice-bank",
    {
      ...social,
      contribution: { every: "meeting", amount: "500" },
      benefits: [{ event: "death", of: "member", how: "fixed", amount: "25000" }],
    },
    began,
  );
  const women = [1, 2, 3, 4].map(number => paper.member(number, began));
  const due = dues.due(
    paper.seenBy(books => dues.needs(books, day(began))),
    day(began),
  );
  expect(due.map(one => one.body["amount"])).toEqual([500n, 500n, 500n, 500n]);
  for (let week = 0; week < 15; week += 1)
    for (const member of women)
      done(paper.says(contributionEntry, { member, fund: "rice-bank", amount: 500n }, addDays(day(began), 7 * week)));
  const claim = paper.id();
  done(
    paper.says(
      claimEntry,
      { claim, fund: "rice-bank", member: women[0]!, event: "death", who: "herself", happened_on: day("2026-05-01") },
      "2026-05-02",
    ),
  );
  done(paper.says(verifyEntry, { claim, first: women[1]!, second: women[2]! }, "2026-05-02"));
  done(paper.says(payBenefitEntry, { claim, amount: 25_000n, received_by: { name: "Amat", kinship: "spouse" } }, "2026-05-02"));
  expect(paper.cash("rice-bank", "kg")).toBe(5_000n);
});
