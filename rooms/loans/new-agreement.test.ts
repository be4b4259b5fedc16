import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, type Document } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { agreedEnd, amountToPayOff, arrears, dueOn, loanTable, owedOn, planOf, portfoliosOf } from "./index.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import type { LoanProduct } from "./product.ts";

// 500,000 of 7 March at 2 % on the balance: 100,000 and the interest each month from April to August.
const june = "2026-06-06";

describe("Wulan paid April's instalment; May's is late, and in June the members give her five months more", () => {
  test("what she still owes is spread over June to January, and nothing is late", () => {
    const { group, loan } = behind();
    expect(arrears(group.running(loan), day(june))).toMatchObject({ principal: 100_000n, interest: 8_000n, daysLate: 30 });
    const [fact] = agreed(group, loan, { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" });
    expect(fact).toMatchObject({
      kind: "loans.rescheduled",
      lines: [],
      data: { from_period: "3", past: "2", owed_then: "400000", extra_periods: "5" },
    });
    const now = group.running(loan);
    expect(arrears(now, day(june))).toMatchObject({ total: 0n, daysLate: 0 });
    expect(planOf(now, day(june)).map(row => [row.number, row.due, row.principal, row.state])).toEqual([
      [1, "2026-04-07", 100_000n, "paid"],
      [2, "2026-05-07", 0n, "moved"],
      ...[3, 4, 5, 6, 7, 8, 9, 10].map(number => [
        number,
        number < 10 ? `2026-${String(number + 3).padStart(2, "0")}-07` : "2027-01-07",
        50_000n,
        number === 3 ? "due" : "to-come",
      ]),
    ]);
    expect(agreedEnd(now)).toBe("2027-01-07");
  });

  test("the interest that was late is asked for with the first of the new instalments, and grows no interest", () => {
    const { group, loan } = behind();
    agreed(group, loan, { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" });
    expect(dueOn(group.running(loan), day(june))).toEqual({
      principal: 50_000n,
      interest: 16_000n,
      fees: 0n,
      penalties: 0n,
      total: 66_000n,
    });
    expect(arrears(group.running(loan), day("2026-07-01"))).toMatchObject({
      principal: 50_000n,
      interest: 16_000n,
      oldestDue: "2026-06-07",
    });
  });

  test("two months without principal and a lower rate: interest falls, and the end moves by both", () => {
    const { group, loan } = behind();
    agreed(group, loan, { from_due: "2026-07-07", extra_periods: "0", grace_periods: "2", rate_per_month: "1.5" });
    const now = group.running(loan);
    // June's instalment stays as it was, July and August ask for interest, the rest is paid in September and October.
    expect(planOf(now, day(june)).map(row => row.principal)).toEqual([100_000n, 0n, 100_000n, 0n, 0n, 150_000n, 150_000n]);
    // May's interest waits for July with the rest, and so it is not what she pays first in June.
    group.pays(now, 108_000n, june);
    expect(owedOn(group.running(loan), day("2026-07-04")).interest).toBe(8_000n + 4_500n);
  });

  test("paid as agreed anew, the loan ends with its last instalment, to the last coin", () => {
    const { group, loan } = behind();
    agreed(group, loan, { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" });
    for (let month = 6; group.loan(loan.loan_id).status === "running"; month += 1) {
      expect(month).toBeLessThanOrEqual(13);
      const on = month < 13 ? `2026-${String(month).padStart(2, "0")}-06` : "2027-01-02";
      group.pays(group.running(loan), dueOn(group.running(loan), day(on)).total, on);
    }
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", principal_paid: 500_000n, closed_on: "2027-01-02" });
  });

  test("her receipts of before stay, and what she owes in all is what it was", () => {
    const { group, loan } = behind();
    const before = amountToPayOff(group.running(loan), day(june));
    const paid = group.facts.filter(fact => fact.kind === "loans.repaid").map(fact => fact.data);
    agreed(group, loan, { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" });
    expect(amountToPayOff(group.running(loan), day(june))).toBe(before);
    expect(group.facts.filter(fact => fact.kind === "loans.repaid").map(fact => fact.data)).toEqual(paid);
  });

  test("her loan is shown apart where lateness is", () => {
    const { group, loan } = behind();
    agreed(group, loan, { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" });
    expect(portfoliosOf(group.books.rows(loanTable), day(june))).toMatchObject([
      { outstanding: 400_000n, atRisk: 0n, rescheduled: 400_000n, rescheduledLoans: 1 },
    ]);
  });
});

describe("of other loans", () => {
  test("whose term is over: new instalments begin with the next month", () => {
    const { group, loan } = behind();
    const on = "2026-11-07";
    agreed(group, loan, { from_due: "2026-11-07", extra_periods: "4", grace_periods: "0" }, on);
    const now = group.running(loan);
    expect(arrears(now, day(on)).total).toBe(0n);
    expect(planOf(now, day(on)).map(row => row.principal)).toEqual([
      ...[100_000n, 0n, 0n, 0n, 0n, 0n, 0n],
      ...[100_000n, 100_000n, 100_000n, 100_000n],
    ]);
    // May to November at 8,000 each; interest of an unpaid balance never stopped.
    expect(dueOn(now, day(on))).toMatchObject({ principal: 100_000n, interest: 56_000n });
  });

  test("flat: the new months have their price, on what was lent", () => {
    const { group, loan } = behind({ method: "flat" });
    agreed(group, loan, { from_due: "2026-06-07", extra_periods: "2", grace_periods: "0" });
    const now = group.running(loan);
    expect(planOf(now, day(june)).map(row => [row.principal, row.interest])).toEqual([
      [100_000n, 10_000n],
      [0n, 10_000n],
      ...[3, 4, 5, 6].map(() => [80_000n, 10_000n]),
      [80_000n, 10_000n],
    ]);
    expect(amountToPayOff(now, day(june))).toBe(400_000n + 60_000n);
  });

  test("of a self-help group, without instalments of principal: the end moves", () => {
    const { group, loan } = behind({ method: "monthly_on_balance", amortization: "interest_only" });
    const on = "2026-08-01";
    agreed(group, loan, { from_due: "2026-08-07", extra_periods: "3", grace_periods: "0" }, on);
    expect(arrears(group.running(loan), day("2026-09-05"))).toMatchObject({ principal: 0n });
    expect(dueOn(group.running(loan), day("2026-11-07")).principal).toBe(400_000n);
  });

  test("any loan, agreed anew on any day: its instalments add up to it, and what she owes does not change", () => {
    const methods = fc.constantFrom<LoanProduct["method"]>("flat", "declining_balance", "monthly_on_balance");
    const kinds = fc.constantFrom<LoanProduct["amortization"]>("equal_principal_payments", "interest_only");
    const months = fc.integer({ min: 1, max: 12 });
    const part = fc.integer({ min: 1, max: 300_000 });
    const [extra, grace] = [fc.nat(4), fc.nat(3)];
    const loans = fc.record({ method: methods, amortization: kinds, month: months, extra, grace, part });
    fc.assert(
      fc.property(loans, one => {
        const { method, amortization, month, extra, grace } = one;
        const { group, loan } = lends({ method, amortization });
        group.pays(loan, BigInt(one.part), "2026-04-04");
        const on = day(`${month < 10 ? 2026 : 2027}-${String(((month + 2) % 12) + 1).padStart(2, "0")}-01`);
        const before = amountToPayOff(group.running(loan), on);
        const plan = planOf(group.running(loan), on);
        const open = plan.find(row => row.state === "due" || (row.state === "to-come" && row.due >= on));
        const next = open?.due ?? `${on.slice(0, 8)}07`;
        const said = { from_due: next, extra_periods: String(extra + 1), grace_periods: String(grace) };
        const decision = group.decides("reschedule", loan.loan_id, on, true, said);
        done(group.says(rescheduleEntry, { loan: loan.loan_id, member: loan.member_id, decision }, on));
        const now = group.running(loan);
        expect(planOf(now, on).reduce((all, row) => all + row.principal, 0n)).toBe(500_000n);
        if (method !== "flat") expect(amountToPayOff(now, on)).toBe(before);
        expect(arrears(now, on).total).toBe(0n);
      }),
      { numRuns: 60 },
    );
  });
});

describe("it is refused", () => {
  const some = { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" };
  test("without a decision about this loan, and where the hands said no", () => {
    const { group, loan, said } = behind();
    const write = (decision: ReturnType<typeof group.id>) => group.says(rescheduleEntry, { ...said, decision }, june);
    expect(write(group.decides("loan", loan.loan_id, june))).toMatchObject({ refused: "assembly.no-decision" });
    expect(write(group.decides("reschedule", loan.loan_id, june, false, some))).toMatchObject({
      refused: "assembly.not-carried",
    });
  });

  test("a second time by one decision", () => {
    const { group, loan, said } = behind();
    const decision = group.decides("reschedule", loan.loan_id, june, true, some);
    done(group.says(rescheduleEntry, { ...said, decision }, june));
    expect(group.says(rescheduleEntry, { ...said, decision }, june)).toMatchObject({ refused: "assembly.decision-used" });
  });

  for (const [value, refused] of [
    [{ ...some, from_due: "2026-05-07" }, "loans.reschedule-not-from-an-instalment"],
    [{ ...some, from_due: "2026-06-20" }, "loans.reschedule-not-from-an-instalment"],
    [{ ...some, rate_per_month: "101" }, "loans.percent-out-of-range"],
    [{ ...some, extra_periods: "999" }, "loans.periods-out-of-range"],
  ] as const)
    test(`${JSON.stringify(value)}: ${refused}`, () => {
      const { group, loan } = behind();
      expect(refusedAs(group, loan, value)).toMatchObject({ refused });
    });

  test("where nothing is late and nothing changes", () => {
    const { group, loan } = lends();
    const value = { from_due: "2026-04-07", extra_periods: "0", grace_periods: "0" };
    expect(refusedAs(group, loan, value, "2026-03-28")).toMatchObject({ refused: "loans.reschedule-changes-nothing" });
  });

  test("a price at which nothing would be left that ends the loan", () => {
    const { group, loan } = lends({ method: "flat" });
    group.pays(group.running(loan), 510_000n, "2026-03-28");
    expect(owedOn(group.running(loan), day("2026-03-28"))).toMatchObject({ principal: 0n, total: 40_000n });
    const value = { from_due: "2026-04-07", extra_periods: "0", grace_periods: "0", rate_per_month: "0" };
    expect(refusedAs(group, loan, value, "2026-03-28")).toMatchObject({ refused: "loans.reschedule-leaves-nothing" });
  });

  test("a price for a loan out of solidarity", () => {
    const { group, loan } = behind({ rate_per_month: "0", is_free: true });
    expect(refusedAs(group, loan, { ...some, rate_per_month: "1" })).toMatchObject({
      refused: "loans.free-loan-costs-nothing",
    });
  });
});

describe("a new agreement that was a mistake", () => {
  test("is taken back, and the loan is as it was; its decision may be used again", () => {
    const { group, loan, said } = behind();
    const before = group.running(loan);
    const value = { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" };
    const decision = group.decides("reschedule", loan.loan_id, june, true, value);
    const [fact] = done(group.says(rescheduleEntry, { ...said, decision }, june));
    expect(group.takesBack(fact!, june)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.running(loan)).toEqual(before);
    done(group.says(rescheduleEntry, { ...said, decision }, june));
  });

  test("not while something was paid since", () => {
    const { group, loan } = behind();
    const [fact] = agreed(group, loan, { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" });
    const paid = group.pays(group.running(loan), 66_000n, june);
    expect(group.takesBack(fact!, june)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(paid, june);
    expect(group.takesBack(fact!, june)).toMatchObject({ kind: "ledger.reversal" });
  });
});

type Village = ReturnType<typeof lends>;

const refusedAs = (group: Village["group"], loan: Village["loan"], value: Document, on = june) =>
  group.says(
    rescheduleEntry,
    {
      loan: loan.loan_id,
      member: loan.member_id,
      decision: group.decides("reschedule", loan.loan_id, on, true, value),
    },
    on,
  );

const agreed = (group: Village["group"], loan: Village["loan"], value: Document, on = june) =>
  done(refusedAs(group, loan, value, on));

function behind(product: Partial<LoanProduct> = {}) {
  const { group, loan } = lends(product);
  const interest = product.is_free ? 0n : 10_000n;
  group.pays(loan, 100_000n + interest, "2026-04-04");
  return { group, loan, said: { loan: loan.loan_id, member: loan.member_id } };
}

function lends(product: Partial<LoanProduct> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  return { group, loan: group.lends(wulan, 500_000n, "2026-03-07") };
}
