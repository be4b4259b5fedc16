import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day, isRefusal, partsOf, sum } from "#base";
import { agreementOn, loanTerms } from "./agreement.ts";
import { anyTerms } from "./any-terms.testing.ts";
import { bringLoanForward } from "./bring-forward.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import { agreedEnd, agreementOf, amountToPayOff, arrears, dueOn, openDueDays, owedOn, planOf } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import type { LoanProduct } from "./product.ts";
import { repaymentEntry } from "./repayment.ts";
import { scheduleOf } from "./schedule.ts";
import { isLean, seasonFault } from "./season.ts";
import { tranchesOf } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

// 500,000 of 7 March at 2 % a month on the balance, five instalments; from June to August the fields give nothing.
const lean: Partial<LoanProduct> = { lean_months: ["06", "07", "08"] };
const fieldsRest = ["2026-06-06", "2026-06-30", "2026-07-04", "2026-08-01", "2026-08-31"];

describe("from June to August nothing falls due", () => {
  test("five instalments, and the lean months between the second and the third are shown as such", () => {
    const { group, wulan } = lent(lean);
    expect(
      planOf(group.running(wulan), day("2026-03-07")).map(row => [row.number, row.due, row.principal, row.interest]),
    ).toEqual([
      [1, "2026-04-07", 100_000n, 10_000n],
      [2, "2026-05-07", 100_000n, 8_000n],
      // The interest of June, July and August, and September's own.
      [3, "2026-09-07", 100_000n, 24_000n],
      [4, "2026-10-07", 100_000n, 4_000n],
      [5, "2026-11-07", 100_000n, 2_000n],
    ]);
    expect(planOf(group.running(wulan), day("2026-03-07")).map(row => row.leanBefore)).toEqual([
      null,
      null,
      { from: "2026-06-07", until: "2026-08-07" },
      null,
      null,
    ]);
    expect(agreedEnd(group.running(wulan))).toBe("2026-11-07");
  });

  test("who paid until May owes nothing in them and is late for nothing; in September it goes on", () => {
    const { group, wulan } = lent(lean);
    group.pays(wulan, 110_000n, "2026-04-04");
    group.pays(wulan, 108_000n, "2026-05-02");
    for (const on of fieldsRest) {
      expect(dueOn(group.running(wulan), day(on)).total).toBe(0n);
      expect(arrears(group.running(wulan), day(on))).toMatchObject({ total: 0n, daysLate: 0, oldestDue: null });
    }
    expect(dueOn(group.running(wulan), day("2026-09-05"))).toEqual({ principal: 100_000n, interest: 24_000n, total: 124_000n });
    expect(arrears(group.running(wulan), day("2026-10-01"))).toMatchObject({ total: 124_000n, oldestDue: "2026-09-07", daysLate: 24 });
  });

  test("who was late before them is late for that alone", () => {
    const { group, wulan } = lent(lean);
    group.pays(wulan, 110_000n, "2026-04-04");
    for (const on of fieldsRest)
      expect(arrears(group.running(wulan), day(on))).toMatchObject({ principal: 100_000n, interest: 8_000n, oldestDue: "2026-05-07" });
  });

  test("interest runs on in them: who pays off in July owes it to July, and what she brings first makes the loan smaller", () => {
    const { group, wulan } = lent(lean);
    group.pays(wulan, 110_000n, "2026-04-04");
    group.pays(wulan, 108_000n, "2026-05-02");
    expect(amountToPayOff(group.running(wulan), day("2026-07-04"))).toBe(300_000n + 2n * 6_000n);
    expect(group.pays(wulan, 150_000n, "2026-07-04").data).toMatchObject({ principal: "150000", interest: "0" });
    expect(owedOn(group.running(wulan), day("2026-09-05"))).toMatchObject({ principal: 150_000n, interest: 18_000n });
    // It was more than September's instalment: of that only the interest is asked for.
    expect(dueOn(group.running(wulan), day("2026-09-05"))).toMatchObject({ principal: 0n, interest: 18_000n });
  });

  test("a flat loan costs what it costs without them", () => {
    const flat: Partial<LoanProduct> = { method: "flat", amortization: "equal_installments" };
    const { group, wulan } = lent({ ...flat, ...lean });
    const rows = planOf(group.running(wulan), day("2026-03-07"));
    expect(rows.map(row => [row.due, row.principal, row.interest])).toEqual(
      ["2026-04-07", "2026-05-07", "2026-09-07", "2026-10-07", "2026-11-07"].map(due => [due, 100_000n, 10_000n]),
    );
    expect(amountToPayOff(group.running(wulan), day("2026-07-04"))).toBe(550_000n);
  });

  test("by the month on the balance, months are not asked for their interest until September", () => {
    const { group, wulan } = lent({ method: "monthly_on_balance", amortization: "interest_only", ...lean });
    group.pays(wulan, 10_000n, "2026-04-04");
    group.pays(wulan, 10_000n, "2026-05-02");
    expect(dueOn(group.running(wulan), day("2026-08-01")).total).toBe(0n);
    expect(dueOn(group.running(wulan), day("2026-09-05"))).toMatchObject({ principal: 0n, interest: 40_000n });
    expect(dueOn(group.running(wulan), day("2026-11-07"))).toMatchObject({ principal: 500_000n });
  });

  test("week by week: the weeks whose day lies in them ask for nothing", () => {
    const { group, wulan } = lent({ frequency: "weeks", periods: 14, periods_max: 14, rate_per_month: "0", ...lean }, 140_000n);
    const plan = planOf(group.running(wulan), day("2026-03-07"));
    expect(plan).toHaveLength(14);
    expect(plan[11]).toMatchObject({ due: "2026-05-30", principal: 10_000n, leanBefore: null });
    expect(plan[12]).toMatchObject({ due: "2026-09-05", principal: 10_000n, leanBefore: { from: "2026-06-06", until: "2026-08-29" } });
    for (let week = 0; week < 12; week += 1) group.pays(wulan, 10_000n, plan[week]!.due);
    for (const on of fieldsRest) expect(arrears(group.running(wulan), day(on)).total).toBe(0n);
    expect(dueOn(group.running(wulan), day("2026-09-05")).total).toBe(10_000n);
  });

  test("a grace counts instalments: the first two bear no interest, nor the lean months before the second", () => {
    const { group, wulan } = lent({ ...lean, grace_interest_free_periods: 2 }, 500_000n, "2026-05-02");
    const plan = planOf(group.running(wulan), day("2026-05-02"));
    expect(plan.map(row => [row.due, row.interest])).toEqual([
      ["2026-09-02", 0n],
      ["2026-10-02", 0n],
      ["2026-11-02", 6_000n],
      ["2026-12-02", 4_000n],
      ["2027-01-02", 2_000n],
    ]);
    expect(owedOn(group.running(wulan), day("2026-08-01")).interest).toBe(0n);
  });
});

describe("paid at the harvest, in April and October", () => {
  const harvest: Partial<LoanProduct> = { harvest_months: ["04", "10"], periods: 2 };

  test("on the balance: half of it each time, with the interest of all the months", () => {
    const { group, wulan } = lent(harvest);
    expect(planOf(group.running(wulan), day("2026-03-07")).map(row => [row.due, row.principal, row.interest])).toEqual([
      ["2026-04-07", 250_000n, 10_000n],
      ["2026-10-07", 250_000n, 6n * 5_000n],
    ]);
    group.pays(wulan, 260_000n, "2026-04-04");
    for (const on of fieldsRest) expect(dueOn(group.running(wulan), day(on)).total).toBe(0n);
    expect(dueOn(group.running(wulan), day("2026-10-03")).total).toBe(280_000n);
  });

  test("flat: the price is for all the months until the last harvest, and a holiday adds nothing to it", () => {
    const { group, wulan } = lent({ ...harvest, method: "flat" });
    const interest = () => planOf(group.running(wulan), day("2026-03-07")).map(row => [row.due, row.interest]);
    expect(interest()).toEqual([
      ["2026-04-07", 35_000n],
      ["2026-10-07", 35_000n],
    ]);
    onHoliday(group, "2026-10-01", "2026-10-31", "2026-09-05");
    // October's harvest was lost: it is paid with the next, in April.
    expect(interest()).toEqual([
      ["2026-04-07", 35_000n],
      ["2027-04-07", 35_000n],
    ]);
  });
});

describe("agreed anew, on holiday, out of the old books", () => {
  test("what a holiday moves into a lean month waits for the month after them", () => {
    const { group, wulan } = lent(lean);
    group.pays(wulan, 110_000n, "2026-04-04");
    onHoliday(group, "2026-05-01", "2026-05-31", "2026-04-11");
    expect(planOf(group.running(wulan), day("2026-04-11")).map(row => [row.due, row.state])).toEqual([
      ["2026-04-07", "paid"],
      ["2026-09-07", "to-come"],
      ["2026-10-07", "to-come"],
      ["2026-11-07", "to-come"],
      ["2026-12-07", "to-come"],
    ]);
    expect(arrears(group.running(wulan), day("2026-08-31")).total).toBe(0n);
    // June, July, August and September: in the holiday nothing accrued.
    expect(dueOn(group.running(wulan), day("2026-09-05"))).toMatchObject({ principal: 100_000n, interest: 32_000n });
  });

  test("a new agreement begins with an instalment and never with a lean month", () => {
    const { group, wulan } = lent(lean);
    group.pays(wulan, 110_000n, "2026-04-04");
    const june = "2026-06-06";
    expect(openDueDays(group.running(wulan), day(june), 2)).toEqual(["2026-09-07", "2026-10-07"]);
    expect(agreedAnew(group, wulan, "2026-06-07", june)).toMatchObject({
      refused: "loans.reschedule-not-from-an-instalment",
      because: { next: "2026-09-07" },
    });
    done(agreedAnew(group, wulan, "2026-09-07", june));
    const now = group.running(wulan);
    expect(arrears(now, day(june)).total).toBe(0n);
    expect(planOf(now, day(june)).map(row => [row.number, row.due, row.principal])).toEqual([
      [1, "2026-04-07", 100_000n],
      [2, "2026-05-07", 0n],
      ...["2026-09-07", "2026-10-07", "2026-11-07", "2026-12-07"].map((due, at) => [at + 3, due, 100_000n]),
    ]);
    // May's interest and that of the lean months wait for the first of the new ones.
    expect(dueOn(now, day("2026-09-05"))).toMatchObject({ principal: 100_000n, interest: 5n * 8_000n });
  });

  test("of a loan whose term is over, the lean months do not count as instalments", () => {
    const { group, wulan } = lent({ ...lean, periods: 2 });
    const october = "2026-10-03";
    expect(arrears(group.running(wulan), day(october))).toMatchObject({ principal: 500_000n });
    expect(openDueDays(group.running(wulan), day(october), 3)).toEqual(["2026-10-07"]);
    done(agreedAnew(group, wulan, "2026-10-07", october, 3));
    expect(planOf(group.running(wulan), day(october)).map(row => [row.due, row.principal])).toEqual([
      ["2026-04-07", 0n],
      ["2026-05-07", 0n],
      ["2026-09-07", 0n],
      ["2026-10-07", 166_700n],
      ["2026-11-07", 166_700n],
      ["2026-12-07", 166_600n],
    ]);
  });

  test("out of paper books it goes on in its lean months too", () => {
    const { group, wulan } = lent(lean);
    const paper = {
      loan: group.id(),
      member: wulan.member_id,
      product: "ordinary",
      principal: 500_000n,
      outstanding: 300_000n,
      paid_out_on: day("2026-03-07"),
      periods: 5,
      paid_until: day("2026-06-30"),
    };
    const fact = bringLoanForward(paper, { through: day("2026-07-01"), today: day("2026-07-01") }, group.books);
    // April's and May's interest, and June's, which runs though nothing falls due.
    expect(fact).toMatchObject({ data: { interest_paid: String(10_000 + 8_000 + 6_000) } });
  });
});

const anySeason = fc.record({
  leanMonths: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 11 }),
  flatPriceFor: fc.constantFrom("instalments" as const, "months" as const),
});

test("of any terms: nothing falls due in a lean month, principal adds up to what is paid out, and no balance is below zero", () => {
  let seen = 0;
  fc.assert(
    fc.property(anyTerms, anySeason, (plain, season) => {
      const terms = { ...plain, every: 1, season };
      if (termsFault(terms)) return;
      seen += 1;
      const { rows } = scheduleOf(terms);
      const down = rows.length - rows.filter(row => row.due > terms.start).length;
      expect(sum(rows.map(row => row.principal))).toBe(sum(tranchesOf(terms).map(one => one.amount)));
      expect(rows.every(row => row.balance >= 0n && row.principal >= 0n && row.interest >= 0n)).toBe(true);
      if (terms.downPayment || terms.tranches) return;
      for (const row of rows) if (isLean(terms, row.number)) expect(row).toMatchObject({ principal: 0n, interest: 0n });
      for (const row of rows)
        if (season.leanMonths.includes(partsOf(row.due).month)) expect(row.total).toBe(0n);
      expect(rows.slice(down).filter(row => !isLean(terms, row.number)).length).toBeLessThanOrEqual(terms.periods);
      // Lean months cost a flat loan nothing; a price for the months is never less.
      if (terms.method !== "flat" || terms.frequency === "days") return;
      const flat = scheduleOf({ ...plain, every: 1, dayCount: "whole-period" }).totalInterest;
      const seasonal = scheduleOf({ ...terms, dayCount: "whole-period" }).totalInterest;
      if (season.flatPriceFor === "instalments") expect(seasonal).toBe(flat);
      else expect(seasonal >= flat).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect(seen).toBeGreaterThan(30);
});

test("what the plan asks for, paid on time, is what the books ask for; paid in any way, all is accounted for", () => {
  const products: readonly Partial<LoanProduct>[] = [
    lean,
    { ...lean, amortization: "equal_installments" },
    { ...lean, method: "flat", amortization: "equal_installments" },
    { ...lean, method: "monthly_on_balance" },
    { ...lean, grace_interest_payment_periods: 2 },
    { harvest_months: ["04", "10"] },
    { harvest_months: ["09"], method: "flat" },
    { ...lean, frequency: "weeks", every: 2 },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...products),
      fc.constantFrom("2026-03-07", "2026-06-15", "2026-08-31"),
      fc.bigInt(1n, 40n).map(amount => amount * 10_000n),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.bigInt(1n, 100n)), { minLength: 1, maxLength: 6 }),
      (of, on, amount, payments) => {
        const { group, wulan } = lent(of, amount, on);
        const { rows, totalInterest } = scheduleOf(loanTerms(agreementOf(wulan.terms), amount, day(on)));
        const punctual = lent(of, amount, on);
        for (const row of rows) {
          const running = punctual.group.running(punctual.wulan);
          if (running.status !== ("running" as string)) break;
          const asked = dueOn(running, row.due);
          expect(asked).toEqual({ principal: row.principal, interest: row.interest, total: row.total });
          if (asked.total > 0n) punctual.group.pays(running, asked.total, row.due);
        }
        expect(punctual.group.loan(punctual.wulan.loan_id)).toMatchObject({
          status: "repaid",
          principal_paid: amount,
          interest_paid: totalInterest,
        });
        for (const [after, percent] of [...payments].sort((a, b) => a[0] - b[0])) {
          const running = group.running(wulan);
          if (running.status !== ("running" as string)) break;
          const paidOn = addDaysTo(on, after);
          const before = owedOn(running, paidOn).total;
          const part = ((before * percent) / 10_000n) * 100n;
          if (part === 0n) continue;
          const said = { loan: wulan.loan_id, member: wulan.member_id, amount: part };
          const paid = group.says(repaymentEntry, said, paidOn);
          expect(isRefusal(paid)).toBe(false);
          const now = group.loan(wulan.loan_id) as RunningLoan;
          if (now.status === "running" && agreementOf(now.terms).method !== "flat")
            expect(owedOn(now, paidOn).total).toBe(before - part);
          expect(now.principal - now.principal_paid).toBe(group.balance("loans-receivable/loan", wulan.member_id));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("a schedule of days has no months too far apart", () => {
  const season = { leanMonths: [6], flatPriceFor: "instalments" } as const;
  expect(seasonFault({ start: day("2026-01-01"), frequency: "days", every: 28, season })).toBe(null);
  expect(seasonFault({ start: day("2026-01-01"), frequency: "days", every: 29, season })).toMatchObject({
    refused: "loans.lean-months-skipped",
  });
  const agreement = agreementOn({ ...ordinary, lean_months: ["08", "06", "06"], harvest_months: [] }, 5, 100n);
  expect(agreement.lean_months).toEqual(["06", "08"]);
  expect("harvest_months" in agreement).toBe(false);
});

function lent(how: Partial<LoanProduct>, amount = 500_000n, on = "2026-03-07") {
  const group = new GroupOnPaper("INR", "2020-01-04");
  group.product("ordinary", { ...ordinary, ...how }, "2020-01-04");
  const woman = group.member("2020-01-04");
  group.saves(woman, 100_000_000n, "2020-01-04");
  return { group, wulan: group.lends(woman, amount, on) };
}

function onHoliday(group: GroupOnPaper, from: string, until: string, on: string): void {
  done(group.says(holidayEntry, { decision: group.decides("holiday", "holiday", on, true, { from, until }) }, on));
}

function agreedAnew(group: GroupOnPaper, loan: RunningLoan, from_due: string, on: string, extra = 1) {
  const value = { from_due, extra_periods: String(extra), grace_periods: "0" };
  const decision = group.decides("reschedule", loan.loan_id, on, true, value);
  return group.says(rescheduleEntry, { loan: loan.loan_id, member: loan.member_id, decision }, on);
}

const addDaysTo = (on: string, days: number): Day =>
  new Date(Date.parse(on) + days * 86_400_000).toISOString().slice(0, 10) as Day;
