import { addDays, day, type Document, type MemberId, type Uuid } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter, damayan, social } from "./chapter.testing.ts";
import { contributionEntry } from "./contribution.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { done } from "./group-on-paper.testing.ts";
import { lapseEntry, leaveEntry, warnEntry } from "./lapse.ts";
import { standingOn } from "./standing.ts";
import { enrolmentTable } from "./tables.ts";

describe("who does not contribute", () => {
  const monthly = { ...damayan, levy: undefined, contribution: { every: "month", amount: "5000" } };
  const { levy: _, ...withoutLevy } = monthly;
  const { lapse_after_missed: __, ...withoutLapse } = damayan;
  const group = () => {
    const chapter = new Chapter(6, { damayan: withoutLevy as Readonly<Record<string, Document>> });
    chapter.enrols("2026-01-05");
    const [wulan] = chapter.members as [MemberId];
    for (const member of chapter.members.slice(1))
      done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 60_000n }, "2026-01-05"));
    return { chapter, wulan };
  };
  const says = (chapter: Chapter, rule: typeof warnEntry | typeof lapseEntry, member: MemberId, on: string) =>
    chapter.says(rule, { member, fund: "damayan" }, on);

  test("is warned one before, and lapses only after it", () => {
    const { chapter, wulan } = group();
    // January missed: two may still be missed.
    expect(chapter.lapsesOn("2026-02-01")).toEqual([]);
    expect(says(chapter, warnEntry, wulan, "2026-02-01")).toMatchObject({
      refused: "aid.no-warning-due",
      because: { missed: 1 },
    });
    expect(chapter.lapsesOn("2026-03-01")).toMatchObject([
      { member_id: wulan, number: 1, missed: 2, left: 1, isWarningDue: true, mayLapse: false },
    ]);
    expect(says(chapter, lapseEntry, wulan, "2026-03-01")).toMatchObject({
      refused: "aid.has-not-missed-enough",
      because: { missed: 2, left: 1 },
    });
    // Another month goes by and nobody told her: she cannot lapse.
    expect(says(chapter, lapseEntry, wulan, "2026-04-02")).toMatchObject({ refused: "aid.warn-first" });
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    expect(says(chapter, warnEntry, wulan, "2026-04-02")).toMatchObject({ refused: "aid.no-warning-due" });
    expect(says(chapter, lapseEntry, wulan, "2026-04-02")).toMatchObject({ refused: "aid.warn-first" });
    done(says(chapter, lapseEntry, wulan, "2026-04-09"));
    expect(chapter.reports(wulan, "2026-04-20").said).toMatchObject({
      refused: "aid.lapsed",
      because: { lapsed_on: "2026-04-09" },
    });
    expect(says(chapter, lapseEntry, wulan, "2026-04-20")).toMatchObject({ refused: "aid.lapsed" });
    expect(
      chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 5_000n }, "2026-04-20"),
    ).toMatchObject({ refused: "aid.lapsed" });
    expect(chapter.dueOn("2026-04-20").filter(one => "member" in one && one.member === wulan)).toEqual([]);
  });

  test("is still covered for what happened before she lapsed", () => {
    const { chapter, wulan } = group();
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    done(says(chapter, lapseEntry, wulan, "2026-04-09"));
    done(chapter.reports(wulan, "2026-04-20", { happened_on: "2026-04-01", who: "spouse" }).said);
  });

  test("comes back by enrolling anew, and waits anew", () => {
    const { chapter, wulan } = group();
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    done(says(chapter, lapseEntry, wulan, "2026-04-09"));
    chapter.enrols("2026-05-04", [wulan]);
    expect(chapter.reports(wulan, "2026-05-20").said).toMatchObject({ refused: "aid.waiting-period" });
    expect(chapter.dueOn("2026-05-20")).toContainEqual({
      entry: "aid.contribution",
      member: wulan,
      fund: "damayan",
      amount: 5_000n,
    });
    // Taken back she is where she was: lapsed.
    const again = chapter.facts.findLast(fact => fact.kind === "aid.enrolled")!;
    chapter.takesBack(again, "2026-05-21");
    expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan })).toMatchObject({
      status: "lapsed",
      lapsed_on: "2026-04-09",
      enrolled_on: "2026-01-05",
    });
  });

  test("is free of the warning when she is out of danger, and has it again when that is taken back", () => {
    const { chapter, wulan } = group();
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    done(chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 5_000n }, "2026-04-09"));
    const standing = () => chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan })!;
    expect(standing()).toMatchObject({ warned_on: "2026-04-02", paid: 5_000n });
    const [rest] = done(
      chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 10_000n }, "2026-04-09"),
    );
    expect(standing()).toMatchObject({ warned_on: null, paid: 15_000n });
    chapter.takesBack(rest!, "2026-04-16");
    expect(standing()).toMatchObject({ warned_on: "2026-04-02", paid: 5_000n });
  });

  test("of levies too, once a meeting went by at which the others gave", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    const [wulan, other] = chapter.members as [MemberId, MemberId];
    const gives = (member: MemberId, claim: Uuid, on: string) =>
      done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 3_000n, claim }, on));
    const claims = ["2026-03-10", "2026-03-24"].map(on => chapter.proves(other, on, { who: "child" })) as [Uuid, Uuid];
    // At the next meeting they can first be given: nothing was missed yet.
    expect(chapter.lapsesOn("2026-03-31")).toEqual([]);
    for (const claim of claims) gives(other, claim, "2026-03-31");
    expect(chapter.lapsesOn("2026-04-07").find(one => one.member_id === wulan)).toMatchObject({
      missed: 2,
      isWarningDue: true,
    });
    done(says(chapter, warnEntry, wulan, "2026-04-07"));
    for (const claim of claims) gives(wulan, claim, "2026-04-14");
    expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan })).toMatchObject({ warned_on: null });
  });

  test("is counted by the rule of each day: a new rhythm makes no missed months of meetings that were paid, nor the other way", () => {
    const weekly = { ...withoutLevy, contribution: { every: "meeting", amount: "1000" } };
    const chapter = new Chapter(6, { damayan: weekly as Readonly<Record<string, Document>> });
    chapter.enrols("2026-01-05");
    const [wulan, sahnim] = chapter.members as [MemberId, MemberId];
    const gives = (member: MemberId, amount: bigint, on: string) =>
      done(chapter.says(contributionEntry, { member, fund: "damayan", amount }, on));
    const hers = (member: MemberId, on: string) => [
      chapter.dueOn(on).flatMap(one => ("member" in one && one.member === member && "amount" in one ? [one.amount] : [])),
      standingOn(
        fundOn("damayan", day(on), chapter.books) as AidFund,
        chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })!,
        day(on),
        chapter.books,
      ).missed,
    ];
    // Twelve Mondays: Wulan brings all of them, Sahnim all but the last two.
    for (let week = 0; week < 12; week += 1) {
      const on = addDays(day("2026-01-05"), 7 * week);
      gives(wulan, 1_000n, on);
      if (week < 10) gives(sahnim, 1_000n, on);
    }
    chapter.rule("aid.fund/damayan", withoutLevy as Readonly<Record<string, Document>>, "2026-04-01");
    expect([hers(wulan, "2026-04-06"), hers(sahnim, "2026-04-06")]).toEqual([
      [[5_000n], 0],
      [[7_000n], 2],
    ]);
    // May begins, and April was not brought.
    expect([hers(wulan, "2026-05-04"), hers(sahnim, "2026-05-04")]).toEqual([
      [[10_000n], 1],
      [[12_000n], 3],
    ]);
    gives(wulan, 10_000n, "2026-05-04");
    chapter.rule("aid.fund/damayan", { ...weekly, contribution: { every: "meeting", amount: "2000" } } as never, "2026-06-01");
    expect(hers(wulan, "2026-06-01")).toEqual([[2_000n], 0]);
    gives(sahnim, 2_000n, "2026-06-01");
    expect([hers(wulan, "2026-06-08"), hers(sahnim, "2026-06-08")]).toEqual([
      [[4_000n], 1],
      [[14_000n], 3],
    ]);
  });

  test("stays where the rules let nobody fall out, and in a social fund", () => {
    const chapter = new Chapter(1, { damayan: withoutLapse, social });
    chapter.enrols("2026-01-05");
    const member = chapter.members[0]!;
    for (const rule of [warnEntry, lapseEntry])
      expect(says(chapter, rule, member, "2026-12-01")).toMatchObject({ refused: "aid.nobody-lapses" });
    expect(chapter.says(leaveEntry, { member, fund: "social" }, "2026-12-01")).toMatchObject({
      refused: "aid.everybody-is-in",
    });
  });

  test("may leave of her own will, and that is taken back too", () => {
    const { chapter, wulan } = group();
    const [leaving] = done(chapter.says(leaveEntry, { member: wulan, fund: "damayan" }, "2026-02-01"));
    expect(chapter.says(leaveEntry, { member: wulan, fund: "damayan" }, "2026-02-01")).toMatchObject({
      refused: "aid.not-enrolled",
    });
    expect(chapter.reports(wulan, "2026-03-20").said).toMatchObject({ refused: "aid.not-enrolled" });
    chapter.takesBack(leaving!, "2026-03-21");
    done(chapter.reports(wulan, "2026-03-22").said);
  });

  test("is asked for nothing where the fund asks for nothing", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    expect(
      chapter.says(contributionEntry, { member: chapter.members[0]!, fund: "damayan", amount: 5n }, "2026-03-02"),
    ).toMatchObject({ refused: "aid.no-contribution-asked" });
  });
});

test("a warning and a lapse written by mistake are taken back", () => {
  const chapter = new Chapter(6, { damayan: { ...damayan, contribution: { every: "month", amount: "5000" } } });
  chapter.enrols("2026-01-05");
  const member = chapter.members[0]!;
  const body = { member, fund: "damayan" };
  const [warning] = done(chapter.says(warnEntry, body, "2026-04-02"));
  const [lapse] = done(chapter.says(lapseEntry, body, "2026-04-09"));
  expect(chapter.takesBack(warning!, "2026-04-16")).toMatchObject({ refused: "aid.reverse-later-first" });
  chapter.takesBack(lapse!, "2026-04-16");
  chapter.takesBack(warning!, "2026-04-16");
  expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })).toMatchObject({
    status: "active",
    warned_on: null,
    lapsed_on: null,
  });
});
