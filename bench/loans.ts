/**
 * Ten thousand loans in one run against a hundred: rescheduled after early, late and partial payments, and aged. Both are what the
 * rules of the room do for one loan, many times over; what costs more a loan in a large run than in a small one is ours to mend.
 */
import { addDays, type Day, day, ratio } from "#base";
import { followedSchedule, type LoanRow, type LoanTerms, portfoliosOf, usualPaymentOrder } from "#loans";
import { GroupOnPaper } from "../rooms/loans/group-on-paper.testing.ts";

export interface LoansInOneRun {
  readonly what: string;
  /** Microseconds of CPU a loan, one of each pair. */
  readonly hundred: readonly number[];
  readonly tenThousand: readonly number[];
}

const pairs = 7;

export function loansInOneRun(say: (line: string) => void): readonly LoansInOneRun[] {
  return [measured("rescheduled", rescheduled, say), measured("aged", aged(), say)];
}

function measured(what: string, work: (loans: number) => void, say: (line: string) => void): LoansInOneRun {
  const perLoan = (loans: number, times: number): number => {
    const begun = process.cpuUsage();
    for (let time = 0; time < times; time += 1) work(loans);
    const used = process.cpuUsage(begun);
    return (used.user + used.system) / (loans * times);
  };
  perLoan(1_000, 3); // Compiled before it is measured.
  const found = { hundred: [] as number[], tenThousand: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    found.hundred.push(perLoan(100, 20));
    found.tenThousand.push(perLoan(10_000, 1));
  }
  say(`loans ${what}: ${found.hundred.at(-1)!.toFixed(0)} µs each in a hundred, ${found.tenThousand.at(-1)!.toFixed(0)} µs in ten thousand`);
  return { what, ...found };
}

/** Paid once on time, once early, then late, and spread anew over four more months with one of rest. */
function rescheduled(loans: number): void {
  for (let place = 0; place < loans; place += 1) {
    const { terms, events } = lent(place);
    followedSchedule(terms, {
      events,
      order: usualPaymentOrder,
      recalculation: {
        rest: "daily",
        compounding: "none",
        onPrepayment: "reduce_instalment",
        preClosure: "till_pay_off_date",
        way: "forward",
      },
    });
  }
}

function lent(place: number): {
  readonly terms: LoanTerms;
  readonly events: Parameters<typeof followedSchedule>[1]["events"];
} {
  const start = addDays(day("2025-01-06"), place % 28);
  const after = (days: number): Day => addDays(start, days);
  return {
    terms: {
      principal: 500_000n + BigInt(place % 97) * 1_000n,
      ratePerYear: ratio(3n, 25n),
      method: "declining_balance",
      amortization: { kind: "equal_installments" },
      frequency: "months",
      every: 1,
      periods: 12 + (place % 13),
      start,
      grace: { principalPeriods: 0, interestPaymentPeriods: 0, interestFreePeriods: 0 },
      dayCount: "actual/365",
      rounding: { step: 1n, mode: "HALF_EVEN" },
      interestFrom: "daily",
      reschedules: [{ fromDue: after(120), extraPeriods: 4, gracePeriods: 1 }],
    },
    events: [
      { kind: "paid", on: after(31), amount: 60_000n },
      { kind: "paid", on: after(70), amount: 43_000n },
      { kind: "looked-at", on: after(200) },
    ],
  };
}

/** The portfolio of a fund, with what is late and how late. */
function aged(): (loans: number) => void {
  const group = new GroupOnPaper("IDR", "2025-01-04");
  const member = group.member("2025-01-04", 1);
  group.saves(member, 900_000_000n, "2025-01-04");
  const loan = group.lends(member, 500_000n, "2025-03-08", { periods: 12 });
  const all: readonly LoanRow[] = Array.from({ length: 10_000 }, (_, place) => ({
    ...loan,
    principal_paid: BigInt(place % 5) * 100_000n,
  }));
  const on = day("2025-07-31");
  return loans => void portfoliosOf(all.slice(0, loans), on);
}
