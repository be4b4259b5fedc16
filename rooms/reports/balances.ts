/** What accounts stood at on the days of a report, from their movements. Pure; debit is positive. */
import { addDays, addMonths, dayOf, daysInMonth, type Day, type Minor, partsOf, sum } from "#base";
import { partsOfAccount } from "#ledger";
import type { DayMovement } from "./store.ts";

export class Balances {
  readonly #movements: readonly DayMovement[];
  constructor(movements: readonly DayMovement[]) {
    this.#movements = movements;
  }

  /** All accounts of these kinds, of these funds where any are named, when the day ended. */
  on(day: Day, of: { readonly unit: string; readonly kinds: readonly string[]; readonly funds?: readonly string[] }): Minor {
    return sum(
      this.#movements
        .filter(({ account, unit, on }) => {
          if (on > day || unit !== of.unit) return false;
          const { kind, fund } = partsOfAccount(account);
          return of.kinds.includes(kind) && (of.funds === undefined || of.funds.includes(fund));
        })
        .map(movement => movement.amount),
    );
  }

  /** Units that anything ever moved in. */
  units(): readonly string[] {
    return [...new Set(this.#movements.map(movement => movement.unit))].sort();
  }
}

/** The day before, every month's end within the time, and its last day: where averages and pictures look. */
export function moments(from: Day, until: Day): readonly Day[] {
  const days: Day[] = [addDays(from, -1)];
  for (let end = monthEnd(from); end < until; end = monthEnd(addMonths(dayOf(partsOf(end).year, partsOf(end).month, 1), 1)))
    days.push(end);
  days.push(until);
  return days;
}

export function monthEnd(day: Day): Day {
  const { year, month } = partsOf(day);
  return dayOf(year, month, daysInMonth(year, month));
}
