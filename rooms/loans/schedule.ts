import { assert, type Day, lastOf, type Minor, sum } from "#base";
import { decliningInstalments } from "./declining.ts";
import { flatInstalments } from "./flat.ts";
import { periodsOf } from "./periods.ts";
import type { Instalment } from "./principal.ts";
import { downPaymentOf, type LoanTerms, termsFault, tranchesOf } from "./terms.ts";

/** One instalment. Minor units; `total` is principal and interest, `balance` the principal still owed after it. */
export interface ScheduleRow {
  /** From 1. A down payment has a number of its own. */
  readonly number: number;
  readonly due: Day;
  readonly principal: Minor;
  readonly interest: Minor;
  readonly total: Minor;
  readonly balance: Minor;
}

export interface Schedule {
  /** Principal adds up to what is paid out, and the last balance is zero. */
  readonly rows: readonly ScheduleRow[];
  readonly totalInterest: Minor;
}

/**
 * The schedule of a loan as agreed. The terms are without fault ({@link termsFault}).
 *
 * Where it rounds: the interest of each stretch of days between two changes (a pay-out, a new rate), the level
 * instalment once, and each principal. The last instalment takes the remainder; periods after the loan is paid off
 * have no row.
 */
export function scheduleOf(terms: LoanTerms): Schedule {
  assert(termsFault(terms) === null, "a schedule is made of terms without fault");
  const periods = periodsOf(terms);
  const instalments = terms.method === "flat" ? flatInstalments : decliningInstalments;
  const rows = rowsOf(terms, instalments(terms, periods));
  assert(lastOf(rows)?.balance === 0n, "the last instalment pays all off");
  return { rows, totalInterest: sum(rows.map(row => row.interest)) };
}

function rowsOf(terms: LoanTerms, instalments: readonly Instalment[]): readonly ScheduleRow[] {
  const tranches = [...tranchesOf(terms)].sort((a, b) => byDay(a.on, b.on));
  const downPayments = tranches
    .map(({ on, amount }) => ({ due: on, principal: downPaymentOf(terms, amount), interest: 0n, isDownPayment: true }))
    .filter(({ principal }) => principal > 0n);
  const due = [...instalments.map(instalment => ({ ...instalment, isDownPayment: false })), ...downPayments];
  let balance = 0n;
  let counted = 0;
  let last = 0;
  const rows = due
    .sort((a, b) => byDay(a.due, b.due))
    .map(({ due, principal, interest, isDownPayment }, index) => {
      // A pay-out on a due date comes after that instalment, and before its own down payment.
      for (
        let next = tranches[counted];
        next && (isDownPayment ? next.on <= due : next.on < due);
        next = tranches[counted]
      ) {
        balance += next.amount;
        counted += 1;
      }
      balance -= principal;
      if (principal + interest > 0n) last = index;
      return { number: index + 1, due, principal, interest, total: principal + interest, balance };
    });
  return rows.slice(0, last + 1);
}

const byDay = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);
