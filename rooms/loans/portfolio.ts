import type { Day, Minor } from "#base";
import { isRescheduled, onHolidayUntil } from "./agreed-anew.ts";
import { arrears } from "./arrears.ts";
import { isLaterThan } from "./at-risk.ts";
import { isLateRenewal, isRenewal, isRunning, outstanding } from "./loan.ts";
import type { LoanRow } from "./tables.ts";

/** All running loans of one fund on a day. Amounts are minor units of `unit`. */
export interface Portfolio {
  readonly fund: string;
  readonly unit: string;
  readonly loans: number;
  readonly outstanding: Minor;
  /** What should have been paid and was not, principal and interest. */
  readonly late: Minor;
  /**
   * Portfolio at risk: all principal outstanding of loans that are a day late or more, and of those later than 30 days;
   * never the late instalments alone. Loans written off are in none of these (Sa-Dhan, Technical Note 1).
   */
  readonly atRisk: Minor;
  readonly atRiskOver30Days: Minor;
  /**
   * Principal outstanding of loans whose instalments were agreed anew. Their lateness began again then, so they are shown
   * apart, whether they are late since or not.
   */
  readonly rescheduled: Minor;
  readonly rescheduledLoans: number;
  /** Of loans that paid off an older one, whose dates began again so; and of those whose older one was late then. */
  readonly renewed: Minor;
  readonly renewedLoans: number;
  readonly renewedLate: Minor;
  /** Principal outstanding of loans in a repayment holiday: what of them is late does not grow older. */
  readonly onHoliday: Minor;
  /** The last day of that holiday, the latest where they differ. */
  readonly onHolidayUntil: Day | null;
}

/** By fund and unit, in their order. A portfolio that grows hides its risk: show these beside each other over time. */
export function portfoliosOf(loans: readonly LoanRow[], on: Day): readonly Portfolio[] {
  const byFund = new Map<string, Portfolio>();
  for (const loan of loans) {
    if (!isRunning(loan) || loan.paid_out_on > on) continue;
    const key = `${loan.fund}|${loan.unit}`;
    const sum: Portfolio = byFund.get(key) ?? { fund: loan.fund, unit: loan.unit, ...none };
    const { total, daysLate } = arrears(loan, on);
    const left = outstanding(loan);
    const until = onHolidayUntil(loan, on);
    byFund.set(key, {
      ...sum,
      loans: sum.loans + 1,
      outstanding: sum.outstanding + left,
      late: sum.late + total,
      atRisk: sum.atRisk + (isLaterThan(daysLate, 1) ? left : 0n),
      atRiskOver30Days: sum.atRiskOver30Days + (isLaterThan(daysLate, 30) ? left : 0n),
      rescheduled: sum.rescheduled + (isRescheduled(loan) ? left : 0n),
      rescheduledLoans: sum.rescheduledLoans + (isRescheduled(loan) ? 1 : 0),
      renewed: sum.renewed + (isRenewal(loan) ? left : 0n),
      renewedLoans: sum.renewedLoans + (isRenewal(loan) ? 1 : 0),
      renewedLate: sum.renewedLate + (isLateRenewal(loan) ? left : 0n),
      onHoliday: sum.onHoliday + (until === null ? 0n : left),
      onHolidayUntil: until !== null && until > (sum.onHolidayUntil ?? "") ? until : sum.onHolidayUntil,
    });
  }
  return [...byFund].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, portfolio]) => portfolio);
}

const none = {
  loans: 0,
  outstanding: 0n,
  late: 0n,
  atRisk: 0n,
  atRiskOver30Days: 0n,
  rescheduled: 0n,
  rescheduledLoans: 0,
  renewed: 0n,
  renewedLoans: 0,
  renewedLate: 0n,
  onHoliday: 0n,
  onHolidayUntil: null,
};
