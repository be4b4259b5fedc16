import { expect, test } from "vitest";
import { Chapter } from "./chapter.testing.ts";
import { done } from "./group-on-paper.testing.ts";
import { afterDebts } from "./after-debts.ts";

test("a benefit that was paid by mistake can be paid again once it is taken back", () => {
  const chapter = new Chapter();
  chapter.gets("damayan", 2_000_000n);
  chapter.enrols("2026-02-02");
  const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
  const [first] = done(chapter.pays(claim, 900_000n, "2026-06-01"));
  const [second] = done(chapter.pays(claim, 600_000n, "2026-06-08"));
  chapter.takesBack(second!, "2026-06-15");
  expect(chapter.claim(claim)).toMatchObject({ status: "paid-in-part", paid: 900_000n });
  chapter.takesBack(first!, "2026-06-15");
  expect(chapter.claim(claim)).toMatchObject({ status: "checked", paid: 0n, first_paid_on: null });
  expect(chapter.cash("damayan", "PHP")).toBe(2_000_000n);
});

test.each([
  [900n, 300n, { toDebts: 300n, toFamily: 600n }],
  [900n, 1_000n, { toDebts: 900n, toFamily: 0n }],
  [900n, 0n, { toDebts: 0n, toFamily: 900n }],
])("of %s with debts of %s the family takes home the rest", (payment, debts, split) => {
  expect(afterDebts(payment, debts)).toEqual(split);
});
