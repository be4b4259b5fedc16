import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, type Minor } from "#base";
import { agreementOf, loanTerms } from "./agreement.ts";
import { GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { amountToPayOff, arrears, dueOn, outstanding, owedOn } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import type { LoanProduct } from "./product.ts";
import { recordRepayment, repaymentEntry } from "./repayment.ts";
import { scheduleOf } from "./schedule.ts";

/** 500,000 lent on 7 March 2026 for five months at 2 % a month. */
const lentOn = "2026-03-07";
const april = "2026-04-04";

describe("Wulan pays in April, when 10,000 interest and 500,000 principal are owed", () => {
  for (const [order, pays, interestLeft, principalLeft, status] of [
    // used for first  | pays     | interest left | principal left | status
    ["interest-first",         1n,         9_999n,        500_000n, "running"],
    ["interest-first",    10_000n,             0n,        500_000n, "running"],
    ["interest-first",   110_000n,             0n,        400_000n, "running"],
    ["interest-first",   509_999n,             0n,              1n, "running"],
    ["interest-first",   510_000n,             0n,              0n, "repaid"],
    ["principal-first",  100_000n,        10_000n,        400_000n, "running"],
    ["principal-first",  500_000n,             0n,         10_000n, "running"],
    ["principal-first",  510_000n,             0n,              0n, "repaid"],
  ] as const)
    test(`${pays}, ${order}: ${interestLeft} interest and ${principalLeft} are left`, () => {
      const { group, loan } = lends({ payment_order: order });
      const fact = group.pays(loan, pays, april);
      expect(fact.data).toMatchObject({ interest_due: String(interestLeft), principal_left: String(principalLeft) });
      expect(group.loan(loan.loan_id)).toMatchObject({ status, closed_on: status === "repaid" ? april : null });
      expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(principalLeft);
    });

  test("in three lines: the box, her loan, the interest of all", () => {
    const { group, loan } = lends();
    expect(group.pays(loan, 110_000n, april).lines).toEqual([
      { account: "cash/loan", unit: "IDR", amount: 110_000n },
      { account: "loans-receivable/loan", member: loan.member_id, unit: "IDR", amount: -100_000n },
      { account: "interest-income/loan", unit: "IDR", amount: -10_000n },
    ]);
  });

  test("Wulan cannot pay more than she owes", () => {
    const { group, loan } = lends();
    expect(says(group, loan, 510_001n, april)).toEqual({
      refused: "loans.repayment-exceeds-owed",
      because: { amount: 510_001n, owed: 510_000n, unit: "IDR" },
    });
  });

  test("nor nothing, nor before she had it, nor on Sari's loan, nor once it is repaid", () => {
    const { group, loan } = lends();
    const sari = group.member();
    expect(says(group, loan, 0n, april)).toMatchObject({ refused: "loans.amount-missing" });
    expect(says(group, loan, 1n, "2026-03-06")).toMatchObject({ refused: "loans.before-pay-out" });
    expect(says(group, { ...loan, member_id: sari }, 1n, april)).toMatchObject({ refused: "loans.no-such-loan" });
    group.pays(loan, 510_000n, april);
    expect(says(group, loan, 1n, april)).toMatchObject({ refused: "loans.not-running", because: { status: "repaid" } });
  });
});

describe("interest", () => {
  test("is carried when nothing is paid, and bears none itself", () => {
    const { loan } = lends();
    expect(owedOn(loan, day("2026-06-06"))).toMatchObject({ interest: 30_000n, principal: 500_000n });
  });

  test("follows what is still owed: who pays ahead pays less, who pays late pays more", () => {
    const { group, loan } = lends();
    group.pays(loan, 310_000n, april);
    expect(owedOn(group.running(loan), day("2026-05-02")).interest).toBe(4_000n);
  });

  test("of a loan paid back before the next month is that of one month; for a self-help group it is none", () => {
    expect(amountToPayOff(lends().loan, day("2026-03-14"))).toBe(510_000n);
    expect(amountToPayOff(lends({ method: "monthly_on_balance" }).loan, day("2026-03-28"))).toBe(500_000n);
  });

  test("is none on a loan out of solidarity", () => {
    expect(amountToPayOff(lends({ rate_per_month: "0", is_free: true }).loan, day("2027-03-14"))).toBe(500_000n);
  });

  test("is none in the first two months, where they are free", () => {
    const { loan } = lends({ grace_interest_free_periods: 2 });
    expect(owedOn(loan, day("2026-05-02")).interest).toBe(0n);
    expect(owedOn(loan, day("2026-06-06")).interest).toBe(10_000n);
  });

  test("is whole in coins: 2 % of 12,345 is 200, with 100 as the smallest coin", () => {
    const { group, loan } = lends();
    group.pays(loan, 510_000n - 12_345n, april);
    expect(owedOn(group.running(loan), day("2026-05-02")).interest).toBe(200n);
  });
});

describe("flat interest", () => {
  test("is owed for the whole term, also by who pays early", () => {
    const { group, loan } = lends({ method: "flat" });
    expect(owedOn(loan, day(april))).toMatchObject({ interest: 10_000n, interestToCome: 40_000n, total: 550_000n });
    expect(group.pays(loan, 110_000n, april).data).toMatchObject({ interest: "10000", principal: "100000" });
    expect(owedOn(group.running(loan), day("2026-05-02"))).toMatchObject({
      interest: 10_000n,
      interestToCome: 30_000n,
    });
    group.pays(loan, 440_000n, "2026-05-02");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", interest_paid: 50_000n });
  });

  test("of months to come is paid last, after all principal", () => {
    const { group, loan } = lends({ method: "flat" });
    expect(group.pays(loan, 510_000n, april).data).toMatchObject({
      principal_left: "0",
      interest_due: "0",
      closes: false,
    });
    expect(owedOn(group.running(loan), day("2026-05-02"))).toMatchObject({
      principal: 0n,
      interest: 10_000n,
      interestToCome: 30_000n,
    });
    group.pays(loan, 15_000n, "2026-05-02");
    expect(owedOn(group.running(loan), day("2026-06-06"))).toMatchObject({ interest: 5_000n, interestToCome: 20_000n });
    group.pays(loan, 25_000n, "2026-06-06");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", interest_paid: 50_000n });
  });

  test("is given back to who pays early, where the terms say so", () => {
    const { group, loan } = lends({ method: "flat", early_pay_off: "rebate" });
    group.pays(loan, 110_000n, april);
    expect(amountToPayOff(group.running(loan), day("2026-05-02"))).toBe(410_000n);
    group.pays(loan, 410_000n, "2026-05-02");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", interest_paid: 20_000n });
  });

  test("falls due in full where coins are large and she pays as agreed, though her principal ends before the term", () => {
    const { group, loan } = lends({ ...inFives, early_pay_off: "rebate" }, 500n);
    for (const on of ["2026-04-07", "2026-05-07", "2026-06-07", "2026-07-07", "2026-08-07"]) {
      const now = group.running(loan);
      group.pays(now, dueOn(now, day(on)).total, on);
    }
    expect(owedOn(group.running(loan), day("2026-08-07"))).toMatchObject({ principal: 0n, interestToCome: 100n });
    group.pays(loan, dueOn(group.running(loan), day("2026-10-07")).total, "2026-10-07");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", interest_paid: 100n });
  });

  test("is given back there too, to who pays before the plan does", () => {
    const { group, loan } = lends({ ...inFives, early_pay_off: "rebate" }, 500n);
    expect(amountToPayOff(loan, day("2026-07-07"))).toBe(500n);
    group.pays(loan, 500n, "2026-07-07");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", interest_paid: 0n });
  });

  test("does not grow after the term", () => {
    expect(amountToPayOff(lends({ method: "flat" }).loan, day("2028-01-01"))).toBe(550_000n);
  });

  test("weekly, where a month is four weeks: 2 % for eight weeks is 4 %", () => {
    const { loan } = lends({ method: "flat", frequency: "weeks", month: "four-weeks", periods: 8 });
    expect(amountToPayOff(loan, day("2026-03-14"))).toBe(520_000n);
  });
});

/** Rp 500 in seven months: coins of 100 end the principal in the fifth, and all interest falls in the seventh. */
const inFives = { method: "flat", rate_per_month: "1.75", periods: 7, rounding_unit: 100n } as const;

describe("any loan", () => {
  const anyProduct: fc.Arbitrary<LoanProduct> = fc
    .record({
      method: fc.constantFrom("flat", "declining_balance", "monthly_on_balance"),
      amortization: fc.constantFrom("equal_installments", "equal_principal_payments", "interest_only"),
      rate_per_month: fc.constantFrom("0", "0.5", "1.75", "2", "10"),
      frequency: fc.constantFrom("weeks", "months"),
      every: fc.integer({ min: 1, max: 3 }),
      periods: fc.integer({ min: 1, max: 13 }),
      rounding_unit: fc.constantFrom(1n, 100n, 500n),
      payment_order: fc.constantFrom("interest-first", "principal-first"),
      early_pay_off: fc.constantFrom("full-interest", "rebate"),
      grace: fc.record({ principal: fc.nat({ max: 3 }), interestPayment: fc.nat({ max: 3 }) }),
    } as const)
    .map(product => {
      const isByMonth = product.method === "monthly_on_balance";
      const { grace, ...others } = product;
      return {
        ...ordinary,
        ...others,
        grace_principal_periods: Math.min(grace.principal, product.periods - 1),
        grace_interest_payment_periods:
          product.method === "flat" && product.early_pay_off === "rebate"
            ? 0
            : Math.min(grace.interestPayment, product.periods - 1),
        ...(isByMonth ? { frequency: "months", every: 1 } : {}),
        ...(isByMonth && product.amortization === "equal_installments"
          ? { amortization: "equal_principal_payments" }
          : {}),
      } as LoanProduct;
    });
  /** Its principal ends two instalments before its interest falls due. */
  const rebateInLargeCoins = {
    ...ordinary,
    method: "flat",
    amortization: "equal_principal_payments",
    rate_per_month: "0.5",
    every: 3,
    periods: 7,
    rounding_unit: 100n,
    early_pay_off: "rebate",
  } as LoanProduct;
  const anyAmount = fc.bigInt({ min: 1n, max: 30_000n }).map(hundreds => hundreds * 100n);

  test("paid on each due day as the sheet proposes costs what its schedule says, and ends with it", () => {
    fc.assert(
      fc.property(anyProduct, anyAmount, (product, amount) => {
        const { group, loan } = lends(product, amount);
        const { rows, totalInterest } = scheduleOf(loanTerms(agreementOf(loan.terms), amount, day(lentOn)));
        for (const row of rows) {
          const now = group.running(loan);
          expect(arrears(now, row.due).total).toBe(0n);
          const due = dueOn(now, row.due);
          expect(due.total).toBe(row.total);
          if (due.total > 0n) group.pays(now, due.total, row.due);
        }
        expect(group.loan(loan.loan_id)).toMatchObject({
          status: "repaid",
          interest_paid: totalInterest,
          principal_paid: amount,
        });
      }),
      { numRuns: 60, examples: [[rebateInLargeCoins, 500n]] },
    );
  });

  test("makes and loses no money, whatever is paid when: her account is what the loan says", () => {
    const payment = fc.record({ days: fc.integer({ min: 0, max: 60 }), part: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(anyProduct, anyAmount, fc.array(payment, { maxLength: 12 }), (product, amount, payments) => {
        const { group, loan } = lends(product, amount);
        let on = 0;
        let paid: Minor = 0n;
        for (const { days, part } of payments) {
          const now = group.loan(loan.loan_id);
          if (now.status !== "running") break;
          on += days;
          const today = dayAfter(on);
          const sum = (amountToPayOff(now as RunningLoan, today) * BigInt(part)) / 100n;
          if (sum === 0n) continue;
          group.pays(now, sum, today);
          paid += sum;
          const after = group.loan(loan.loan_id);
          expect(after.principal_paid + after.interest_paid).toBe(paid);
          expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(outstanding(after));
          expect(-group.balance("interest-income/loan")).toBe(after.interest_paid);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("between meetings the same is said by two, as the command of its name", () => {
  expect(recordRepayment).toMatchObject({ name: "loans.record-repayment", people: 2 });
  expect(repaymentEntry.between).toBe(recordRepayment.name);
});

const dayAfter = (days: number) => day(new Date(Date.UTC(2026, 2, 7 + days)).toISOString().slice(0, 10));

const says = (group: GroupOnPaper, loan: RunningLoan, amount: Minor, on: string) =>
  group.says(repaymentEntry, { loan: loan.loan_id, member: loan.member_id, amount }, on);

function lends(product: Partial<LoanProduct> = {}, amount = 500_000n) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  return { group, loan: group.lends(wulan, amount, lentOn) };
}
