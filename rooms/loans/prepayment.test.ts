import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, type Minor, type RecordedFact } from "#base";
import { agreementOf, prepaymentChoices } from "./agreement.ts";
import { followedSchedule } from "./followed-schedule.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { amountToPayOff, arrears, dueOn, loanTerms, outstanding, owedOn, planOf } from "./index.ts";
import { isRunning, type RunningLoan } from "./loan.ts";
import type { LoanEvent } from "./loan-history.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import { usualPaymentOrder } from "./payment-order.ts";
import { planRows } from "./plan.ts";
import type { LoanProduct } from "./product.ts";
import { dueDate } from "./terms.ts";

/** 500,000 for five months at 2 % a month: 100,000 and the interest each month, from April on. */
const lentOn = "2026-03-07";
const [april, may, june] = ["2026-04-04", "2026-05-02", "2026-06-06"] as const;

describe("Wulan brings 50,000 more than is due in April", () => {
  test.each([
    // what the product says  | the principal of her instalments, from then on
    [undefined,               [100_000n, 100_000n, 100_000n, 100_000n, 100_000n], 50_000n],
    ["lower-instalments",     [150_000n, 87_500n, 87_500n, 87_500n, 87_500n], 87_500n],
    ["fewer-instalments",     [150_000n, 100_000n, 100_000n, 100_000n, 50_000n], 100_000n],
    ["next-instalments",      [150_000n, 50_000n, 100_000n, 100_000n, 100_000n], 50_000n],
  ] as const)("%s", (on_prepayment, principal, dueInMay) => {
    const { group, loan } = lends({ on_prepayment });
    const receipt = group.pays(loan, 160_000n, april);
    const now = group.running(loan);
    expect(planOf(now, day(april)).map(row => row.principal)).toEqual(principal);
    expect(dueOn(now, day(april)).total).toBe(0n);
    // Interest is on what is really owed, whatever becomes of the instalments.
    expect(dueOn(now, day(may))).toMatchObject({ principal: dueInMay, interest: 7_000n });
    // The receipt stays, and with it taken back the plan is as agreed.
    expect(receipt.data).toMatchObject({ principal: "150000", interest: "10000" });
    group.takesBack(receipt, may);
    expect(planOf(group.running(loan), day(april)).map(row => row.principal)).toEqual(Array(5).fill(100_000n));
  });

  test("twice, and the loan ends a month sooner", () => {
    const { group, loan } = lends({ on_prepayment: "fewer-instalments" });
    group.pays(loan, 160_000n, april);
    group.pays(group.running(loan), 157_000n, may);
    expect(planRows(group.running(loan)).map(row => row.principal)).toEqual([150_000n, 150_000n, 100_000n, 100_000n]);
  });

  test("who is behind and brings more than one instalment has paid nothing ahead", () => {
    const { group, loan } = lends({ on_prepayment: "lower-instalments" });
    group.pays(loan, 220_000n, may);
    expect(planOf(group.running(loan), day(may)).map(row => row.principal)).toEqual(Array(5).fill(100_000n));
    expect(arrears(group.running(loan), day(may)).total).toBe(0n);
  });

  test("what comes in a lean month belongs to the instalment after it", () => {
    const { group, loan } = lends({ on_prepayment: "lower-instalments", lean_months: ["05", "06"] });
    group.pays(loan, 110_000n, april);
    // Interest of the lean months waits for July, so that all of it is principal.
    group.pays(group.running(loan), 216_000n, june);
    const now = group.running(loan);
    expect(planOf(now, day(june)).map(row => row.principal)).toEqual([100_000n, 216_000n, 61_300n, 61_300n, 61_400n]);
    expect(dueOn(now, day("2026-07-04")).principal).toBe(0n);
  });

  test("agreed anew afterwards, the new instalments spread what is left; an earlier payment taken back is asked for with what was late", () => {
    const { group, loan } = lends({ on_prepayment: "lower-instalments" });
    const first = group.pays(loan, 160_000n, april);
    const value = { from_due: "2026-06-07", extra_periods: "2", grace_periods: "0" };
    const decision = group.decides("reschedule", loan.loan_id, june, true, value);
    done(group.says(rescheduleEntry, { loan: loan.loan_id, member: loan.member_id, decision }, june));
    const now = group.running(loan);
    const rows = planRows(now);
    expect(rows.reduce((sum, row) => sum + row.principal, 0n)).toBe(500_000n);
    expect(rows.slice(2).map(row => row.principal)).toEqual(Array(5).fill(70_000n));
    group.takesBack(first, june);
    const back = planRows(group.running(loan));
    expect(back.reduce((sum, row) => sum + row.principal, 0n)).toBe(500_000n);
    expect(dueOn(group.running(loan), day("2026-10-03")).principal).toBe(500_000n);
  });
});

const choices = ["lower-instalments", "fewer-instalments", "next-instalments"] as const;
const anyProduct = fc.record({
  on_prepayment: fc.constantFrom(...choices),
  amortization: fc.constantFrom("equal_installments", "equal_principal_payments"),
  rate_per_month: fc.constantFrom("0", "1.75", "2", "10"),
  frequency: fc.constantFrom("weeks", "months"),
  every: fc.integer({ min: 1, max: 3 }),
  periods: fc.integer({ min: 1, max: 12 }),
  rounding_unit: fc.constantFrom(1n, 100n),
} as const);
const anyAmount = fc.bigInt({ min: 10n, max: 30_000n }).map(hundreds => hundreds * 100n);
/** What is brought on each due day beside what is due, in percent of what is left. */
const anyExtras = fc.array(fc.constantFrom(0, 0, 3, 20, 60), { minLength: 12, maxLength: 12 });

test("whatever is brought on the due days beside what is due, the instalments are those of the calculator", () => {
  fc.assert(
    fc.property(anyProduct, anyAmount, anyExtras, (product, amount, extras) => {
      const { group, loan } = lends(product, amount);
      const terms = loanTerms(agreementOf(loan.terms), amount, day(lentOn));
      const events: LoanEvent[] = [];
      const asked: (readonly [Minor, Minor])[] = [];
      for (let number = 1; number <= product.periods; number += 1) {
        const due = dueDate(terms, number);
        const now = group.loan(loan.loan_id);
        if (!isRunning(now)) break;
        const { principal, interest, total } = dueOn(now, due);
        asked.push([principal, interest]);
        const more = ((outstanding(now) - principal) * BigInt(extras[number - 1]!)) / 100n;
        if (total + more === 0n) continue;
        group.pays(now, total + more, due);
        events.push({ kind: "paid", on: due, amount: total + more });
      }
      expect(group.loan(loan.loan_id).status).toBe("repaid");
      const { rows } = followedSchedule(terms, {
        order: usualPaymentOrder,
        events,
        recalculation: {
          rest: "daily",
          compounding: "none",
          onPrepayment: prepaymentChoices[product.on_prepayment],
          preClosure: "till_next_due_date",
          way: "forward",
        },
      });
      const last = rows.length;
      const paid = { ...group.loan(loan.loan_id), status: "running" } as RunningLoan;
      expect(planRows(paid).map(row => row.principal)).toEqual(rows.map(row => row.principal));
      expect(asked.slice(0, last).map(([, interest]) => interest)).toEqual(rows.map(row => row.interest));
    }),
    { numRuns: 100 },
  );
});

test("payments of any size on any day, taken back in any order: the plan adds up, and is as if never paid", () => {
  const payment = fc.record({ days: fc.integer({ min: 0, max: 60 }), part: fc.integer({ min: 1, max: 100 }), rank: fc.nat() });
  const isByMonth = fc.boolean();
  fc.assert(
    fc.property(anyProduct, isByMonth, anyAmount, fc.array(payment, { maxLength: 8 }), (of, byMonth, amount, payments) => {
      const product: Partial<LoanProduct> = byMonth
        ? { ...of, method: "monthly_on_balance", amortization: "interest_only", frequency: "months", every: 1 }
        : of;
      const { group, loan } = lends(product, amount);
      const start = group.running(loan);
      const plan = planRows(start);
      const made: { fact: RecordedFact; rank: number }[] = [];
      let on = 0;
      for (const { days, part, rank } of payments) {
        const now = group.loan(loan.loan_id);
        if (!isRunning(now)) break;
        on += days;
        const pays = (amountToPayOff(now, dayAfter(on)) * BigInt(part)) / 100n;
        if (pays > 0n) made.push({ fact: group.pays(now, pays, dayAfter(on)), rank });
        addsUp();
      }
      for (const { fact } of made.sort((a, b) => a.rank - b.rank)) {
        group.takesBack(fact, dayAfter(on));
        addsUp();
      }
      expect(group.loan(loan.loan_id)).toEqual(start);
      expect(planRows(group.running(loan))).toEqual(plan);

      function addsUp(): void {
        const after = { ...group.loan(loan.loan_id), status: "running" } as RunningLoan;
        const rows = planRows(after);
        expect(rows.reduce((sum, row) => sum + row.principal, 0n)).toBe(amount);
        expect(rows.every(row => row.principal >= 0n)).toBe(true);
        const due = dueOn(after, dayAfter(on));
        expect(due.principal >= 0n && due.principal <= outstanding(after)).toBe(true);
        expect(due.total <= owedOn(after, dayAfter(on)).total).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

const dayAfter = (days: number) => day(new Date(Date.UTC(2026, 2, 7 + days)).toISOString().slice(0, 10));

function lends(product: Partial<LoanProduct> = {}, amount = 500_000n) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 50_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  return { group, loan: group.lends(wulan, amount, lentOn) };
}
