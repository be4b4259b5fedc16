import { describe, expect, test } from "vitest";
import { day, type MemberId } from "#base";
import { assembly } from "#assembly";
import { agreementOf, loanTerms } from "./agreement.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { guarantorTable } from "./index.ts";
import { payOutEntry } from "./pay-out.ts";
import { requestEntry } from "./request.ts";

const today = "2026-03-07";
const decisionEntry = assembly.entries!.find(entry => entry.name === "assembly.decision")!;

describe("Wulan asks for a loan", () => {
  test("and her request is kept with the terms of the day, her purpose apart from the log", () => {
    const { group, wulan, sari } = village();
    const loan = group.id();
    const [fact] = done(
      group.says(
        requestEntry,
        { loan, member: wulan, product: "ordinary", amount: 500_000n, purpose: "a loom", guarantors: [sari] },
        today,
      ),
    );
    expect(fact).toMatchObject({
      kind: "loans.requested",
      member: wulan,
      lines: [],
      data: { loan, product: "ordinary", fund: "loan", unit: "IDR", amount: "500000", guarantors: [sari] },
      texts: [{ about: "loans.loan", id: loan, field: "purpose", text: "a loom", member: wulan }],
    });
    expect(JSON.stringify(fact!.data)).not.toContain("loom");
    expect(group.loan(loan)).toMatchObject({
      status: "requested",
      requested: 500_000n,
      principal: 0n,
      paid_out_on: null,
    });
    expect(agreementOf(group.loan(loan).terms)).toMatchObject({ periods: 5, rate_per_month: "2", rounding_unit: 100n });
    expect(group.books.rows(guarantorTable, { loan_id: loan })).toEqual([
      { loan_id: loan, member_id: sari, is_taken_back: false },
    ]);
  });

  const refusals: readonly (readonly [
    because: string,
    body: (people: { wulan: MemberId; sari: MemberId; gone: MemberId }) => object,
    refused: string,
  ])[] = [
    // what is wrong                     | what she says                                    | what she hears
    ["for nothing", () => ({ amount: 0n }), "loans.amount-missing"],
    ["in coins nobody has", () => ({ amount: 500_050n }), "loans.amount-not-in-cash"],
    ["of a kind nobody offers", () => ({ product: "moon" }), "loans.no-such-product"],
    ["out of the burial fund", () => ({ product: "burial" }), "loans.fund-not-lendable"],
    ["for interest out of the social fund", () => ({ product: "dear" }), "loans.restricted-fund-lends-free"],
    ["above what the product allows", () => ({ product: "small", amount: 60_000n }), "loans.above-product-maximum"],
    ["for longer than the product allows", () => ({ periods: 25 }), "loans.too-many-periods"],
    ["in no instalment", () => ({ periods: 0 }), "loans.periods-out-of-range"],
    ["and stands for herself", ({ wulan }) => ({ guarantors: [wulan] }), "loans.guarantor-is-borrower"],
    ["and names Sari twice", ({ sari }) => ({ guarantors: [sari, sari] }), "loans.guarantor-named-twice"],
    ["and names a woman who left", ({ gone }) => ({ guarantors: [gone] }), "loans.guarantor-not-active"],
    ["after she left", ({ gone }) => ({ member: gone }), "loans.member-not-active"],
  ];
  for (const [because, change, refused] of refusals)
    test(`${because}: ${refused}`, () => {
      const { group, wulan, sari, gone } = village();
      const body = { loan: group.id(), member: wulan, product: "ordinary", amount: 100_000n, guarantors: [] };
      const people = { wulan, sari, gone };
      expect(group.says(requestEntry, { ...body, ...change(people) }, today)).toMatchObject({ refused });
    });

  test("twice with one id: the second is refused", () => {
    const { group, wulan } = village();
    const body = { loan: group.id(), member: wulan, product: "ordinary", amount: 100_000n, guarantors: [] };
    done(group.says(requestEntry, body, today));
    expect(group.says(requestEntry, body, today)).toMatchObject({ refused: "loans.loan-exists" });
  });

  test("and a product that changes later leaves her loan alone", () => {
    const { group, wulan } = village();
    const old = group.lends(wulan, 500_000n, "2026-03-07");
    group.product("ordinary", { ...ordinary, rate_per_month: "3", periods: 10 }, "2026-04-01");
    const next = group.lends(wulan, 500_000n, "2026-04-04");
    const rateOf = (loan: typeof old) => {
      const terms = loanTerms(agreementOf(group.loan(loan.loan_id).terms), 500_000n, day(today));
      return [terms.ratePerYear, terms.periods];
    };
    expect(rateOf(old)).toEqual([{ numerator: 6n, denominator: 25n }, 5]);
    expect(rateOf(next)).toEqual([{ numerator: 9n, denominator: 25n }, 10]);
  });
});

test("request, decision and pay-out stand on one sheet: all is read before the first of them is decided", () => {
  const { group, wulan, sari } = village();
  const [loan, decision] = [group.id(), group.id()];
  const facts = group.writes(
    [
      [requestEntry, { loan, member: wulan, product: "charged", amount: 500_000n, guarantors: [sari] }],
      [decisionEntry, { decision, question: "loan", about: loan, votes_for: 8, votes_against: 1, abstaining: 0 }],
      [payOutEntry, { loan, member: wulan, decision }],
    ],
    today,
  );
  expect(facts).toMatchObject([{ kind: "loans.requested" }, { kind: "assembly.decided" }, { kind: "loans.paid-out" }]);
});

function village() {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari, gone] = [group.member("2026-01-03"), group.member("2026-01-03"), group.member("2026-01-03")];
  group.leaves(gone, "2026-02-07");
  group.saves(sari, 3_000_000n, "2026-01-03");
  group.product("dear", { ...ordinary, fund: "social" }, "2026-01-03");
  group.product("burial", { ...ordinary, fund: "damayan" }, "2026-01-03");
  group.product("small", { ...ordinary, amount_max: 50_000n }, "2026-01-03");
  group.product("charged", { ...ordinary, fees: [{ what: "service", at: "pay-out", percent: "1" }] }, "2026-01-03");
  return { group, wulan, sari, gone };
}
