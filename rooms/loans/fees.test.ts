import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, type Minor, type RecordedFact } from "#base";
import { type Fee } from "./charge-rules.ts";
import { followedSchedule } from "./followed-schedule.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import {
  amountToPayOff,
  arrears,
  claimOf,
  demandOf,
  dueOn,
  loanEventsOf,
  loanTerms,
  outstanding,
  owedOn,
  planOf,
  portfoliosOf,
} from "./index.ts";
import { agreementOf } from "./agreement.ts";
import { bringLoanForward } from "./bring-forward.ts";
import { chargesKept } from "./charges-kept.ts";
import { debtsOf, settle } from "./debts.ts";
import { isRunning } from "./loan.ts";
import { usualPaymentOrder } from "./payment-order.ts";
import type { LoanProduct } from "./product.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import { recoveryEntry } from "./recovery.ts";
import { repaymentEntry } from "./repayment.ts";
import { requestEntry } from "./request.ts";
import { writeOffEntry } from "./write-off.ts";

/** 500,000 for five months at 2 % a month: 100,000 and the interest each month, and 1,500 for the visit with it. */
const lentOn = "2026-03-07";
const [april, may, june] = ["2026-04-04", "2026-05-02", "2026-06-06"] as const;
const visit: Fee = { what: "visit", at: "instalment", amount: 1_500n };

describe("Wulan pays 1,500 for the visit with each instalment", () => {
  test("it is due with the instalment, stands in the plan, and is income when it is paid", () => {
    const { group, loan } = lends({ fees: [visit] });
    expect(dueOn(loan, day(april))).toEqual({
      principal: 100_000n,
      interest: 10_000n,
      fees: 1_500n,
      penalties: 0n,
      total: 111_500n,
    });
    expect(planOf(loan, day(april)).map(row => row.fees)).toEqual([1_500n, 1_500n, 1_500n, 1_500n, 1_500n]);
    expect(group.balance("fee-income/loan")).toBe(0n);
    const fact = group.pays(loan, 111_500n, april);
    expect(fact.lines).toEqual([
      { account: "cash/loan", unit: "IDR", amount: 111_500n },
      { account: "loans-receivable/loan", member: loan.member_id, unit: "IDR", amount: -100_000n },
      { account: "interest-income/loan", unit: "IDR", amount: -10_000n },
      { account: "fee-income/loan", unit: "IDR", amount: -1_500n },
    ]);
    expect(fact.data).toMatchObject({ fees: "1500", interest: "10000", principal: "100000" });
    expect(planOf(group.running(loan), day(april))[0]!.state).toBe("paid");
  });

  test.each([
    // order          | pays    | fees  | interest | principal
    ["interest-first",    1_000n, 1_000n,       0n,        0n],
    ["interest-first",   11_500n, 1_500n,  10_000n,        0n],
    ["principal-first",  50_000n, 1_500n,       0n,   48_500n],
    ["principal-first", 105_000n, 1_500n,   3_500n,  100_000n],
    ["charges-last",    110_000n,     0n,  10_000n,  100_000n],
    ["charges-last",    110_700n,   700n,  10_000n,  100_000n],
    ["charges-last",    120_000n, 1_500n,  10_000n,  108_500n],
  ] as const)("%s: of %s, %s are fees, %s interest, %s principal", (payment_order, pays, fees, interest, principal) => {
    const { group, loan } = lends({ fees: [visit], payment_order });
    const { data } = group.pays(loan, pays, april);
    expect([BigInt((data!["fees"] as string) ?? "0"), data!["interest"], data!["principal"]]).toEqual([
      fees,
      String(interest),
      String(principal),
    ]);
  });

  test("what she leaves out is asked for with the next, and is late when the month is over; what is at risk is principal", () => {
    const { group, loan } = lends({ fees: [visit], payment_order: "charges-last" });
    group.pays(loan, 110_000n, april);
    const now = group.running(loan);
    expect(planOf(now, day(april))[0]!.state).toBe("due");
    expect(dueOn(now, day(may)).fees).toBe(3_000n);
    expect(arrears(now, day(may))).toMatchObject({
      principal: 0n,
      interest: 0n,
      fees: 1_500n,
      penalties: 0n,
      total: 1_500n,
      daysLate: 25,
    });
    expect(portfoliosOf([now], day(may))).toMatchObject([{ outstanding: 400_000n, late: 1_500n, atRisk: 400_000n }]);
  });

  test("whoever pays off early owes those of the months begun, and none for visits that are not made", () => {
    const { group, loan } = lends({ fees: [visit] });
    expect(amountToPayOff(loan, day(april))).toBe(511_500n);
    expect(amountToPayOff(loan, day(may))).toBe(523_000n);
    group.pays(loan, 511_500n, april);
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", charges: { fees_paid: "1500" } });
  });

  test("after her term no visit is paid", () => {
    const { loan } = lends({ fees: [visit] });
    expect(owedOn(loan, day("2027-01-02")).fees).toBe(5n * 1_500n);
  });

  test("in lean months nobody comes for it", () => {
    const { loan } = lends({ fees: [visit], lean_months: ["05", "06"] });
    const fees = ["2026-04-07", "2026-05-07", "2026-06-07", "2026-07-07"].map(on => dueOn(loan, day(on)).fees);
    expect(fees).toEqual([1_500n, 1_500n, 1_500n, 3_000n]);
    expect(owedOn(loan, day("2027-01-02")).fees).toBe(5n * 1_500n);
    expect(planOf(loan, day(april)).map(row => row.fees)).toEqual(Array(5).fill(1_500n));
  });

  test("a part of the loan, in coins there are", () => {
    const { loan } = lends({ fees: [visit, { what: "insurance", at: "instalment", percent: "0.25" }], rounding_unit: 500n });
    expect(dueOn(loan, day(april)).fees).toBe(1_500n + 1_500n);
  });
});

test("fees at the pay-out are kept back from it together; they leave her something", () => {
  const { group, wulan, loan } = lends({
    fees: [
      { what: "service", at: "pay-out", percent: "1" },
      { what: "passbook", at: "pay-out", amount: 2_000n },
      visit,
    ],
  });
  expect(-group.balance("fee-income/loan")).toBe(7_000n);
  expect(group.facts.find(fact => fact.kind === "loans.paid-out")!.data).toMatchObject({ charge: "7000" });
  expect(outstanding(loan)).toBe(500_000n);
  const small = { loan: group.id(), member: wulan, product: "ordinary", amount: 2_000n, guarantors: [] };
  expect(group.says(requestEntry, small, april)).toEqual({
    refused: "loans.fees-above-loan",
    because: { fees: 2_000n, amount: 2_000n, unit: "IDR" },
  });
});

test("they are what the calculator says of each instalment, paid on its day", () => {
  fc.assert(
    fc.property(anyProduct, anyAmount, (product, amount) => {
      const { group, loan } = lends(product, amount);
      const terms = loanTerms(agreementOf(loan.terms), amount, day(lentOn));
      const charged = product.fees!.map(fee => ({ on: day(lentOn), fee }));
      const { rows } = followedSchedule(terms, {
        order: usualPaymentOrder,
        events: charged.map(({ on, fee }) => ({
          kind: "charged",
          on,
          charge: { column: "fees", each: "instalment", of: fee.amount! },
        })),
      });
      for (const row of rows) {
        const now = group.loan(loan.loan_id);
        if (!isRunning(now)) {
          expect(row.total).toBe(0n);
          continue;
        }
        const due = dueOn(now, row.due);
        expect([due.total, due.fees]).toEqual([row.total, row.fees]);
        if (due.total > 0n) group.pays(now, due.total, row.due);
      }
      expect(group.loan(loan.loan_id).status).toBe("repaid");
    }),
    { numRuns: 40 },
  );
});

describe("whatever is paid when", () => {
  const payment = fc.record({ days: fc.integer({ min: 0, max: 60 }), part: fc.integer({ min: 1, max: 100 }), rank: fc.nat() });

  test("principal, interest and fees are accounted for to the last unit; taken back in any order it is as if never paid", () => {
    fc.assert(
      fc.property(anyProduct, anyAmount, fc.array(payment, { maxLength: 8 }), (product, amount, payments) => {
        const { group, loan } = lends(product, amount);
        const start = group.running(loan);
        const made: { fact: RecordedFact; rank: number }[] = [];
        let on = 0;
        let paid: Minor = 0n;
        for (const { days, part, rank } of payments) {
          const now = group.loan(loan.loan_id);
          if (!isRunning(now)) break;
          on += days;
          const pays = (amountToPayOff(now, dayAfter(on)) * BigInt(part)) / 100n;
          if (pays === 0n) continue;
          made.push({ fact: group.pays(now, pays, dayAfter(on)), rank });
          paid += pays;
          accountedFor(paid);
        }
        for (const { fact } of made.sort((a, b) => a.rank - b.rank)) {
          group.takesBack(fact, dayAfter(on));
          paid -= fact.lines[0]!.amount;
          accountedFor(paid);
        }
        expect(group.loan(loan.loan_id)).toEqual(start);

        function accountedFor(all: Minor): void {
          const after = group.loan(loan.loan_id);
          const fees = chargesKept(after).fees_paid;
          expect(after.principal_paid + after.interest_paid + fees).toBe(all);
          expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(outstanding(after));
          expect(-group.balance("interest-income/loan")).toBe(after.interest_paid);
          expect(-group.balance("fee-income/loan")).toBe(fees);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("when the loan does not end as agreed", () => {
  test("written off, the claim keeps her fees; they come last when she sends money after all, and all can be taken back", () => {
    const { group, loan } = lends({ fees: [visit] });
    const said = { loan: loan.loan_id, member: loan.member_id };
    const before = group.running(loan);
    const decision = group.decides("write-off", loan.loan_id, june);
    const [given] = done(group.says(writeOffEntry, { ...said, decision }, june));
    expect(given!.data).toMatchObject({ principal: "500000", interest: "30000", fees: "4500" });
    expect(claimOf(group.loan(loan.loan_id))).toEqual({ principal: 500_000n, interest: 30_000n, fees: 4_500n });
    expect(debtsOf(loan.member_id, group.books, day(june))).toMatchObject([{ amount: 534_500n }]);
    const [came] = done(group.says(recoveryEntry, { ...said, amount: 532_000n }, "2026-07-04"));
    expect(came!.data).toMatchObject({ principal: "500000", interest: "30000", fees: "2000" });
    expect(claimOf(group.loan(loan.loan_id)).fees).toBe(2_500n);
    expect(group.says(recoveryEntry, { ...said, amount: 2_501n }, "2026-07-04")).toMatchObject({
      refused: "loans.recovery-exceeds-claim",
    });
    expect(group.takesBack(given!, june)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(came!, june);
    group.takesBack(given!, june);
    expect(group.loan(loan.loan_id)).toEqual(before);
    expect(group.balance("fee-income/loan")).toBe(0n);
  });

  test("set off against her shares, fees are a part of the debt", () => {
    const { group, loan } = lends({ fees: [visit] });
    group.saves(loan.member_id, 600_000n, lentOn, "member-shares/loan");
    const [debt] = debtsOf(loan.member_id, group.books, day(april));
    expect(debt!.amount).toBe(511_500n);
    const out = [{ account: "member-shares/loan" as const, member: loan.member_id, amount: debt!.amount }];
    group.record(settle([{ debt: debt!, out }], { on: day(april), writtenOffBy: null }) as RecordedFact[]);
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", charges: { fees_paid: "1500" } });
    expect(-group.balance("fee-income/loan")).toBe(1_500n);
  });

  test("a pay-out is not taken back while a fee is paid on it", () => {
    const { group, loan } = lends({ fees: [visit] });
    group.pays(loan, 1_000n, april);
    const paidOut = group.facts.find(fact => fact.kind === "loans.paid-out")!;
    expect(group.takesBack(paidOut, april)).toMatchObject({ refused: "loans.reverse-later-first" });
  });
});

test("the register of demand and collection tells fees apart", () => {
  const { group, loan } = lends({ fees: [visit] });
  group.pays(loan, 112_000n, april);
  group.pays(group.running(loan), 1_000n, may);
  const events = group.facts.flatMap(fact => loanEventsOf(fact, null));
  const found = demandOf(group.loan(loan.loan_id), events, { from: day("2026-05-01"), until: day("2026-06-30") })!;
  expect(found.fees).toEqual({
    overdueBefore: 0n,
    fellDue: 3_000n,
    paidOfOverdue: 0n,
    paidOfFellDue: 1_000n,
    paidAhead: 0n,
    renewed: 0n,
    overdue: 2_000n,
  });
});

test("of a loan out of paper books, fees that fell due before are of the paper", () => {
  const { group, wulan } = lends({ fees: [visit] });
  const paper = {
    loan: group.id(),
    member: wulan,
    product: "ordinary",
    principal: 500_000n,
    outstanding: 300_000n,
    paid_out_on: day("2026-01-10"),
    periods: 5,
    paid_until: day("2026-03-10"),
  };
  const fact = bringLoanForward(paper, { through: day("2026-03-31"), today: day(april) }, group.books);
  expect("refused" in fact).toBe(false);
  group.record([fact as RecordedFact]);
  const loan = group.loan(paper.loan);
  expect(isRunning(loan) && dueOn(loan, day("2026-04-11")).fees).toBe(1_500n);
});

test("agreed anew, fees that were late are asked for with the first of the new instalments", () => {
  const { group, loan } = lends({ fees: [visit] });
  const value = { from_due: "2026-07-07", extra_periods: "2", grace_periods: "0" };
  const said = { loan: loan.loan_id, member: loan.member_id };
  const decision = group.decides("reschedule", loan.loan_id, june, true, value);
  done(group.says(rescheduleEntry, { ...said, decision }, june));
  const now = group.running(loan);
  expect(arrears(now, day(june)).fees).toBe(0n);
  expect(dueOn(now, day(june)).fees).toBe(1_500n);
  expect(dueOn(now, day("2026-07-04")).fees).toBe(4n * 1_500n);
  expect(owedOn(now, day("2027-07-03")).fees).toBe(7n * 1_500n);
});

const anyAmount = fc.bigInt({ min: 10n, max: 30_000n }).map(hundreds => hundreds * 100n);
const anyProduct: fc.Arbitrary<Partial<LoanProduct>> = fc
  .record({
    method: fc.constantFrom("flat", "declining_balance", "monthly_on_balance"),
    rate_per_month: fc.constantFrom("0", "1.75", "10"),
    periods: fc.integer({ min: 1, max: 9 }),
    rounding_unit: fc.constantFrom(1n, 100n),
    payment_order: fc.constantFrom("interest-first", "principal-first", "charges-last"),
    early_pay_off: fc.constantFrom("full-interest", "rebate"),
    grace_principal_periods: fc.nat({ max: 3 }),
    fees: fc.array(
      fc.bigInt(1n, 50n).map((hundreds): Fee => ({ what: "other", at: "instalment", amount: hundreds * 100n })),
      { minLength: 1, maxLength: 3 },
    ),
  } as const)
  .map(product => ({
    ...product,
    grace_principal_periods: Math.min(product.grace_principal_periods, product.periods - 1),
  }));

const dayAfter = (days: number) => day(new Date(Date.UTC(2026, 2, 7 + days)).toISOString().slice(0, 10));

function lends(product: Partial<LoanProduct> = {}, amount = 500_000n) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  for (const income of ["fee-income/loan", "opening-balance/loan"] as const) group.opens(income, "2026-01-03");
  group.saves(sari, 50_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  return { group, wulan, loan: group.lends(wulan, amount, lentOn) };
}

test("a payment above all that is owed is refused with what is owed, fees in it", () => {
  const { group, loan } = lends({ fees: [visit] });
  const said = { loan: loan.loan_id, member: loan.member_id, amount: 511_501n };
  expect(group.says(repaymentEntry, said, april)).toMatchObject({
    refused: "loans.repayment-exceeds-owed",
    because: { owed: 511_500n },
  });
});
