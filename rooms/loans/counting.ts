import { type Day, dayNumber, partsOf } from "#base";
import type { Agreement } from "./agreement.ts";

/**
 * Which repayment period a day belongs to, counted as groups count: by meetings, which seldom fall on the exact day.
 *
 * A monthly instalment belongs to a calendar month, whichever Saturday of it the group meets; a weekly one to the seven
 * days around its due day, three before and three after. The period 0 is the one of the pay-out.
 */
export interface Counted {
  /** Instalments that fell due by this day. */
  readonly due: number;
  /** Those of them whose week or month is over: what is unpaid of these is late. */
  readonly over: number;
}

export function counted({ frequency, every }: Pick<Agreement, "frequency" | "every">, paidOut: Day, on: Day): Counted {
  const units = frequency === "months" ? monthNumber(on) - monthNumber(paidOut) : weeksAround(paidOut, on);
  return { due: whole(units, every), over: whole(units - 1, every) };
}

/**
 * The period a payment counts in and interest is charged through. The first period of a loan is charged from its
 * pay-out on, so that nobody borrows for nothing from one meeting to the next; only in the way of self-help groups the
 * month of the pay-out bears no interest.
 */
export function periodOf(agreement: Agreement, paidOut: Day, on: Day): number {
  const { due } = counted(agreement, paidOut, on);
  return agreement.method === "monthly_on_balance" ? due : Math.max(due, 1);
}

const whole = (units: number, every: number): number => (units <= 0 ? 0 : Math.floor(units / every));

function monthNumber(day: Day): number {
  const { year, month } = partsOf(day);
  return year * 12 + month;
}

const daysBeforeDue = 3;
const weeksAround = (from: Day, on: Day): number => Math.floor((dayNumber(on) - dayNumber(from) + daysBeforeDue) / 7);
