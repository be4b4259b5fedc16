import { addDays, addMonths, type Day, dayNumber, dayOf, partsOf } from "#base";
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

export function counted(
  { frequency, every }: Pick<Agreement, "frequency" | "every">,
  paidOut: Day,
  on: Day,
  pauses: readonly Pause[] = [],
): Counted {
  // While a pause lasts, all is as it was on the evening before it.
  const pause = pauses.find(({ from, until }) => from <= on && on <= until);
  const at = pause ? addDays(pause.from, -1) : on;
  const units = frequency === "months" ? monthNumber(at) - monthNumber(paidOut) : weeksAround(paidOut, at);
  return { due: whole(withoutPauses(units, pauses), every), over: whole(withoutPauses(units - 1, pauses), every) };
}

/**
 * Months or weeks that do not count: nothing falls due in them, and nothing that fell due before grows older. They are
 * counted from the pay-out, in the calendar as it is.
 */
export interface Pause {
  /** The first of them: 3 is the third month after that of the pay-out. */
  readonly first: number;
  readonly count: number;
  readonly from: Day;
  readonly until: Day;
}

/** The months or weeks of a loan whose due day lies in a holiday; `count` is 0 where there are none. */
export function pauseOf({ frequency }: Pick<Agreement, "frequency">, paidOut: Day, from: Day, until: Day): Pause {
  const dueBy = (day: Day): number => {
    if (frequency === "weeks") return Math.floor((dayNumber(day) - dayNumber(paidOut)) / 7);
    const months = monthNumber(day) - monthNumber(paidOut);
    return addMonths(paidOut, months) <= day ? months : months - 1;
  };
  const before = dueBy(addDays(from, -1));
  return { first: before + 1, count: dueBy(until) - before, from, until };
}

/** A month or week of the calendar, counted without those of the pauses until it. */
const withoutPauses = (units: number, pauses: readonly Pause[]): number =>
  units - pauses.reduce((gone, { first, count }) => gone + Math.min(Math.max(0, units - first + 1), count), 0);

/** Where in the calendar such a month or week lies. Pauses are in order and do not overlap. */
export const withPauses = (units: number, pauses: readonly Pause[]): number =>
  pauses.reduce((at, { first, count }) => (at >= first ? at + count : at), units);

/**
 * The period a payment counts in and interest is charged through. The first period of a loan is charged from its
 * pay-out on, so that nobody borrows for nothing from one meeting to the next; only in the way of self-help groups the
 * month of the pay-out bears no interest.
 */
export function periodOf(agreement: Agreement, paidOut: Day, on: Day, pauses: readonly Pause[] = []): number {
  const { due } = counted(agreement, paidOut, on, pauses);
  return agreement.method === "monthly_on_balance" ? due : Math.max(due, 1);
}

/** The first day on which the week or month of an instalment is over: what is unpaid of it is late from then on. */
export function lateFrom(
  { frequency, every }: Pick<Agreement, "frequency" | "every">,
  paidOut: Day,
  number: number,
  pauses: readonly Pause[] = [],
): Day {
  const units = withPauses(number * every, pauses) + 1;
  const { year, month } = partsOf(paidOut);
  let day = frequency === "months" ? addMonths(dayOf(year, month, 1), units) : addDays(paidOut, 7 * units - daysBeforeDue);
  for (const { from, until } of pauses) if (from <= day && day <= until) day = addDays(until, 1);
  return day;
}

const whole = (units: number, every: number): number => (units <= 0 ? 0 : Math.floor(units / every));

function monthNumber(day: Day): number {
  const { year, month } = partsOf(day);
  return year * 12 + month;
}

const daysBeforeDue = 3;
const weeksAround = (from: Day, on: Day): number => Math.floor((dayNumber(on) - dayNumber(from) + daysBeforeDue) / 7);
