import type { Day } from "#base";
import type { LoanEvent, Recalculation } from "./loan-history.ts";
import type { Period } from "./periods.ts";

/** Events at which interest is counted. */
const counts = ({ kind }: LoanEvent): boolean => kind !== "charged" && kind !== "rescheduled";
const looksBack = (event: LoanEvent | undefined): boolean => event?.kind === "looked-at" || event?.kind === "missed";

/**
 * Up to which day of a period what is really owed bears the interest; the day it opens where only the schedule counts.
 * `next` is the place among the events of the first one after the period opened.
 */
export function asOfDay(rules: Recalculation, events: readonly LoanEvent[], next: number, period: Period): Day {
  return rules.way === "anew" ? asOfLast(rules, events, period) : asOfItsOwn(rules, events, next, period);
}

/** All is counted anew at the last event. */
function asOfLast(rules: Recalculation, events: readonly LoanEvent[], period: Period): Day {
  const last = lastThat(events, events.length, counts);
  if (!last || last.on < period.from) return period.from;
  if (last.on >= period.due || (last.kind === "missed" && last.on === period.from)) return period.due;
  if (last.on === period.from) return period.from;
  const isWhole = rules.preClosure === "till_next_due_date" && (last.kind === "paid-off" || isByPeriod(rules));
  return isWhole ? period.due : last.on;
}

/**
 * An instalment keeps the interest it was asked with on its due date, so its own events count, and those that look back.
 * A payment in a later period does not change it.
 */
function asOfItsOwn(rules: Recalculation, events: readonly LoanEvent[], next: number, period: Period): Day {
  let after = next;
  let last: LoanEvent | undefined;
  for (let event = events[after]; event && event.on <= period.due; event = events[after]) {
    if (counts(event)) last = event;
    after += 1;
  }
  if (last?.kind === "paid-off") return rules.preClosure === "till_next_due_date" ? period.due : last.on;
  if (last) return isByPeriod(rules) ? period.due : last.on;
  const before = lastThat(events, next, counts);
  if (before?.kind === "missed" && before.on === period.from) return period.due;
  while (events[after] && !counts(events[after]!)) after += 1;
  return looksBack(events[after]) ? period.due : period.from;
}

const isByPeriod = ({ rest }: Recalculation): boolean => rest === "same_as_repayment";

/** The last of the first `count` for which it holds. */
function lastThat<One>(all: readonly One[], count: number, holds: (one: One) => boolean): One | undefined {
  for (let index = count - 1; index >= 0; index -= 1) if (holds(all[index]!)) return all[index];
  return undefined;
}
