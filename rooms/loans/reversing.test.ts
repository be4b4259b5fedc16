import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, type RecordedFact } from "#base";
import { approvalEntry } from "./approval.ts";
import { turnDownEntry, withdrawalEntry } from "./ending.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { amountToPayOff, loans, outstanding } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import { payOutEntry } from "./pay-out.ts";
import { recoveryEntry } from "./recovery.ts";
import { repaymentEntry } from "./repayment.ts";
import { requestEntry } from "./request.ts";
import { writeOffEntry } from "./write-off.ts";

const today = "2026-03-07";
const later = "2026-06-06";

describe("a payment that was a mistake", () => {
  test("is taken back, and the loan is as it was", () => {
    const { group, loan } = village();
    const before = group.running(loan);
    const fact = group.pays(loan, 110_000n, "2026-04-04");
    expect(group.takesBack(fact, later)).toMatchObject({ kind: "ledger.reversal", reverses: fact.seq });
    expect(group.loan(loan.loan_id)).toEqual(before);
    expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(500_000n);
    expect(group.balance("interest-income/loan")).toBe(0n);
  });

  test("may be an early one: later receipts stay, and interest is owed as if it had never been paid", () => {
    const { group, loan } = village();
    const wrong = group.pays(loan, 110_000n, "2026-04-04");
    const right = group.pays(group.running(loan), 8_000n, "2026-05-02");
    group.takesBack(wrong, later);
    expect(group.running(loan)).toMatchObject({ principal_paid: 0n, interest_paid: 8_000n });
    // 10,000 each for April, May and June, less the 8,000 paid in May.
    expect(amountToPayOff(group.running(loan), day(later))).toBe(500_000n + 30_000n - 8_000n);
    group.takesBack(right, later);
    expect(amountToPayOff(group.running(loan), day(later))).toBe(530_000n);
  });

  test("opens a loan again that it had closed", () => {
    const { group, loan } = village();
    const small = group.pays(loan, 10_000n, "2026-04-04");
    group.pays(group.running(loan), 510_000n, "2026-05-02");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", closed_on: "2026-05-02" });
    group.takesBack(small, later);
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "running", closed_on: null });
    expect(amountToPayOff(group.running(loan), day("2026-05-02"))).toBe(10_000n);
  });

  test("leaves a loan repaid where interest had been paid ahead", () => {
    const { group, loan } = village();
    group.pays(loan, 10_000n, "2026-05-02");
    const ahead = group.pays(group.running(loan), 10_000n, "2026-05-02");
    // Written later with an earlier day: the loan ended in April, so May's interest was never owed.
    group.pays(group.running(loan), 500_000n, "2026-04-04");
    group.takesBack(ahead, later);
    expect(group.loan(loan.loan_id)).toMatchObject({
      status: "repaid",
      closed_on: "2026-04-04",
      interest_paid: 10_000n,
    });
  });

  test("once only", () => {
    const { group, loan } = village();
    const fact = group.pays(loan, 110_000n, "2026-04-04");
    const reversal = group.takesBack(fact, later) as RecordedFact;
    group.books.fillLeaf(fact.seq, { ...fact, reversedBy: reversal.seq });
    expect(group.takesBack(fact, later)).toMatchObject({ refused: "ledger.already-reversed" });
  });

  test("any payments taken back in any order leave what the others paid", () => {
    const payment = fc.record({
      days: fc.integer({ min: 0, max: 40 }),
      part: fc.integer({ min: 1, max: 60 }),
      rank: fc.integer(),
    });
    fc.assert(
      fc.property(
        fc.constantFrom("flat", "declining_balance", "monthly_on_balance"),
        fc.array(payment, { minLength: 1, maxLength: 8 }),
        fc.nat(8),
        (method, payments, kept) => {
          const { group, loan } = village({ method });
          const start = group.running(loan);
          const made: { fact: RecordedFact; rank: number }[] = [];
          let on = 0;
          for (const { days, part, rank } of payments) {
            on += days;
            const when = dayAfter(on);
            const amount = (amountToPayOff(group.running(loan), when) * BigInt(part)) / 100n;
            if (amount > 0n) made.push({ fact: group.pays(group.running(loan), amount, when), rank });
          }
          const order = [...made].sort((a, b) => a.rank - b.rank).map(({ fact }) => fact);
          for (const [index, fact] of order.entries()) {
            if (index === kept) break;
            group.takesBack(fact, dayAfter(on));
            const left = order.slice(index + 1);
            const now = group.loan(loan.loan_id);
            expect(now.principal_paid).toBe(sumOf(left, "principal"));
            expect(now.interest_paid).toBe(sumOf(left, "interest"));
            expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(outstanding(now));
            expect(-group.balance("interest-income/loan")).toBe(now.interest_paid);
          }
          if (kept >= order.length) expect(group.loan(loan.loan_id)).toEqual(start);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the rest is taken back from its end", () => {
  test("request, approval, pay-out: each only while nothing was built on it, and then wholly", () => {
    const { group, wulan } = village();
    const loan = group.id();
    const rows = [];
    const facts = [];
    const said = { loan, member: wulan, decision: group.decides("loan", loan, today) };
    for (const say of [
      () =>
        group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount: 100_000n, guarantors: [] }, today),
      () => group.says(approvalEntry, said, today),
      () => group.says(payOutEntry, said, today),
      () => group.says(repaymentEntry, { loan, member: wulan, amount: 2_000n }, today),
    ]) {
      facts.push(done(say())[0]!);
      rows.push(group.loan(loan));
    }
    for (const fact of facts.slice(0, 3))
      expect(group.takesBack(fact, later)).toMatchObject({ refused: "loans.reverse-later-first" });
    for (const place of [3, 2, 1]) {
      group.takesBack(facts[place]!, later);
      expect(group.loan(loan)).toEqual(rows[place - 1]);
    }
    group.takesBack(facts[0]!, later);
    expect(group.loan(loan)).toEqual({ ...rows[0], status: "taken-back" });
    expect(group.says(approvalEntry, said, today)).toMatchObject({ refused: "loans.not-requested" });
  });

  test("a request turned down or withdrawn is open again", () => {
    const { group, wulan } = village();
    for (const rule of [turnDownEntry, withdrawalEntry]) {
      const loan = group.id();
      done(
        group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount: 100_000n, guarantors: [] }, today),
      );
      const before = group.loan(loan);
      const decision = group.decides("loan", loan, today, false);
      const said = rule === turnDownEntry ? { loan, member: wulan, decision } : { loan, member: wulan };
      const [fact] = done(group.says(rule as typeof turnDownEntry, said as never, today));
      expect(group.loan(loan)).not.toEqual(before);
      group.takesBack(fact!, later);
      expect(group.loan(loan)).toEqual(before);
    }
  });

  test("a write-off: its recoveries first, then it, then the payments before it", () => {
    const { group, loan } = village();
    const payment = group.pays(loan, 110_000n, "2026-04-04");
    const before = group.loan(loan.loan_id);
    const said = { loan: loan.loan_id, member: loan.member_id };
    const decision = group.decides("write-off", loan.loan_id, later);
    const [writeOff] = done(group.says(writeOffEntry, { ...said, decision }, later));
    const written = group.loan(loan.loan_id);
    const [recovery] = done(group.says(recoveryEntry, { ...said, amount: 50_000n }, later));
    for (const fact of [writeOff!, payment])
      expect(group.takesBack(fact, later)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(recovery!, later);
    expect(group.loan(loan.loan_id)).toEqual(written);
    group.takesBack(writeOff!, later);
    expect(group.loan(loan.loan_id)).toEqual(before);
    group.takesBack(payment, later);
    expect(group.loan(loan.loan_id).principal_paid).toBe(0n);
  });
});

test("every kind of fact of this room can be taken back, and says what that must see", () => {
  // But for what old books brought, which comes and stands with all the rest of them, and a choice, which is made anew.
  const stays: readonly string[] = ["loans.brought-forward", "loans.reminder-chosen"];
  const kinds = Object.keys(loans.projections).filter(kind => !kind.endsWith(".reversed") && !stays.includes(kind));
  for (const kind of kinds) {
    expect(loans.projections[`${kind}.reversed`], kind).toBeDefined();
    expect(loans.undoNeeds![kind], kind).toBeDefined();
  }
});

const sumOf = (facts: readonly RecordedFact[], part: string): bigint =>
  facts.reduce((total, fact) => total + BigInt(fact.data![part] as string), 0n);

const dayAfter = (days: number) => day(new Date(Date.UTC(2026, 2, 7 + days)).toISOString().slice(0, 10));

function village(product: Partial<typeof ordinary> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  const loan: RunningLoan = group.lends(wulan, 500_000n, today);
  return { group, wulan, loan };
}
