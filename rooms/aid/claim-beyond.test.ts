/** Help beyond a limit of the fund's own: who has not waited long enough, or needs more than the rule gives. */
import { describe, expect, test } from "vitest";
import { day, type EntryRule, type MemberId, type Minor, type Uuid } from "#base";
import { assembly, exceptionTable } from "#assembly";
import { officeTable } from "#members";
import { began, Chapter, damayan, social } from "./chapter.testing.ts";
import { claimEntry } from "./claim.ts";
import { dependantsEntry } from "./dependants.ts";
import { done } from "./group-on-paper.testing.ts";
import { levyTable } from "./tables.ts";

const [exceptionEntry, turnDownExceptionEntry] = ["assembly.exception", "assembly.turn-down-exception"].map(
  name => assembly.entries!.find(one => one.name === name)!,
) as [EntryRule<any>, EntryRule<any>];

describe("Halimah died three weeks after she enrolled, and the fund helps after a month", () => {
  test("asked for with the claim, voted on, made sure of, levied and paid, up to what the members said", () => {
    const { chapter, halimah, asks, votes, exception } = village();
    expect(chapter.reports(halimah, "2026-06-20").said).toMatchObject({ refused: "aid.waiting-period" });
    const { claim, said } = asks(1_200_000n);
    const [asked] = done(said);
    expect(asked!.texts).toMatchObject([{ about: "assembly.exception", field: "reason", member: halimah }]);
    expect(JSON.stringify(asked!.data)).not.toContain("children");
    expect(exception(claim)).toMatchObject({
      ...{ thing: "claim", product: "damayan", unit: "PHP", amount: 1_200_000n, status: "asked" },
      limits: [
        {
          limit: "aid.waiting-period",
          figures: { months: "1", since: "2026-06-01", covered_from: "2026-07-01", happened_on: "2026-06-20" },
        },
      ],
    });
    // Nobody is levied for it before the members said yes.
    expect(chapter.checks(claim, "2026-06-20")).toMatchObject({ refused: "assembly.exception-not-granted" });
    expect(chapter.books.rows(levyTable, { claim_id: claim })).toEqual([]);
    done(votes(claim, 1_200_000n));
    const [checked] = done(chapter.checks(claim, "2026-06-22"));
    expect(chapter.claim(claim)).toMatchObject({ status: "checked", benefit: 1_200_000n, first_part: 720_000n });
    expect(exception(claim)).toMatchObject({ status: "used", used_on: "2026-06-22" });
    expect(chapter.books.rows(levyTable, { claim_id: claim })).toHaveLength(6);
    done(chapter.pays(claim, 720_000n, "2026-06-22"));
    expect(chapter.pays(claim, 480_001n, "2026-06-23")).toMatchObject({ refused: "aid.more-than-benefit" });
    done(chapter.pays(claim, 480_000n, "2026-06-23"));
    // What was made sure of is not unsaid any more, and what was allowed neither.
    expect(chapter.takesBack(checked!, "2026-06-24")).toMatchObject({ refused: "aid.reverse-later-first" });
  });

  test("allowed more than the rule gives, where more was asked for: both limits are voted on as one", () => {
    const { chapter, asks, votes, exception } = village();
    const { claim, said } = asks(1_800_000n);
    done(said);
    expect(exception(claim).limits).toMatchObject([
      { limit: "aid.waiting-period" },
      { limit: "aid.above-benefit", figures: { asked: "1800000", benefit: "1500000" } },
    ]);
    done(votes(claim, 1_600_000n));
    done(chapter.checks(claim, "2026-06-22"));
    expect(chapter.claim(claim)).toMatchObject({ benefit: 1_600_000n, first_part: 960_000n });
  });

  test("taken back, check, vote and claim, the last first", () => {
    const { chapter, asks, votes, exception } = village();
    const { claim, said } = asks(1_200_000n);
    const [asked] = done(said);
    const [granted] = done(votes(claim, 1_200_000n));
    expect(chapter.takesBack(asked!, "2026-06-21")).toMatchObject({ refused: "aid.reverse-later-first" });
    done(chapter.checks(claim, "2026-06-22"));
    for (const fact of [...chapter.facts].reverse().filter(one => one.kind.startsWith("aid.l") || one.kind === "aid.claim-checked"))
      if (fact.data!["claim"] === claim) chapter.takesBack(fact, "2026-06-22");
    expect(chapter.claim(claim)).toMatchObject({ status: "reported", benefit: null });
    expect(exception(claim)).toMatchObject({ status: "granted", used_on: null });
    chapter.takesBack(granted!, "2026-06-23");
    chapter.takesBack(asked!, "2026-06-23");
    expect(chapter.claim(claim).status).toBe("taken-back");
    expect(exception(claim).status).toBe("dropped");
  });

  test("turned down: the limit holds", () => {
    const { chapter, halimah, asks } = village();
    const { claim, said } = asks(1_200_000n);
    done(said);
    const decision = chapter.decides("exception", claim, "2026-06-20", false, { amount: "1200000" });
    done(chapter.says(turnDownExceptionEntry, { exception: claim, member: halimah, decision }, "2026-06-20"));
    expect(chapter.checks(claim, "2026-06-22")).toMatchObject({
      refused: "aid.waiting-period",
      because: { covered_from: "2026-07-01" },
    });
  });
});

describe("more than the rule gives, of who is covered", () => {
  test("turned down, she has what the rule gives", () => {
    const { chapter, wulan, asks } = village();
    const { claim, said } = asks(1_700_000n, { member: wulan });
    done(said);
    expect(chapter.checks(claim, "2026-06-20")).toMatchObject({ refused: "assembly.exception-not-granted" });
    const decision = chapter.decides("exception", claim, "2026-06-20", false, { amount: "1700000" });
    done(chapter.says(turnDownExceptionEntry, { exception: claim, member: wulan, decision }, "2026-06-20"));
    done(chapter.checks(claim, "2026-06-22"));
    expect(chapter.claim(claim)).toMatchObject({ benefit: 1_500_000n });
  });

  test("within the rule there is nothing to ask, and the reason is not kept", () => {
    const { chapter, wulan, asks } = village();
    const { claim, said } = asks(1_500_000n, { member: wulan });
    const [fact] = done(said);
    expect(fact!.texts).toBeUndefined();
    expect(chapter.books.row(exceptionTable, { exception_id: claim })).toBeUndefined();
    done(chapter.checks(claim, "2026-06-20"));
  });

  test("where a decision says how much, it says no more than was allowed", () => {
    const { chapter, halimah, votes } = village({ social: { ...social, waiting_months: "12" }, damayan });
    chapter.gets("social", 90_000n);
    const claim = chapter.id();
    const said = { claim, fund: "social", member: halimah, event: "illness", who: "herself", happened_on: day("2026-06-20") } as const;
    expect(chapter.says(claimEntry, said, "2026-06-20")).toMatchObject({ refused: "aid.waiting-period" });
    done(chapter.says(claimEntry, { ...said, exception: "Her children are alone", up_to: 40_000n }, "2026-06-20"));
    done(votes(claim, 30_000n));
    done(chapter.checks(claim, "2026-06-21"));
    const decision = chapter.decides("benefit", claim, "2026-06-21");
    expect(chapter.pays(claim, 30_001n, "2026-06-21", decision)).toMatchObject({
      refused: "assembly.above-exception",
      because: { allowed: 30_000n },
    });
    done(chapter.pays(claim, 30_000n, "2026-06-21", decision));
  });
});

describe("a relative she named too late", () => {
  test("is helped for by an exception", () => {
    const { chapter, wulan, asks, votes } = village({ damayan: { ...damayan, dependants: { max: "2" } }, social });
    const named = [{ name: "Amat", kinship: "parent" as const }];
    done(chapter.says(dependantsEntry, { member: wulan, fund: "damayan", named, removed: [] }, "2026-06-01"));
    const of = { member: wulan, who: "parent", dependant: 1 } as const;
    const { claim, said } = asks(5_000n, of);
    done(said);
    expect(chapter.books.row(exceptionTable, { exception_id: claim })!.limits).toMatchObject([{ limit: "aid.named-too-late" }]);
    done(votes(claim, 5_000n));
    done(chapter.checks(claim, "2026-06-22"));
    expect(chapter.claim(claim).benefit).toBe(5_000n);
  });

  test("one she never named, or did not say which, by none", () => {
    const { wulan, asks } = village({ damayan: { ...damayan, dependants: { max: "2" } }, social });
    for (const dependant of [7, undefined])
      expect(asks(5_000n, { member: wulan, who: "parent", dependant }).said).toMatchObject({
        refused: "assembly.never-excepted",
        because: { why: "assembly.never.not-named" },
      });
  });
});

describe("no exception is asked for", () => {
  test.each([
    ["who has no place in the fund", { member: 2 }, "not-in-fund"],
    ["what happened before she had one", { member: 0, happened_on: "2026-05-20" }, "not-in-fund"],
  ] as const)("of %s", (_what, { member, ...of }, why) => {
    const { chapter, asks } = village();
    const outside = member === 2 ? chapter.member(9, began) : chapter.members[member]!;
    expect(asks(1_000n, { member: outside, ...of }).said).toMatchObject({
      refused: "assembly.never-excepted",
      because: { why: `assembly.never.${why}` },
    });
  });

  test("to be helped twice for one event, without saying up to how much, or of an event the fund does not stand for", () => {
    const { wulan, asks, chapter } = village();
    chapter.proves(wulan, "2026-06-10");
    expect(asks(9_000n, { member: wulan, happened_on: "2026-06-10" }).said).toMatchObject({
      refused: "assembly.never-excepted",
      because: { why: "assembly.never.helped-once" },
    });
    expect(asks(0n).said).toMatchObject({ refused: "aid.up-to-missing" });
    expect(asks(9_000n, { event: "birth" }).said).toMatchObject({ refused: "aid.event-not-covered" });
  });
});

function village(rules = { damayan, social }) {
  const chapter = new Chapter(6, rules);
  const [halimah, wulan, , chair] = chapter.members as [MemberId, MemberId, MemberId, MemberId];
  chapter.enrols("2026-02-02", chapter.members.slice(1));
  chapter.enrols("2026-06-01", [halimah]);
  chapter.gets("damayan", 3_000_000n);
  const office = { role: "chair", from_on: began, until_on: null, substitute_for: null };
  chapter.books.apply([{ put: officeTable, row: { member_id: chair, ...office } }] as never);
  return {
    ...{ chapter, halimah, wulan, chair },
    exception: (claim: Uuid) => chapter.books.row(exceptionTable, { exception_id: claim })!,
    asks: (
      up_to: Minor,
      {
        member = halimah,
        who = "herself",
        event = "death",
        happened_on = "2026-06-20",
        dependant,
      }: {
        member?: MemberId;
        who?: "herself" | "parent";
        event?: "death" | "birth";
        happened_on?: string;
        dependant?: number | undefined;
      } = {},
    ) => {
      const claim = chapter.id();
      const said = { claim, fund: "damayan", member, event, who, happened_on: day(happened_on), dependant };
      return {
        claim,
        said: chapter.says(claimEntry, { ...said, exception: "Her children are alone", up_to }, "2026-06-20"),
      };
    },
    votes: (claim: Uuid, amount: Minor) => {
      const { member_id } = chapter.books.row(exceptionTable, { exception_id: claim })!;
      const decision = chapter.decides("exception", claim, "2026-06-20", true, { amount: String(amount) });
      return chapter.says(exceptionEntry, { exception: claim, member: member_id, approver: chair, decision }, "2026-06-20");
    },
  };
}
