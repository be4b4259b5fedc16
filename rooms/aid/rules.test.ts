import type { Document } from "#base";
import { describe, expect, test } from "vitest";
import { damayan, social } from "./chapter.testing.ts";
import { GroupOnPaper } from "./group-on-paper.testing.ts";

describe("a rule that does not hold together is refused when it is set", () => {
  const paper = new GroupOnPaper();
  test.each([
    ["aid.levy-is-for-damayan", { ...social, levy: { amount: "3000", bereaved_pays: true } }],
    ["aid.first-part-missing", { ...damayan, first_part_percent: "0" }],
    ["aid.lapse-needs-warning", { ...damayan, lapse_after_missed: "1" }],
    ["aid.amount-missing", { ...social, contribution: { every: "meeting", amount: "0" } }],
    ["aid.amount-missing", { ...damayan, levy: { amount: "0", bereaved_pays: true } }],
    [
      "aid.benefit-named-twice",
      { ...damayan, benefits: [0, 1].map(() => ({ event: "death", of: "member", how: "fixed", amount: "5" })) },
    ],
    ["aid.benefit-needs-amount", { ...damayan, benefits: [{ event: "death", of: "member", how: "per-member" }] }],
    ["aid.benefit-needs-tiers", { ...damayan, benefits: [{ event: "death", of: "member", how: "tiers" }] }],
  ] as const)("%s", (refused, value) => {
    expect(paper.ruleRefused("aid.fund/damayan", value as unknown as Document)).toMatchObject({ refused });
  });
});

describe("a fund is no aid fund by its rule alone", () => {
  const paper = new GroupOnPaper();
  paper.fund("open", "PHP", "2026-01-05", "divisible");
  paper.fund("lent", "PHP", "2026-01-05", "restricted", true);
  const refused = (fund: string, value: object) => paper.ruleRefused(`aid.fund/${fund}`, value as Document);

  test("it is there, and kept for its purpose", () => {
    expect(refused("none", social)).toMatchObject({ refused: "ledger.no-such-fund", because: { fund: "none" } });
    expect(refused("open", social)).toMatchObject({ refused: "aid.fund-not-restricted" });
  });

  test("what stands by the bereaved is never lent; a social fund may lend to those in need", () => {
    expect(refused("lent", damayan)).toMatchObject({ refused: "aid.damayan-is-never-lent", because: { fund: "lent" } });
    expect(refused("lent", social)).toBeNull();
  });
});
