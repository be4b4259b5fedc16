import { type Day, lastOf, type Minor, sum } from "#base";
import { agreementOf } from "./agreement.ts";
import { dueDayOf, holidaysOf, lastPeriodOf, pausesOf, seasonal, termsOf } from "./agreed-anew.ts";
import { counted } from "./counting.ts";
import { least, outstanding, type RunningLoan } from "./loan.ts";
import { type ScheduleRow, scheduleOf } from "./schedule.ts";
import { isLean, type Seasonal } from "./season.ts";

/** What is asked for period by period as agreed by now, of lean ones nothing. There may be fewer rows than periods, never more. */
export function planRows(loan: Planned): readonly ScheduleRow[] {
  const { rows } = scheduleOf(termsOf(loan));
  return holidaysOf(loan).length === 0 ? rows : rows.map(row => ({ ...row, due: dueDayOf(loan, row.number) }));
}

type Planned = Pick<RunningLoan, "principal" | "paid_out_on" | "terms" | "agreed_anew">;

/** The day of the last instalment as agreed, of a loan that was paid out. */
export const agreedEnd = (loan: Planned): Day => lastOf(planRows(loan))!.due;

/** The due days of the next instalments that are not over, at most `most`: where a new agreement can begin. */
export function openDueDays(loan: RunningLoan, on: Day, most: number): readonly Day[] {
  const { over } = counted(agreementOf(loan.terms), loan.paid_out_on, on, pausesOf(loan));
  const last = Math.max(lastPeriodOf(loan), over + 1);
  const season = seasonal(loan);
  const days: Day[] = [];
  for (let number = over + 1; number <= last && days.length < most; number += 1)
    if (!isLean(season, number)) days.push(dueDayOf(loan, number));
  return days;
}

/** A row in which something falls due, numbered as people count: the third instalment is number 3, whatever is lean before. */
export interface InstalmentRow extends ScheduleRow {
  /** The period it falls due in. */
  readonly period: number;
  /** The first and the last day on which something would have fallen due since the instalment before, were they not lean. */
  readonly leanBefore: { readonly from: Day; readonly until: Day } | null;
}

/** The instalments of a plan, and between which of them there are lean months. */
export function instalmentsOf(rows: readonly ScheduleRow[], season: Seasonal): readonly InstalmentRow[] {
  const instalments: InstalmentRow[] = [];
  let leanBefore = null as InstalmentRow["leanBefore"];
  for (const row of rows) {
    if (isLean(season, row.number)) {
      const from: Day = leanBefore === null ? row.due : leanBefore.from;
      leanBefore = { from, until: row.due };
    } else {
      instalments.push({ ...row, number: instalments.length + 1, period: row.number, leanBefore });
      leanBefore = null;
    }
  }
  return instalments;
}

/** Principal the plan wants by this period and that is not paid. After the term it is all there is. */
export function principalDue(loan: RunningLoan, period: number): Minor {
  const left = outstanding(loan);
  if (period <= 0) return 0n;
  if (period >= lastPeriodOf(loan)) return left;
  const wanted =
    sum(
      planRows(loan)
        .slice(0, period)
        .map(row => row.principal),
    ) - loan.principal_paid;
  return wanted <= 0n ? 0n : least(wanted, left);
}
