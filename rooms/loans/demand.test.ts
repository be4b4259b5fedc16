import { addDays, addMonths, day, type Fact, type Minor, sum } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrears } from "./arrears.ts";
import { type LoanEventOn, loanEventsOf, loanOn, outstandingOn } from "./loan-on-day.ts";
import { demandOf, partOf } from "./demand.ts";
import { GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { outstanding } from "./loan.ts";
import { amountToPayOff } from "./owed.ts";
import type { LoanRow } from "./tables.ts";

/** As the server reads them out of the log. */
function eventsOf(group: GroupOnPaper, loan: LoanRow): readonly LoanEventOn[] {
  const takenBack = new Map(group.facts.flatMap(fact => (fact.reverses === undefined ? [] : [[fact.reverses, fact.on]])));
  return group.facts
    .filter(fact => fact.kind.startsWith("loans."))
    .flatMap(fact => loanEventsOf(fact as Fact, takenBack.get(fact.seq) ?? null))
    .filter(event => event.loan === loan.loan_id);
}

const year = { from: day("2026-01-01"), until: day("2026-12-31") };
const april = { from: day("2026-04-01"), until: day("2026-04-30") };
const may = { from: day("2026-05-01"), until: day("2026-05-31") };

/** 500,000 on 7 March, five instalments of 100,000 and 2 % on what is left. */
function lends() {
  const group = new GroupOnPaper();
  const wulan = group.member();
  group.saves(wulan, 2_000_000n, "2026-03-01");
  return { group, loan: group.lends(wulan, 500_000n, "2026-03-07") };
}

describe("what was asked of Wulan's loan, and what came in", () => {
  test("on time: all that fell due was collected", () => {
    const { group, loan } = lends();
    group.pays(loan, 110_000n, "2026-04-04");
    const found = demandOf(group.loan(loan.loan_id), eventsOf(group, loan), april)!;
    expect(found.principal).toMatchObject({ fellDue: 100_000n, paidOfFellDue: 100_000n, overdue: 0n, paidAhead: 0n });
    expect(found.interest).toMatchObject({ fellDue: 10_000n, paidOfFellDue: 10_000n, overdue: 0n });
    expect(found.balance).toBe(400_000n);
  });

  test("April was missed and May paid: what came fills April first, and May stays overdue", () => {
    const { group, loan } = lends();
    group.pays(loan, 120_000n, "2026-05-02");
    const found = demandOf(group.loan(loan.loan_id), eventsOf(group, loan), may)!;
    expect(found.principal).toEqual({
      overdueBefore: 100_000n,
      fellDue: 100_000n,
      paidOfOverdue: 100_000n,
      paidOfFellDue: 0n,
      paidAhead: 0n,
      renewed: 0n,
      overdue: 100_000n,
    });
    expect(found.interest).toMatchObject({ overdueBefore: 10_000n, fellDue: 10_000n, paidOfFellDue: 10_000n, overdue: 0n });
  });

  test("paid ahead in April, she owes nothing in May, and neither side counts it", () => {
    const { group, loan } = lends();
    group.pays(loan, 210_000n, "2026-04-04");
    const events = eventsOf(group, loan);
    expect(demandOf(group.loan(loan.loan_id), events, april)!.principal).toMatchObject({
      fellDue: 100_000n,
      paidOfFellDue: 100_000n,
      paidAhead: 100_000n,
    });
    expect(demandOf(group.loan(loan.loan_id), events, may)!.principal).toMatchObject({ fellDue: 0n, paidOfFellDue: 0n });
  });

  test("a payment taken back in June counted in April and does not any more", () => {
    const { group, loan } = lends();
    const paid = group.pays(loan, 110_000n, "2026-04-04");
    const row = group.loan(loan.loan_id);
    const events = eventsOf(group, loan).map(event =>
      event.on === paid.on ? { ...event, takenBackOn: day("2026-06-06") } : event,
    );
    expect(outstandingOn(row, events, day("2026-05-31"))).toBe(400_000n);
    expect(outstandingOn(row, events, day("2026-06-06"))).toBe(500_000n);
  });

  test("there is nothing before the pay-out, and nothing after the last payment", () => {
    const { group, loan } = lends();
    group.pays(loan, amountToPayOff(group.running(loan), day("2026-04-04")), "2026-04-04");
    const row = group.loan(loan.loan_id);
    const events = eventsOf(group, loan);
    expect(demandOf(row, events, { from: day("2026-01-01"), until: day("2026-03-06") })).toBeNull();
    expect(demandOf(row, events, may)).toBeNull();
    expect(loanOn(row, events, day("2026-04-04"))).toBeNull();
    expect(demandOf(row, events, april)).toMatchObject({ balance: 0n, principal: { paidAhead: 400_000n } });
  });

  test("as it stands now, it is the row the books keep", () => {
    const { group, loan } = lends();
    group.pays(loan, 130_000n, "2026-04-04");
    group.pays(loan, 50_000n, "2026-05-02");
    expect(loanOn(group.loan(loan.loan_id), eventsOf(group, loan), day("2026-05-02"))).toEqual(group.loan(loan.loan_id));
  });
});

test("whatever is paid and when, every part of every payment is told once, and what is lent is what the lines say", () => {
  const payments = fc.array(fc.record({ after: fc.nat({ max: 60 }), part: fc.integer({ min: 1, max: 100 }) }), {
    maxLength: 8,
  });
  const products = fc.constantFrom(
    ordinary,
    { ...ordinary, method: "flat" as const, amortization: "equal_installments" as const },
    { ...ordinary, method: "monthly_on_balance" as const },
  );
  fc.assert(
    fc.property(payments, products, fc.nat({ max: 400 }), fc.nat({ max: 200 }), (paid, product, start, length) => {
      const group = new GroupOnPaper();
      const wulan = group.member();
      group.saves(wulan, 2_000_000n, "2026-03-01");
      group.product("own", product, "2026-01-01");
      const loan = group.lends(wulan, 500_000n, "2026-03-07", { product: "own" });
      let on = day("2026-03-07");
      for (const { after, part } of paid) {
        on = addDays(on, after);
        const running = group.loan(loan.loan_id);
        if (running.status !== "running") break;
        const owed = amountToPayOff(group.running(loan), on);
        const amount = (owed * BigInt(part)) / 100n;
        if (amount > 0n) group.pays(loan, amount, on);
      }
      const row = group.loan(loan.loan_id);
      const events = eventsOf(group, loan);
      const period = { from: addDays(day("2026-02-01"), start), until: addDays(day("2026-02-01"), start + length) };
      const lines = (until: (when: string) => boolean): Minor =>
        sum(
          group.facts
            .filter(fact => until(fact.on))
            .flatMap(fact => fact.lines)
            .filter(line => line.account === "loans-receivable/loan")
            .map(line => line.amount),
        );
      const found = demandOf(row, events, period);
      const inPeriod = (when: string): boolean => when >= period.from && when <= period.until;
      const paidIn = sum(group.facts.filter(fact => fact.kind === "loans.repaid" && inPeriod(fact.on)).map(principalOf));
      expect(outstandingOn(row, events, period.until)).toBe(lines(when => when <= period.until));
      if (found === null) {
        expect(paidIn).toBe(0n);
        return;
      }
      const { principal, interest } = found;
      expect(found.balance).toBe(lines(when => when <= period.until));
      expect(principal.paidOfOverdue + principal.paidOfFellDue + principal.paidAhead).toBe(paidIn);
      for (const part of [principal, interest]) for (const amount of Object.values(part)) expect(amount >= 0n).toBe(true);
      // Late, as the group counts, is never more than what is overdue by the plan.
      const then = loanOn(row, events, period.until);
      if (then) expect(arrears(then, period.until).principal <= principal.overdue).toBe(true);
    }),
    { numRuns: 60 },
  );
});

const principalOf = (fact: Pick<Fact, "data">): Minor => BigInt(String(fact.data!["principal"]));

test("parts add up for any sums", () => {
  const amount = fc.bigInt({ min: 0n, max: 1_000_000n });
  fc.assert(
    fc.property(amount, amount, amount, amount, (dueBefore, more, paidBefore, came) => {
      const part = partOf({ dueBefore, due: dueBefore + more, paidBefore, paid: paidBefore + came });
      expect(part.paidOfOverdue + part.paidOfFellDue + part.paidAhead).toBe(came);
      // Due and not paid, from the sums alone.
      const short = dueBefore + more - paidBefore - came;
      expect(part.overdue).toBe(short > 0n ? short : 0n);
    }),
  );
});

test("a whole year of one loan", () => {
  const { group, loan } = lends();
  for (let month = 1; month <= 5; month += 1)
    group.pays(loan, 100_000n + 10_000n - 2_000n * BigInt(month - 1), addMonths(day("2026-03-07"), month));
  const found = demandOf(group.loan(loan.loan_id), eventsOf(group, loan), year)!;
  expect([found.principal.fellDue, found.principal.paidOfFellDue, found.interest.paidOfFellDue]).toEqual([
    500_000n,
    500_000n,
    30_000n,
  ]);
  expect(outstanding(group.loan(loan.loan_id))).toBe(0n);
});
