import type { Document, MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { began, Chapter, damayan } from "./chapter.testing.ts";
import { contributionEntry } from "./contribution.ts";
import { depositStanding } from "./deposit.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { done } from "./group-on-paper.testing.ts";
import { lapseEntry, warnEntry } from "./lapse.ts";
import { enrolmentTable, levyTable } from "./tables.ts";

const levy = { amount: "3000", bereaved_pays: true, deposit: { product: "burial", remind_below: "3" } };

describe("a deposit that levies are drawn from", () => {
  const chapterOf = (more: Readonly<Record<string, Document>> = {}) => {
    const chapter = new Chapter(6, { damayan: { ...damayan, levy: { ...levy, ...more } } });
    chapter.fund("savings", "PHP", began, "divisible");
    chapter.rule(
      "savings.product/burial",
      { kind: "voluntary", fund: "savings", withdrawable: "on-leaving", is_capital: false, minimum_balance: "0" },
      began,
    );
    chapter.enrols("2026-02-02");
    return chapter;
  };
  const saves = (chapter: Chapter, member: MemberId, amount: bigint) =>
    chapter.moves(began, ["cash/savings", "PHP", amount], ["member-savings.burial/savings", "PHP", -amount, member]);
  const saved = (chapter: Chapter, member: MemberId) => -chapter.balance("member-savings.burial/savings", "PHP", member);
  const stands = (chapter: Chapter, member: MemberId) =>
    depositStanding(
      fundOn("damayan", "2026-06-01" as never, chapter.books) as AidFund,
      chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })!,
      "2026-06-01" as never,
      chapter.books,
    );

  test("gives for a death at once, and who has too little in it is asked as anybody", () => {
    const chapter = chapterOf();
    const [, rich, poor] = chapter.members as readonly MemberId[];
    saves(chapter, rich!, 10_000n);
    saves(chapter, poor!, 2_999n);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    const levyFrom = (member_id: MemberId) => chapter.books.row(levyTable, { claim_id: claim, member_id });
    expect(levyFrom(rich!)).toMatchObject({ amount: 3_000n, paid: 3_000n });
    expect(levyFrom(poor!)).toMatchObject({ amount: 3_000n, paid: 0n });
    expect([saved(chapter, rich!), saved(chapter, poor!)]).toEqual([7_000n, 2_999n]);
    // Its cash went along, so the fund can hand it to the family today.
    expect([chapter.cash("damayan", "PHP"), chapter.cash("savings", "PHP")]).toEqual([3_000n, 9_999n]);
    expect(chapter.dueOn("2026-06-08").map(one => "member" in one && one.member)).not.toContain(rich);
  });

  test("reminds her before it is used up, and she is never out without a word", () => {
    const chapter = chapterOf();
    const [, wulan] = chapter.members as readonly MemberId[];
    saves(chapter, wulan!, 9_000n);
    expect(stands(chapter, wulan!)).toEqual({ saved: 9_000n, covers: 3, isLow: false });
    for (const place of [0, 2, 3]) {
      chapter.proves(chapter.members[place]!, "2026-06-01");
      expect(stands(chapter, wulan!)?.isLow).toBe(true);
    }
    expect(stands(chapter, wulan!)).toEqual({ saved: 0n, covers: 0, isLow: true });
    const row = () => chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan! })!;
    expect(row().status).toBe("active");
    // Nothing is left of it: the next levy she brings, and falls out only after three missed and a warning.
    chapter.proves(chapter.members[0]!, "2026-07-06", { who: "spouse" });
    expect(chapter.says(lapseEntry, { member: wulan!, fund: "damayan" }, "2026-07-06")).toMatchObject({
      refused: "aid.has-not-missed-enough",
    });
    expect(chapter.says(warnEntry, { member: wulan!, fund: "damayan" }, "2026-07-06")).toMatchObject({
      refused: "aid.no-warning-due",
    });
    expect(row().status).toBe("active");
  });

  test("is hers again when the drawing is taken back, and she owes the levy", () => {
    const chapter = chapterOf();
    const [, wulan] = chapter.members as readonly MemberId[];
    saves(chapter, wulan!, 3_000n);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    const drawn = chapter.facts.find(fact => fact.kind === "aid.levy-drawn")!;
    expect(drawn.member).toBe(wulan);
    chapter.takesBack(drawn, "2026-06-08");
    expect(saved(chapter, wulan!)).toBe(3_000n);
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: wulan! })).toMatchObject({ paid: 0n });
    // At the next meeting it is proposed out of her deposit, also though she may not take it out herself.
    const [due] = chapter.dueOn("2026-06-15").filter(one => "member" in one && one.member === wulan);
    expect(due).toMatchObject({ entry: "aid.contribution", amount: 3_000n, from: "burial", claim });
    const gives = (amount: bigint, of: object) =>
      chapter.says(contributionEntry, { member: wulan!, fund: "damayan", amount, from: "burial", ...of }, "2026-06-15");
    done(gives(2_000n, { claim }));
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: wulan! })).toMatchObject({ paid: 2_000n });
    saves(chapter, chapter.members[3]!, 500n);
    expect(
      chapter.says(
        contributionEntry,
        { member: chapter.members[3]!, fund: "damayan", amount: 1_000n, from: "burial", claim },
        "2026-06-15",
      ),
    ).toMatchObject({ refused: "aid.deposit-too-small", because: { wanted: 1_000n, saved: 500n } });
  });

  test("is drawn from once for a death, also where its check is taken back and made again", () => {
    const chapter = chapterOf();
    const [, wulan, sahnim] = chapter.members as readonly MemberId[];
    saves(chapter, wulan!, 9_000n);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    done(chapter.says(contributionEntry, { member: sahnim!, fund: "damayan", amount: 1_000n, claim }, "2026-06-08"));
    for (const kind of ["aid.levies-raised", "aid.claim-checked"])
      expect(chapter.takesBack(chapter.facts.find(fact => fact.kind === kind)!, "2026-06-08")).toMatchObject({
        kind: "ledger.reversal",
      });
    done(chapter.checks(claim, "2026-06-15"));
    const levyFrom = (member_id: MemberId) => chapter.books.row(levyTable, { claim_id: claim, member_id });
    expect(saved(chapter, wulan!)).toBe(6_000n);
    expect(levyFrom(wulan!)).toMatchObject({ amount: 3_000n, paid: 3_000n });
    // What was brought in cash counts as well.
    expect(levyFrom(sahnim!)).toMatchObject({ amount: 3_000n, paid: 1_000n });
  });

  test("does not stand in the way of unsaying a death, whichever was taken back first", () => {
    for (const drawnFirst of [true, false]) {
      const chapter = chapterOf();
      const [, wulan] = chapter.members as readonly MemberId[];
      saves(chapter, wulan!, 3_000n);
      const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
      const check = ["aid.levies-raised", "aid.claim-checked", "aid.claimed"];
      for (const kind of drawnFirst ? ["aid.levy-drawn", ...check] : [...check, "aid.levy-drawn"])
        expect(chapter.takesBack(chapter.facts.find(fact => fact.kind === kind)!, "2026-06-08"), kind).toMatchObject({
          kind: "ledger.reversal",
        });
      expect(saved(chapter, wulan!)).toBe(3_000n);
      expect(chapter.books.rows(levyTable, { claim_id: claim }).every(row => row.amount === 0n)).toBe(true);
      expect(chapter.dueOn("2026-06-15").filter(one => "claim" in one && one.claim === claim)).toEqual([]);
    }
  });

  test("waits where a month has no room for one more death, and is proposed when it has", () => {
    const chapter = chapterOf({ per_month_max: "1" });
    const [, wulan] = chapter.members as readonly MemberId[];
    saves(chapter, wulan!, 9_000n);
    chapter.proves(chapter.members[2]!, "2026-06-01");
    const second = chapter.proves(chapter.members[3]!, "2026-06-02");
    expect(saved(chapter, wulan!)).toBe(6_000n);
    expect(chapter.dueOn("2026-06-08").filter(one => "claim" in one && one.claim === second)).toEqual([]);
    expect(chapter.dueOn("2026-07-06")).toContainEqual(
      expect.objectContaining({ member: wulan, claim: second, from: "burial", amount: 3_000n }),
    );
  });

  test("draws no more than lies in the box where the savings lie elsewhere, and the check is not held up", () => {
    const chapter = chapterOf();
    const [, first, second] = chapter.members as readonly MemberId[];
    saves(chapter, first!, 9_000n);
    saves(chapter, second!, 9_000n);
    chapter.moves(began, ["cash/savings", "PHP", -14_000n], ["bank/savings", "PHP", 14_000n]);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    const paid = (member_id: MemberId) => chapter.books.row(levyTable, { claim_id: claim, member_id })!.paid;
    expect([paid(first!), paid(second!)]).toEqual([3_000n, 0n]);
    expect(chapter.cash("savings", "PHP")).toBe(1_000n);
  });

  test("of savings that are not there, or in another unit, draws nothing and asks everybody", () => {
    const chapter = new Chapter(6, { damayan: { ...damayan, levy } });
    chapter.enrols("2026-02-02");
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    expect(chapter.books.rows(levyTable, { claim_id: claim }).every(row => row.paid === 0n)).toBe(true);
    expect(stands(chapter, chapter.members[1]!)).toBeNull();
  });
});
