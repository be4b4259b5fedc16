import { describe, expect, test } from "vitest";
import { began, Chapter } from "./chapter.testing.ts";
import { contributionEntry } from "./contribution.ts";
import { done } from "./group-on-paper.testing.ts";
import { levyTable } from "./tables.ts";

describe("a levy", () => {
  const levied = () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    return { chapter, member: chapter.members[1]!, claim: chapter.proves(chapter.members[0]!, "2026-06-01") };
  };

  test("may come in parts, and no more than it is", () => {
    const { chapter, member, claim } = levied();
    done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 1_000n, claim }, "2026-06-08"));
    expect(
      chapter.says(contributionEntry, { member, fund: "damayan", amount: 2_001n, claim }, "2026-06-08"),
    ).toMatchObject({ refused: "aid.more-than-levy", because: { owed: 2_000n } });
    expect(
      chapter.says(contributionEntry, { member, fund: "damayan", amount: 1n, claim: chapter.id() }, "2026-06-08"),
    ).toMatchObject({ refused: "aid.no-levy-for-claim" });
  });

  test("is drawn from her savings where she may take them, and their cash goes along", () => {
    const { chapter, member, claim } = levied();
    chapter.fund("loan", "PHP", began, "divisible");
    chapter.fund("rice-bank", "kg", began, "divisible");
    const product = { kind: "voluntary", withdrawable: "free", is_capital: false };
    chapter.rule("savings.product/free", { ...product, fund: "loan", minimum_balance: "1000" }, began);
    chapter.rule("savings.product/rice", { ...product, fund: "rice-bank", minimum_balance: "0" }, began);
    chapter.moves(began, ["cash/loan", "PHP", 3_500n], ["member-savings.free/loan", "PHP", -3_500n, member]);
    const gives = (amount: bigint, from: string) =>
      chapter.says(contributionEntry, { member, fund: "damayan", amount, claim, from }, "2026-06-08");
    expect(gives(3_000n, "free")).toMatchObject({ refused: "savings.below-minimum", because: { available: 2_500n } });
    expect(gives(3_000n, "rice")).toMatchObject({ refused: "aid.other-unit", because: { from: "kg", to: "PHP" } });
    done(gives(2_500n, "free"));
    expect([chapter.cash("loan", "PHP"), chapter.cash("damayan", "PHP")]).toEqual([1_000n, 2_500n]);
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: member })).toMatchObject({ paid: 2_500n });
  });

  test("is owed again when its payment is taken back", () => {
    const { chapter, member, claim } = levied();
    const [paid] = done(
      chapter.says(contributionEntry, { member, fund: "damayan", amount: 3_000n, claim }, "2026-06-08"),
    );
    chapter.takesBack(paid!, "2026-06-15");
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: member })).toMatchObject({ paid: 0n });
  });

  test("ends where the check behind it is taken back, the last thing first", () => {
    const { chapter, member, claim } = levied();
    done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 3_000n, claim }, "2026-06-08"));
    const of = (kind: string) => chapter.facts.find(fact => fact.kind === kind)!;
    expect(chapter.takesBack(of("aid.claimed"), "2026-06-15")).toMatchObject({ refused: "aid.reverse-later-first" });
    expect(chapter.takesBack(of("aid.claim-checked"), "2026-06-15")).toMatchObject({
      refused: "aid.reverse-later-first",
    });
    for (const kind of ["aid.levies-raised", "aid.claim-checked", "aid.claimed"])
      expect(chapter.takesBack(of(kind), "2026-06-15")).toMatchObject({ kind: "ledger.reversal" });
    expect(chapter.claim(claim)).toMatchObject({ status: "taken-back", benefit: null, checked_on: null });
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: member })).toMatchObject({
      amount: 3_000n,
      paid: 3_000n,
    });
    expect(chapter.dueOn("2026-06-22").filter(one => "fund" in one && one.fund === "damayan")).toEqual([]);
    // Handed back to her, it is not owed either: nobody died.
    chapter.takesBack(of("aid.contributed"), "2026-06-22");
    expect(chapter.dueOn("2026-06-22").filter(one => "fund" in one && one.fund === "damayan")).toEqual([]);
  });
});
