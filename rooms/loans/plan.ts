import { type Day, lastOf, type Minor, sum } from "#base";
import { type Agreement, agreementOf, loanTerms } from "./agreement.ts";
import { least, outstanding, type RunningLoan } from "./loan.ts";
import { type ScheduleRow, scheduleOf } from "./schedule.ts";

/** The instalments as agreed, numbered by their periods. There may be fewer than periods, never more. */
export const planRows = (loan: Pick<RunningLoan, "principal" | "paid_out_on">, agreement: Agreement): readonly ScheduleRow[] =>
  scheduleOf(loanTerms(agreement, loan.principal, loan.paid_out_on)).rows;

/** The day of the last instalment as agreed, of a loan that was paid out. */
export const agreedEnd = (loan: Pick<RunningLoan, "principal" | "paid_out_on" | "terms">): Day =>
  lastOf(planRows(loan, agreementOf(loan.terms)))!.due;

/** Principal the plan wants by this period and that is not paid. After the term it is all there is. */
export function principalDue(loan: RunningLoan, agreement: Agreement, period: number): Minor {
  const left = outstanding(loan);
  if (period <= 0) return 0n;
  if (period >= agreement.periods) return left;
  const wanted =
    sum(
      planRows(loan, agreement)
        .slice(0, period)
        .map(row => row.principal),
    ) - loan.principal_paid;
  return wanted <= 0n ? 0n : least(wanted, left);
}
