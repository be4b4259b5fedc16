import { addDays, addMonths, type Day, dayOf, type Minor, partsOf, sum } from "#base";

/** When something falls due again and again: at each meeting, or once in each calendar month. */
export type Every = "meeting" | "month";

/** What is asked from a day on, until the next version of the rule begins. */
export interface AskedFrom {
  readonly from: Day;
  /** Null where nothing is asked. */
  readonly every: Every | null;
  readonly amount: Minor;
}

export interface PeriodsDue {
  /** All versions of the rule, the earliest first: each day is counted by the one in force on it. */
  readonly asked: readonly AskedFrom[];
  /** The first day that counts: she joined. Before the first version nothing was asked. */
  readonly since: Day;
  readonly on: Day;
  /** The meeting days on which it was collected before. Not read for months. */
  readonly collectedOn: readonly Day[];
}

/** Something that fell due: at a meeting, or for a month. */
export interface FellDue {
  readonly on: Day;
  readonly amount: Minor;
  /** The last day on which it is not late yet: the meeting's own, or the last of the month. */
  readonly until: Day;
}

/**
 * What fell due up to today, the earliest first: at the meetings at which it was collected and at this one, or on the first
 * of each month, the month of joining counted. What was missed is so due later and never back-dated: Bhimabai, who missed
 * October, owes two months in November. Neither is the past asked anew: forty meetings at 5,000 stay 200,000 when it becomes
 * 20,000 a month. And nobody is asked twice for one time: a month that began by the meeting is no month yet, and a month
 * that was asked for whole has no meetings.
 */
export function fellDue({ asked, since, on, collectedOn }: PeriodsDue): readonly FellDue[] {
  const due: FellDue[] = [];
  asked.forEach(({ from, every, amount }, index) => {
    const next = asked[index + 1]?.from;
    const first = from > since ? from : since;
    const isOver = next !== undefined && next <= on;
    const last = isOver ? addDays(next, -1) : on;
    if (every === null || first > last) return;
    if (every === "month") due.push(...monthsDue(first, last, amount, due));
    else {
      const monthEnds = due.at(-1)?.until ?? "";
      for (const day of [...collectedOn.filter(day => day < on), ...(isOver ? [] : [on])].sort())
        if (day >= first && day <= last && day > monthEnds) due.push({ on: day, amount, until: day });
    }
  });
  return due;
}

/** A month falls due on its first day, or on the day the rule or she herself begins in it. */
function monthsDue(from: Day, last: Day, amount: Minor, before: readonly FellDue[]): readonly FellDue[] {
  const { year, month } = partsOf(from);
  const first = dayOf(year, month, 1);
  const due: FellDue[] = [];
  for (let index = 0, day = first; day <= last; index += 1, day = addMonths(first, index)) {
    if (day < from && before.some(one => one.on >= day)) continue;
    due.push({ on: day < from ? from : day, amount, until: addDays(addMonths(first, index + 1), -1) });
  }
  return due;
}

/** What fell due less what was paid. Minor units, never below zero. */
export function amountDue(due: readonly FellDue[], paid: Minor): Minor {
  const left = sum(due.map(one => one.amount)) - paid;
  return left > 0n ? left : 0n;
}
