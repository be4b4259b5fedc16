import type { MemberId, Uuid } from "#base";
import { type LoanRow, loans, loanTable } from "#loans";
import { describe, expect, test } from "vitest";
import { afterDebts } from "./after-debts.ts";
import { began, Chapter, damayan } from "./chapter.testing.ts";
import { done } from "./group-on-paper.testing.ts";
import { payBenefitEntry } from "./pay-benefit.ts";

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
  expect(chapter.claim(claim).payments.map(one => one.is_taken_back)).toEqual([true, true]);
  expect(chapter.cash("damayan", "PHP")).toBe(2_000_000n);
});

describe("who receives it", () => {
  const mourning = () => {
    const chapter = new Chapter();
    chapter.gets("damayan", 2_000_000n);
    chapter.enrols("2026-02-02");
    return { chapter, wulan: chapter.members[0]! };
  };

  test("is said when she herself died, and the log keeps the kinship and not the name", () => {
    const { chapter, wulan } = mourning();
    const claim = chapter.proves(wulan, "2026-06-01");
    expect(chapter.says(payBenefitEntry, { claim, amount: 900_000n }, "2026-06-01")).toMatchObject({
      refused: "aid.recipient-missing",
    });
    const [amat] = done(
      chapter.says(
        payBenefitEntry,
        { claim, amount: 900_000n, received_by: { name: "Amat", kinship: "spouse" } },
        "2026-06-01",
      ),
    );
    expect(amat!.data).toMatchObject({ payment: "1", kinship: "spouse" });
    expect(JSON.stringify(amat!.data)).not.toContain("Amat");
    done(
      chapter.says(
        payBenefitEntry,
        { claim, amount: 600_000n, received_by: { name: "Sari", kinship: "child" } },
        "2026-06-08",
      ),
    );
    expect(chapter.claim(claim).payments).toMatchObject([
      { on: "2026-06-01", amount: "900000", kinship: "spouse" },
      { on: "2026-06-08", amount: "600000", kinship: "child" },
    ]);
  });

  test("is she herself in every other need, and nothing is asked", () => {
    const { chapter, wulan } = mourning();
    const claim = chapter.proves(wulan, "2026-06-01", { who: "child" });
    done(chapter.says(payBenefitEntry, { claim, amount: 3_600n }, "2026-06-01"));
    expect(chapter.claim(claim).payments).toMatchObject([{ kinship: null }]);
  });
});

describe("where the rule takes debts off", () => {
  const owing = (rule: typeof damayan = { ...damayan, offset_debts: true }) => {
    const chapter = new Chapter(6, { damayan: rule });
    chapter.fund("loan", "PHP", began, "divisible", true);
    chapter.fund("rice-bank", "kg", began, "divisible", true);
    chapter.fund("second", "PHP", began, "divisible", true);
    chapter.gets("damayan", 2_000_000n);
    chapter.enrols("2026-02-02");
    const [wulan] = chapter.members as [MemberId];
    const loan = chapter.borrows(wulan, 100_000n, "loan", "PHP");
    chapter.borrows(wulan, 7_000n, "rice-bank", "kg");
    return { chapter, wulan, loan };
  };
  const row = (chapter: Chapter, loan: Uuid): LoanRow => chapter.books.row(loanTable, { loan_id: loan })!;

  test("the payment itself repays her loan, also between meetings, and the family is handed the rest", () => {
    const { chapter, wulan, loan } = owing();
    const claim = chapter.proves(wulan, "2026-06-01");
    const two = [chapter.members[3]!, chapter.members[4]!];
    const received_by = { name: "Amat", kinship: "spouse" as const };
    const [paid, repaid] = done(
      chapter.says(payBenefitEntry, { claim, amount: 900_000n, received_by }, "2026-06-01", two),
    );
    expect(paid!.data).toMatchObject({ amount: "900000", to_debts: "100000" });
    expect(repaid).toMatchObject({ kind: "loans.repaid", member: wulan, data: { loan, principal: "100000" } });
    expect(row(chapter, loan).status).toBe("repaid");
    expect([chapter.cash("damayan", "PHP"), chapter.cash("loan", "PHP")]).toEqual([1_100_000n, 100_000n]);
    expect(chapter.claim(claim).payments).toMatchObject([{ amount: "900000", to_debts: "100000" }]);
    // The rest comes on a later day, and nothing is owed any more.
    expect(done(chapter.pays(claim, 600_000n, "2026-06-08")).map(fact => fact.kind)).toEqual(["aid.benefit-paid"]);
  });

  test("nobody is named where all of it goes to the loan", () => {
    const { chapter, wulan, loan } = owing();
    const claim = chapter.proves(wulan, "2026-06-01");
    done(chapter.says(payBenefitEntry, { claim, amount: 40_000n }, "2026-06-01"));
    expect(row(chapter, loan)).toMatchObject({ status: "running", principal_paid: 40_000n });
  });

  test("what was written off is owed all the same, after what she owes on a loan that runs", () => {
    const { chapter, wulan, loan } = owing();
    const runs = chapter.borrows(wulan, 50_000n, "second", "PHP");
    const decision = chapter.decides("write-off", loan, began);
    done(chapter.says(loans.entries!.find(one => one.name === "loans.write-off")!, { loan, member: wulan, decision }, began));
    const claim = chapter.proves(wulan, "2026-06-01");
    const [paid, ...onDebts] = done(chapter.says(payBenefitEntry, { claim, amount: 120_000n }, "2026-06-01"));
    expect(paid!.data).toMatchObject({ to_debts: "120000" });
    expect(onDebts.map(fact => [fact.kind, fact.data!["loan"]])).toEqual([
      ["loans.repaid", runs],
      ["loans.recovered", loan],
    ]);
    expect(row(chapter, loan)).toMatchObject({ status: "written-off", recovered: 70_000n });
  });

  test("and elsewhere her loan stays as it is", () => {
    const { chapter, wulan, loan } = owing(damayan);
    const claim = chapter.proves(wulan, "2026-06-01");
    expect(done(chapter.pays(claim, 900_000n, "2026-06-01"))).toHaveLength(1);
    expect(row(chapter, loan)).toMatchObject({ status: "running", principal_paid: 0n });
  });
});

test.each([
  // payment | debts, the oldest first | to each loan | to the family
  [900n, [300n], [300n], 600n],
  [900n, [300n, 200n], [300n, 200n], 400n],
  [400n, [300n, 200n], [300n, 100n], 0n],
  [300n, [300n, 200n], [300n], 0n],
  [900n, [], [], 900n],
])("of %s with debts of %s the loans get %s and the family takes home %s", (payment, debts, parts, toFamily) => {
  const split = afterDebts(
    payment,
    debts.map((amount, loan) => ({ loan, amount })),
  );
  expect(split.toLoans.map(one => one.amount)).toEqual(parts);
  expect([split.toFamily, split.toDebts]).toEqual([toFamily, payment - toFamily]);
});
