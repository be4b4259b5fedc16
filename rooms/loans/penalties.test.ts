import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, day, daysBetween, type Minor, ratio, type RecordedFact } from "#base";
import { agreementOf } from "./agreement.ts";
import { bringLoanForward } from "./bring-forward.ts";
import type { LatePenalty } from "./charge-rules.ts";
import { chargesKept } from "./charges-kept.ts";
import { counted, lateFrom, pauseOf } from "./counting.ts";
import { debtsOf, settle } from "./debts.ts";
import { followedSchedule } from "./followed-schedule.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import {
  amountToPayOff,
  arrears,
  claimOf,
  demandOf,
  dueOn,
  loanEventsOf,
  loanOn,
  loanTerms,
  outstanding,
  owedOn,
  portfoliosOf,
} from "./index.ts";
import { isRunning, type RunningLoan } from "./loan.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import { usualPaymentOrder } from "./payment-order.ts";
import type { LoanProduct } from "./product.ts";
import { waiverEntry } from "./waiver.ts";
import { writeOffEntry } from "./write-off.ts";

/** 500,000 for five months at 2 % a month: 100,000 and the interest by the 7th of each month, from April on. */
const lentOn = "2026-03-07";
const [april, may, june] = ["2026-04-04", "2026-05-02", "2026-06-06"] as const;
const once: LatePenalty = { each: "once", percent: "5" };
const running: LatePenalty = { each: "period", percent: "1" };

describe("Wulan did not come in April: 100,000 and 10,000 interest are late when the month is over", () => {
  test.each<[string, Partial<LatePenalty>, string, Minor]>([
    // what the product says                | on        | late charge
    ["5 % once, in April itself",          once,         "2026-04-30", 0n],
    ["5 % once, when April is over",       once,         "2026-05-01", 5_500n],
    ["5 % once, all through May",          once,         "2026-05-31", 5_500n],
    ["5 % once, of April's and of May's",  once,         june,         11_000n],
    ["5 % once, of all five",              once,         "2028-01-01", 27_500n],
    ["1 % each month, of April's",         running,      may,          1_100n],
    ["1 % each month, of both in June",    running,      june,         1_100n + 2_200n],
    ["1 % each month, in all",             running,      "2026-09-05", 1_100n + 2_200n + 3_300n + 4_400n + 5_500n],
    ["1 % each month, after the term",     running,      "2026-10-03", 16_500n + 5_600n],
    ["2,000 once",                         { each: "once", amount: 2_000n }, june, 4_000n],
    ["2,000 each month",                   { each: "period", amount: 2_000n }, june, 4_000n],
    ["20 days of grace are over in April", { ...once, grace_days: 20 }, "2026-05-01", 5_500n],
    ["31 days of grace end on 8 May",      { ...once, grace_days: 31 }, "2026-05-08", 0n],
    ["31 days of grace end on 8 May",      { ...once, grace_days: 31 }, "2026-05-09", 5_500n],
    ["not more than a tenth of the loan",  { each: "once", percent: "100" }, june, 50_000n],
    ["or what the product says",           { each: "once", percent: "100", percent_max: "1.5" }, june, 7_500n],
    ["never more than the loan",           { each: "period", percent: "100", percent_max: "100" }, "2030-01-05", 500_000n],
  ])("%s", (_, rule, on, charged) => {
    const { loan } = lends({ late_penalty: rule as LatePenalty });
    expect(owedOn(loan, day(on)).penalties).toBe(charged);
    expect(dueOn(loan, day(on)).penalties).toBe(charged);
  });

  test("what she paid of it in time bears none, and what she pays later stays charged", () => {
    const { group, loan } = lends({ late_penalty: once });
    group.pays(loan, 60_000n, april);
    expect(owedOn(group.running(loan), day(may)).penalties).toBe(2_500n);
    group.pays(group.running(loan), 52_500n, may);
    expect(group.running(loan).charges).toEqual({ penalties_paid: "2500" });
    expect(owedOn(group.running(loan), day("2026-05-31")).penalties).toBe(0n);
  });

  test("within the days of grace she pays, and is never charged", () => {
    const { group, loan } = lends({ late_penalty: { ...once, grace_days: 31 } });
    group.pays(loan, 120_000n, may);
    expect(owedOn(group.running(loan), day("2026-05-31")).penalties).toBe(0n);
  });

  test("a payment says what of it went to the late charge, which is income of fines", () => {
    const { group, loan } = lends({ late_penalty: once });
    const fact = group.pays(loan, 20_000n, may);
    expect(fact.lines).toEqual([
      { account: "cash/loan", unit: "IDR", amount: 20_000n },
      { account: "interest-income/loan", unit: "IDR", amount: -14_500n },
      { account: "fine-income/loan", unit: "IDR", amount: -5_500n },
    ]);
    expect(fact.data).toMatchObject({ penalties: "5500", interest: "14500", principal: "0" });
  });

  test("it comes last where the product says so", () => {
    const { group, loan } = lends({ late_penalty: once, payment_order: "charges-last" });
    expect(group.pays(loan, 220_000n, may).data).toMatchObject({ interest: "20000", principal: "200000" });
    expect(group.running(loan).charges).toEqual({});
    expect(group.pays(group.running(loan), 6_000n, may).data).toMatchObject({ penalties: "5500", principal: "500" });
  });

  test("it is asked for with what is due and pays off with the rest, and is no lateness itself", () => {
    const { group, loan } = lends({ late_penalty: once, payment_order: "charges-last" });
    expect(dueOn(loan, day(may))).toMatchObject({ penalties: 5_500n, total: 225_500n });
    expect(amountToPayOff(loan, day(may))).toBe(525_500n);
    expect(arrears(loan, day(may))).toMatchObject({ penalties: 0n, total: 110_000n });
    expect(portfoliosOf([loan], day(may))).toMatchObject([{ outstanding: 500_000n, late: 110_000n, atRisk: 500_000n }]);
    group.pays(loan, 220_000n, may);
    expect(arrears(group.running(loan), day(june))).toMatchObject({ total: 0n, daysLate: 0, oldestDue: null });
  });
});

test("in lean months nothing is charged for, also not for what was late before", () => {
  const { loan } = lends({ late_penalty: running, lean_months: ["05", "06"] });
  for (const on of [may, june, "2026-07-31"]) expect(owedOn(loan, day(on)).penalties).toBe(1_100n);
  // April's and July's instalment, and 10,000 interest of each month since: 1 % of 240,000.
  expect(owedOn(loan, day("2026-08-01")).penalties).toBe(1_100n + 2_400n);
});

test("of a month that may be interest only, interest alone is late until the term is over", () => {
  const { loan } = lends({ method: "monthly_on_balance", late_penalty: once });
  expect(owedOn(loan, day(may)).penalties).toBe(500n);
  expect(owedOn(loan, day("2026-09-05")).penalties).toBe(4n * 500n + 25_500n);
});

describe("when nobody pays for a while", () => {
  test("a holiday lets nothing fall due, and what was late before is charged for no more", () => {
    const { group, loan } = lends({ late_penalty: running });
    const value = { from: may, until: "2026-07-31" };
    done(group.says(holidayEntry, { decision: group.decides("holiday", "holiday", may, true, value) }, may));
    const now = group.running(loan);
    for (const on of [may, june, "2026-07-31"]) expect(owedOn(now, day(on)).penalties).toBe(1_100n);
    // Moved by three months: what is due on 7 August is late on 1 September.
    expect(owedOn(now, day("2026-08-31")).penalties).toBe(1_100n);
    expect(owedOn(now, day("2026-09-01")).penalties).toBe(1_100n + 2_200n);
  });

  test("days of grace do not pass in it", () => {
    const { group, loan } = lends({ late_penalty: { ...once, grace_days: 31 } });
    const value = { from: may, until: "2026-07-31" };
    done(group.says(holidayEntry, { decision: group.decides("holiday", "holiday", may, true, value) }, may));
    const now = group.running(loan);
    expect(owedOn(now, day("2026-08-07")).penalties).toBe(0n);
    expect(owedOn(now, day("2026-08-08")).penalties).toBe(5_500n);
  });

  test("agreed anew, what was charged stays, and begins again with the new instalments", () => {
    const { group, loan } = lends({ late_penalty: once });
    const value = { from_due: "2026-06-07", extra_periods: "3", grace_periods: "0" };
    const decision = group.decides("reschedule", loan.loan_id, june, true, value);
    done(group.says(rescheduleEntry, { loan: loan.loan_id, member: loan.member_id, decision }, june));
    const now = group.running(loan);
    expect(owedOn(now, day("2026-06-30")).penalties).toBe(11_000n);
    // 83,333 (in coins of 100) and the interest of three months.
    expect(owedOn(now, day("2026-07-01")).penalties).toBe(11_000n + 5_700n);
  });
});

test("with once a period and no days of grace it is what the calculator says when it looks", () => {
  const { loan } = lends({ late_penalty: once });
  const terms = loanTerms(agreementOf(loan.terms), 500_000n, day(lentOn));
  const { rows } = followedSchedule(terms, {
    order: usualPaymentOrder,
    penalty: { part: ratio(5n, 100n), base: "principal + interest", isOnce: true },
    events: [{ kind: "looked-at", on: day("2026-05-01") }],
  });
  expect(owedOn(loan, day("2026-05-01")).penalties).toBe(rows[0]!.penalties);
});

test("an instalment is late from the first day on which its week or month is over, holidays counted", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("weeks", "months"),
      fc.integer({ min: 1, max: 3 }),
      fc.nat({ max: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.option(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 90 }))),
      (frequency, every, start, number, holiday) => {
        const paidOut = addDays(day("2026-01-01"), start);
        const from = addDays(paidOut, holiday?.[0] ?? 0);
        const pause = pauseOf({ frequency }, paidOut, from, addDays(from, holiday?.[1] ?? 0));
        const pauses = holiday && pause.count > 0 ? [pause] : [];
        const late = lateFrom({ frequency, every }, paidOut, number, pauses);
        const over = (on: typeof late) => counted({ frequency, every }, paidOut, on, pauses).over;
        expect(over(late)).toBeGreaterThanOrEqual(number);
        expect(over(addDays(late, -1))).toBeLessThan(number);
      },
    ),
    { numRuns: 300 },
  );
});

describe("a late charge is let go", () => {
  test("all of it or some, with the reason; it is asked for no more", () => {
    const { group, loan } = lends({ late_penalty: once });
    const [fact] = done(waives(group, loan, 2_000n, may));
    expect(fact).toMatchObject({ kind: "loans.penalty-waived", lines: [], data: { penalties: "2000", closes: false } });
    expect(fact!.texts).toMatchObject([{ about: "loans.waiver", field: "reason", text: "The road was under water." }]);
    expect(owedOn(group.running(loan), day(may)).penalties).toBe(3_500n);
    done(waives(group, loan, 3_500n, may));
    expect(owedOn(group.running(loan), day(may)).penalties).toBe(0n);
    expect(owedOn(group.running(loan), day(june)).penalties).toBe(5_500n);
  });

  test("not more than there is, not nothing, and only while the loan runs", () => {
    const { group, loan } = lends({ late_penalty: once });
    expect(waives(group, loan, 5_501n, may)).toEqual({
      refused: "loans.waiver-exceeds-owed",
      because: { amount: 5_501n, owed: 5_500n, unit: "IDR" },
    });
    expect(waives(group, loan, 0n, may)).toMatchObject({ refused: "loans.amount-missing" });
    expect(waives(group, { ...loan, member_id: group.member() }, 1n, may)).toMatchObject({ refused: "loans.no-such-loan" });
    group.pays(loan, 525_500n, may);
    expect(waives(group, loan, 1n, may)).toMatchObject({ refused: "loans.not-running" });
  });

  test("taken back, it is owed again; a pay-out stays while one stands", () => {
    const { group, loan } = lends({ late_penalty: once });
    const before = group.running(loan);
    const [fact] = done(waives(group, loan, 5_500n, may));
    const paidOut = group.facts.find(one => one.kind === "loans.paid-out")!;
    expect(group.takesBack(paidOut, may)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(fact!, june);
    expect(group.running(loan)).toEqual(before);
  });

  test("where nothing else was owed the loan ends with it, and runs again when it is taken back", () => {
    const { group, loan } = lends({ late_penalty: once, payment_order: "charges-last" });
    group.pays(loan, 200_000n + 20_000n, may);
    group.pays(group.running(loan), 300_000n, may);
    // Of the last 300,000, 5,500 went to the late charge, which is due before principal to come.
    const left = amountToPayOff(group.running(loan), day(may));
    expect(left).toBe(5_500n);
    group.pays(group.running(loan), left - 100n, may);
    const before = group.running(loan);
    expect(owedOn(before, day(may))).toMatchObject({ principal: 100n, penalties: 0n });
    expect(waives(group, loan, 1n, may)).toMatchObject({ refused: "loans.waiver-exceeds-owed" });
  });

  test("when all the rest is paid", () => {
    const { group, loan } = lends({ late_penalty: once, payment_order: "charges-last" });
    // In August all principal is due, and comes before the charges.
    group.pays(loan, 550_000n, "2026-08-01");
    const before = group.running(loan);
    expect(owedOn(before, day("2026-08-01"))).toMatchObject({ principal: 0n, interest: 0n, penalties: 22_000n });
    const [fact] = done(waives(group, loan, 22_000n, "2026-08-01"));
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", closed_on: "2026-08-01" });
    group.takesBack(fact!, "2026-08-01");
    expect(group.running(loan)).toEqual(before);
  });
});

describe("whatever is paid when", () => {
  const payment = fc.record({ days: fc.integer({ min: 0, max: 60 }), part: fc.integer({ min: 1, max: 100 }), rank: fc.nat() });

  test("all parts are accounted for to the last unit; taken back in any order it is as if never paid", () => {
    fc.assert(
      fc.property(anyProduct, anyAmount, fc.array(payment, { maxLength: 8 }), (product, amount, payments) => {
        const { group, loan } = lends(product, amount);
        const start = group.running(loan);
        const far = addDays(day(lentOn), 900);
        const owedAtFirst = owedOn(start, far);
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
        expect(owedOn(group.running(loan), far)).toEqual(owedAtFirst);

        function accountedFor(all: Minor): void {
          const after = group.loan(loan.loan_id);
          const { fees_paid, penalties_paid } = chargesKept(after);
          expect(after.principal_paid + after.interest_paid + fees_paid + penalties_paid).toBe(all);
          expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(outstanding(after));
          expect(-group.balance("interest-income/loan")).toBe(after.interest_paid);
          expect(-group.balance("fee-income/loan")).toBe(fees_paid);
          expect(-group.balance("fine-income/loan")).toBe(penalties_paid);
          if (isRunning(after)) {
            const { principal, interest, interestToCome, fees, penalties, total } = owedOn(after, dayAfter(on));
            expect(principal + interest + interestToCome + fees + penalties).toBe(total);
            expect(penalties >= 0n && penalties_paid + penalties <= amount).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("who pays the same sums on the same days owes the same, in whichever order they were written down", () => {
    const sums = [
      [april, 60_000n],
      [may, 40_000n],
      [june, 90_000n],
    ] as const;
    const owed = [sums, [...sums].reverse()].map(order => {
      const { group, loan } = lends({ late_penalty: running, rate_per_month: "0", payment_order: "charges-last" });
      for (const [on, amount] of order) group.pays(group.running(loan), amount, on);
      return owedOn(group.running(loan), day("2026-09-05"));
    });
    expect(owed[1]).toEqual(owed[0]);
  });

  test("on an earlier day the books tell of it what they told then", () => {
    const { group, loan } = lends({ late_penalty: once });
    group.pays(loan, 60_000n, april);
    const then = group.running(loan);
    done(waives(group, loan, 500n, may));
    group.pays(group.running(loan), 52_000n, may);
    const events = group.facts.flatMap(fact => loanEventsOf(fact, null));
    expect(loanOn(group.loan(loan.loan_id), events, day("2026-05-01"))).toEqual(then);
    expect(loanOn(group.loan(loan.loan_id), events, day(may))).toEqual(group.running(loan));
  });
});

describe("when the loan does not end as agreed", () => {
  test("written off, its late charges end, and are owed again when that is taken back", () => {
    const { group, loan } = lends({ late_penalty: once });
    const before = group.running(loan);
    const decision = group.decides("write-off", loan.loan_id, june);
    const [fact] = done(group.says(writeOffEntry, { loan: loan.loan_id, member: loan.member_id, decision }, june));
    expect(fact!.data).toMatchObject({ principal: "500000", interest: "30000", penalties: "11000" });
    expect(claimOf(group.loan(loan.loan_id))).toEqual({ principal: 500_000n, interest: 30_000n, fees: 0n });
    expect(debtsOf(loan.member_id, group.books, day(june))).toMatchObject([{ amount: 530_000n }]);
    group.takesBack(fact!, june);
    expect(group.running(loan)).toEqual(before);
  });

  test("set off against her shares, they are a part of the debt", () => {
    const { group, loan } = lends({ late_penalty: once });
    group.saves(loan.member_id, 600_000n, lentOn, "member-shares/loan");
    const [debt] = debtsOf(loan.member_id, group.books, day(may));
    expect(debt!.amount).toBe(525_500n);
    const out = [{ account: "member-shares/loan" as const, member: loan.member_id, amount: debt!.amount }];
    group.record(settle([{ debt: debt!, out }], { on: day(may), writtenOffBy: null }) as RecordedFact[]);
    expect(group.loan(loan.loan_id).status).toBe("repaid");
    expect(-group.balance("fine-income/loan")).toBe(5_500n);
  });
});

test("the register of demand and collection tells them apart; what was let go was never demanded", () => {
  const { group, loan } = lends({ late_penalty: once });
  group.pays(loan, 3_000n, may);
  done(waives(group, loan, 1_000n, june));
  group.pays(group.running(loan), 4_000n, june);
  const events = group.facts.flatMap(fact => loanEventsOf(fact, null));
  const found = demandOf(group.loan(loan.loan_id), events, { from: day("2026-06-01"), until: day("2026-06-30") })!;
  expect(found.penalties).toEqual({
    overdueBefore: 1_500n,
    fellDue: 5_500n,
    paidOfOverdue: 1_500n,
    paidOfFellDue: 2_500n,
    paidAhead: 0n,
    renewed: 0n,
    overdue: 3_000n,
  });
});

test("of a loan out of paper books, only what is late from then on is charged for", () => {
  const { group, wulan } = lends({ late_penalty: once });
  const paper = {
    loan: group.id(),
    member: wulan,
    product: "ordinary",
    principal: 500_000n,
    outstanding: 500_000n,
    paid_out_on: day("2026-01-10"),
    periods: 5,
  };
  const fact = bringLoanForward(paper, { through: day("2026-03-31"), today: day(april) }, group.books);
  group.record([fact as RecordedFact]);
  const loan = group.loan(paper.loan) as RunningLoan;
  expect(owedOn(loan, day(april)).penalties).toBe(5_500n);
});

test("a loan without late charges keeps its payments by period, as before", () => {
  const { group, loan } = lends();
  group.pays(loan, 110_000n, april);
  expect(group.loan(loan.loan_id)).toMatchObject({ repaid: [{ period: "1", principal: "100000" }], charges: {} });
  expect(daysBetween(day(april), day(may))).toBe(28);
});

const waives = (group: GroupOnPaper, loan: RunningLoan, amount: Minor, on: string) =>
  group.says(
    waiverEntry,
    { waiver: group.id(), loan: loan.loan_id, member: loan.member_id, amount, reason: "The road was under water." },
    on,
  );

const anyAmount = fc.bigInt({ min: 10n, max: 30_000n }).map(hundreds => hundreds * 100n);
const anyProduct: fc.Arbitrary<Partial<LoanProduct>> = fc
  .record({
    method: fc.constantFrom("flat", "declining_balance", "monthly_on_balance"),
    rate_per_month: fc.constantFrom("0", "1.75", "10"),
    frequency: fc.constantFrom("weeks", "months"),
    every: fc.integer({ min: 1, max: 2 }),
    periods: fc.integer({ min: 1, max: 9 }),
    rounding_unit: fc.constantFrom(1n, 100n),
    payment_order: fc.constantFrom("interest-first", "principal-first", "charges-last"),
    fees: fc.constantFrom([], [{ what: "visit", at: "instalment", amount: 200n }]),
    late_penalty: fc.record({
      each: fc.constantFrom("once", "period"),
      percent: fc.constantFrom("0.5", "7", "100"),
      grace_days: fc.constantFrom(0, 5, 40),
      percent_max: fc.constantFrom("5", "100"),
    }),
  } as const)
  .map(
    product =>
      (product.method === "monthly_on_balance" ? { ...product, frequency: "months", every: 1 } : product) as Partial<LoanProduct>,
  );

const dayAfter = (days: number) => addDays(day(lentOn), days);

function lends(product: Partial<LoanProduct> = {}, amount = 500_000n) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  for (const income of ["fee-income/loan", "fine-income/loan", "opening-balance/loan"] as const)
    group.opens(income, "2026-01-03");
  group.saves(sari, 50_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  return { group, wulan, loan: group.lends(wulan, amount, lentOn) };
}
