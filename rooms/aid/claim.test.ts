import { day, type MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter } from "./chapter.testing.ts";
import { verifyEntry } from "./check-claim.ts";
import { claimEntry } from "./claim.ts";
import { done } from "./group-on-paper.testing.ts";

describe("a claim is refused", () => {
  test.each([
    // who tells     | when it happened | what is said
    ["enrolled late", "2026-06-10", "2026-06-20", "aid.waiting-period", { covered_from: "2026-07-01" }],
    ["enrolled late", "2026-05-20", "2026-06-20", "aid.before-enrolment", { since: "2026-06-01" }],
    ["not enrolled", "2026-06-10", "2026-06-20", "aid.not-enrolled", {}],
    ["nobody we know", "2026-06-10", "2026-06-20", "aid.not-a-member", {}],
    ["enrolled late", "2026-06-21", "2026-06-20", "aid.day-to-come", {}],
  ] as const)("for who is %s, of %s reported on %s: %s", (who, happened_on, on, refused, because) => {
    const chapter = new Chapter();
    const [first, second] = chapter.members as [MemberId, MemberId];
    chapter.enrols("2026-06-01", [first]);
    const member = {
      "enrolled late": first,
      "not enrolled": second,
      "nobody we know": "m_zzzzzzzzzzzzzzzz" as MemberId,
    }[who];
    expect(chapter.reports(member, on, { happened_on }).said).toMatchObject({ refused, because });
  });

  test("for an event the fund does not stand for", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    expect(chapter.reports(chapter.members[0]!, "2026-06-01", { event: "birth" }).said).toMatchObject({
      refused: "aid.event-not-covered",
    });
  });

  test("when it was claimed before, and nobody dies twice", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    const member = chapter.members[0]!;
    const { claim } = chapter.reports(member, "2026-06-01", { who: "child" });
    expect(chapter.reports(member, "2026-06-08", { who: "child", happened_on: "2026-06-01" }).said).toMatchObject({
      refused: "aid.claimed-before",
    });
    expect(
      chapter.says(
        claimEntry,
        { claim, fund: "damayan", member, event: "death", who: "parent", happened_on: day("2026-06-02") },
        "2026-06-08",
      ),
    ).toMatchObject({ refused: "aid.claimed-before" });
    done(chapter.reports(member, "2026-07-01", { who: "child" }).said);
    done(chapter.reports(member, "2026-08-01").said);
    expect(chapter.reports(member, "2026-08-08").said).toMatchObject({ refused: "aid.claimed-before" });
  });

  test("for who left, but not for who was a member when she died", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    const [gone, dead] = chapter.members as [MemberId, MemberId];
    chapter.ends(gone, "left", "2026-05-01");
    chapter.ends(dead, "died", "2026-06-01");
    expect(chapter.reports(gone, "2026-06-01", { who: "child" }).said).toMatchObject({
      refused: "aid.no-longer-a-member",
      because: { number: 1, status: "left" },
    });
    done(chapter.reports(dead, "2026-06-03", { happened_on: "2026-05-31" }).said);
  });

  test("on a fund that is no aid fund", () => {
    const chapter = new Chapter();
    const [member] = chapter.members as [MemberId];
    expect(chapter.reports(member, "2026-06-01", { fund: "loan" }).said).toMatchObject({ refused: "aid.no-such-fund" });
  });
});

describe("two people check a claim", () => {
  const reported = () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    return { chapter, ...chapter.reports(chapter.members[0]!, "2026-06-01") };
  };

  test("and not one alone, not the claimant herself, not a stranger", () => {
    const { chapter, claim } = reported();
    const [hers, one] = chapter.members as [MemberId, MemberId];
    expect(chapter.checks(claim, "2026-06-01", one, one)).toMatchObject({ refused: "aid.two-people-check" });
    expect(chapter.checks(claim, "2026-06-01", one, hers)).toMatchObject({ refused: "aid.not-for-herself" });
    expect(chapter.checks(claim, "2026-06-01", one, "m_zzzzzzzzzzzzzzzz" as MemberId)).toMatchObject({
      refused: "aid.not-a-member",
    });
  });

  test("who sign for it themselves between meetings", () => {
    const { chapter, claim } = reported();
    const [, one, two, three] = chapter.members as [MemberId, MemberId, MemberId, MemberId];
    expect(chapter.says(verifyEntry, { claim, first: one, second: two }, "2026-06-01", [one, three])).toMatchObject({
      refused: "aid.checkers-sign-themselves",
    });
    done(chapter.says(verifyEntry, { claim, first: one, second: two }, "2026-06-01", [two, one]));
    expect(chapter.claim(claim)).toMatchObject({ first_checker: one, second_checker: two, checked_on: "2026-06-01" });
  });

  test("once", () => {
    const { chapter, claim } = reported();
    done(chapter.checks(claim, "2026-06-01"));
    expect(chapter.checks(claim, "2026-06-02")).toMatchObject({ refused: "aid.checked-before" });
  });

  test("before anything is paid, and of a claim that is there", () => {
    const { chapter, claim } = reported();
    expect(chapter.pays(claim, 1n, "2026-06-01")).toMatchObject({ refused: "aid.check-first" });
    expect(chapter.pays(chapter.id(), 1n, "2026-06-01")).toMatchObject({ refused: "aid.no-such-claim" });
    expect(chapter.checks(chapter.id(), "2026-06-01")).toMatchObject({ refused: "aid.no-such-claim" });
    done(chapter.checks(claim, "2026-06-01"));
    expect(chapter.pays(claim, 0n, "2026-06-01")).toMatchObject({ refused: "aid.amount-missing" });
  });
});
