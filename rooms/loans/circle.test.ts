import { describe, expect, test } from "vitest";
import { encodeBody, type MemberId, type Minor, type Uuid } from "#base";
import { circleEntry, circleMost } from "./circle.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { guarantorsOf } from "./guarantors.ts";
import type { LoanLimits } from "./limits.ts";
import { requestEntry } from "./request.ts";

const today = "2026-03-07";

describe("Wulan, Sari and Rohani borrow together", () => {
  test("each her own loan of her own amount, by one decision, and the others stand for her", () => {
    const { group, women, borrows } = village();
    const facts = done(borrows([100_000n, 200_000n, 50_000n]));
    expect(facts.map(fact => [fact.kind, fact.member])).toEqual(
      women.flatMap(member => [
        ["loans.requested", member],
        ["loans.paid-out", member],
      ]),
    );
    const loans = facts.filter(fact => fact.kind === "loans.paid-out").map(fact => group.loan(fact.data!["loan"] as Uuid));
    expect(loans.map(loan => loan.principal)).toEqual([100_000n, 200_000n, 50_000n]);
    expect(new Set(loans.map(loan => loan.circle_id)).size).toBe(1);
    expect(new Set(loans.map(loan => loan.decision_id)).size).toBe(1);
    expect([...guarantorsOf(loans[0]!.loan_id, group.books)].sort()).toEqual([women[1], women[2]].sort());
    expect(group.balance("cash/loan")).toBe(1_000_000n - 350_000n);
    // Each goes its own way from then on.
    group.pays(loans[1]!, 10_000n, "2026-04-04");
    expect(group.loan(loans[0]!.loan_id).principal_paid).toBe(0n);
  });

  test("all or none: what keeps one of them from it is told with her name, and nobody gets anything", () => {
    const { group, women, borrows } = village({ times_stake: "3", stake_accounts: ["member-savings.voluntary/loan"] });
    expect(borrows([100_000n, 300_001n, 100_000n])).toMatchObject({
      refused: "loans.amount-not-in-cash",
      because: { row: women[1] },
    });
    expect(borrows([100_000n, 300_500n, 100_000n])).toMatchObject({
      refused: "loans.above-times-stake",
      because: { row: women[1], allowed: 300_000n },
    });
    expect(group.balance("cash/loan")).toBe(1_000_000n);
  });

  test("the box is counted down row by row", () => {
    const { women, borrows } = village();
    expect(borrows([400_000n, 400_000n, 200_500n])).toMatchObject({
      refused: "ledger.fund-short",
      because: { row: women[2] },
    });
  });

  test("as many stand for her as the rule wants, since the others do", () => {
    const { women, borrows } = village({ guarantors_min: 3 });
    expect(borrows([100_000n, 100_000n, 100_000n])).toMatchObject({
      refused: "loans.too-few-guarantors",
      because: { row: women[0], found: 2, needed: 3 },
    });
  });

  test("two at least, each of them once, and up to eleven", () => {
    const { women, borrows, says } = village();
    expect(borrows([100_000n])).toMatchObject({ refused: "loans.circle-too-small", because: { count: 1 } });
    const twice = [women[0]!, women[0]!].map(member => ({ member, amount: 10_000n }));
    expect(says(twice)).toMatchObject({ refused: "loans.circle-names-one-twice" });
    expect(circleMost).toBe(11);
  });

  test("by a decision that says exactly these loans", () => {
    const { group, women, rows, says } = village();
    const loans = rows([100_000n, 200_000n]);
    const decided = (value: readonly object[]) => says(loans, { decided: value as never });
    expect(decided([{ ...loans[0]! }, { ...loans[1]!, amount: 200_500n }])).toMatchObject({
      refused: "loans.circle-decided-otherwise",
    });
    expect(decided([loans[0]!])).toMatchObject({ refused: "loans.circle-decided-otherwise" });
    expect(says(loans, { isCarried: false })).toMatchObject({ refused: "assembly.not-carried" });
    expect(group.balance("loans-receivable/loan", women[0])).toBe(0n);
  });

  test("a pay-out that was a mistake is taken back alone, and then its request", () => {
    const { group, borrows } = village();
    const facts = done(borrows([100_000n, 200_000n]));
    group.takesBack(facts[1]!, today);
    expect(group.takesBack(facts[0]!, today)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.loan(facts[0]!.data!["loan"] as Uuid).status).toBe("taken-back");
    expect(group.loan(facts[2]!.data!["loan"] as Uuid).status).toBe("running");
    expect(group.balance("cash/loan")).toBe(800_000n);
  });
});

describe("while an instalment of one of them is late", () => {
  const on = "2026-05-02";
  const asks = (group: GroupOnPaper, member: MemberId, when = on) =>
    group.says(requestEntry, { loan: group.id(), member, product: "ordinary", amount: 10_000n, guarantors: [] }, when);

  test("none of the circle gets a new loan where the rule says so, and whoever is not of it does", () => {
    const { group, women, borrows } = village({ circle_on_time: true });
    const facts = done(borrows([100_000n, 100_000n]));
    // Sari pays April, Wulan does not: from May on hers is late.
    group.pays(group.loan(facts[2]!.data!["loan"] as Uuid), 22_000n, "2026-04-07");
    expect(asks(group, women[1]!)).toMatchObject({ refused: "loans.circle-is-late", because: { count: 1 } });
    expect(asks(group, women[0]!)).toMatchObject({ refused: "loans.circle-is-late" });
    done(asks(group, women[2]!));
    group.pays(group.loan(facts[0]!.data!["loan"] as Uuid), 30_000n, on);
    done(asks(group, women[1]!));
  });

  test("and where no rule says so they may ask", () => {
    const { group, women, borrows } = village();
    done(borrows([100_000n, 100_000n]));
    done(asks(group, women[1]!));
  });
});

/** Three women who saved 100,000 each; there are 1,000,000 in the box. */
function village(limits: Partial<LoanLimits> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const women = [1, 2, 3].map(() => group.member("2026-01-03"));
  for (const member of women) group.saves(member, 100_000n, "2026-01-03");
  group.saves(group.member("2026-01-03"), 700_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, rounding_unit: 500n }, "2026-01-03");
  group.limits(limits, "2026-01-03");
  const rows = (amounts: readonly Minor[]) => amounts.map((amount, at) => ({ loan: group.id(), member: women[at]!, amount }));
  const says = (
    wanted: readonly { readonly member: MemberId; readonly amount: Minor; readonly loan?: Uuid }[],
    how: { readonly decided?: readonly { loan: Uuid; member: MemberId; amount: Minor }[]; readonly isCarried?: boolean } = {},
  ) => {
    const loans = wanted.map(one => ({ loan: group.id(), ...one }));
    const circle = group.id();
    const value = { product: "ordinary", loans: how.decided ?? loans };
    const { decision: _, circle: __, ...decided } = encodeBody(circleEntry.fields, {
      ...value,
      circle,
      decision: circle,
    } as never) as Readonly<Record<string, never>>;
    const decision = group.decides("group-loan", circle, today, how.isCarried ?? true, decided);
    return group.says(circleEntry, { circle, product: "ordinary", loans, decision }, today);
  };
  return { group, women, rows, says, borrows: (amounts: readonly Minor[]) => says(rows(amounts)) };
}
