/**
 * Loans: what members lend each other out of their own fund, from the request to the last instalment.
 *
 * A loan keeps the terms it was agreed on. What is owed is never stored: it follows from the terms, the day and what
 * was paid, so any payment can be taken back and the rest stays true. Interest is income when it is paid. Members ask,
 * decide and are paid out at the meeting; each pay-out and each write-off cites the decision behind it.
 */
import type { Room } from "#base";
import { approvalEntry, approvalReversed, approved } from "./approval.ts";
import { loanBroughtForward } from "./bring-forward.ts";
import { calculators } from "./calculators.ts";
import { careVisited, careVisitReversed, loanCare, noteCareVisit, takeBackCareVisit } from "./care.ts";
import { circleEntry } from "./circle.ts";
import { loanDues } from "./dues.ts";
import {
  turnDownEntry,
  turnDownReversed,
  turnedDown,
  withdrawalEntry,
  withdrawalReversed,
  withdrawn,
} from "./ending.ts";
import { giveUpRestEntry, restGivenUp, restReversed } from "./give-up-rest.ts";
import { guarantorEntry, guarantorNamed, guarantorReversed } from "./guarantors.ts";
import { holidayEntry, holidayGiven, holidayReversed } from "./holiday.ts";
import { loanLimits } from "./limits.ts";
import { rescheduled, rescheduleEntry, rescheduleReversed } from "./new-agreement.ts";
import { paidOut, payOutEntry, payOutReversed } from "./pay-out.ts";
import { partPaidOut, partReversed, payOutPartEntry } from "./pay-out-part.ts";
import { pledged, pledgeEntry, pledgeReversed } from "./pledge.ts";
import { loanProduct } from "./product.ts";
import { recovered, recoveryEntry, recoveryReversed } from "./recovery.ts";
import { chooseReminder, reminderChosen } from "./reminder.ts";
import { recordRepayment, repaid, repaymentEntry, repaymentReversed } from "./repayment.ts";
import { requested, requestEntry } from "./request.ts";
import { requestReversed, undoNeeds } from "./reversing.ts";
import { careVisitTable, guarantorTable, loanTable, reminderTable } from "./tables.ts";
import { penaltyWaived, waiverEntry, waiverReversed } from "./waiver.ts";
import { letGoReversed, pledgeLetGo, usePledgeEntry } from "./use-pledge.ts";
import { writeOffEntry, writeOffReversed, writtenOff } from "./write-off.ts";

export { type Agreement, agreementOf, agreementOn, loanTerms } from "./agreement.ts";
export { isRescheduled, onHolidayUntil } from "./agreed-anew.ts";
export {
  type AgedBand,
  type AgeBand,
  ageing,
  daysLateOf,
  type LoanAtRisk,
  partOf,
  percentHundredths,
  portfolioAtRisk,
  type PortfolioAtRisk,
  provisionOf,
  usualBands,
  usualDays,
} from "./at-risk.ts";
export { type Arrears, arrears, dueOn, type PartsOwed, type PlannedInstalment, planOf } from "./arrears.ts";
export { bringLoanForward, type LoanOnPaper } from "./bring-forward.ts";
export { type CircleAsked, circleMost, lendToCircle, needsCircle } from "./circle.ts";
export { type LoanEventOn, loanEventsOf, loanOn, outstandingOn } from "./loan-on-day.ts";
export { type DemandOfLoan, demandOf, type DemandPart } from "./demand.ts";
export {
  type Debt,
  debtsOf,
  debtsTo,
  inOrder,
  needsDebtsOf,
  needsDebtsTo,
  owedByMember,
  payDebt,
  settle,
  type Settling,
} from "./debts.ts";
export { needsVisitsOf, refusalToLeaveUnvisited } from "./care.ts";
export { type Reminder, reminderOf, wayOf } from "./reminder.ts";
export { type LadderPlace, type LadderWhy, placeOnLadder, wasOnTime } from "./ladder.ts";
export { loansLeftAlone, needsLoansLeftAlone } from "./guarantors.ts";
export { guarantorsMax, type LoanLimits, loanLimits } from "./limits.ts";
export {
  type FollowedPayment,
  type FollowedRow,
  type FollowedSchedule,
  followedSchedule,
  historyFault,
} from "./followed-schedule.ts";
export type { Charge, LoanEvent, LoanHistory, Penalty, Recalculation } from "./loan-history.ts";
export { type OwedPart, type PaymentOrder, paymentOrderNamed, usualPaymentOrder } from "./payment-order.ts";
export { type Schedule, type ScheduleRow, scheduleOf } from "./schedule.ts";
export type { LoanTerms, Reschedule, Tranche } from "./terms.ts";
export { termsFault } from "./terms-fault.ts";
export { claimOf, isAwaiting, isLateRenewal, isRenewal, isRunning, outstanding, payableOf, type RunningLoan, totalOf } from "./loan.ts";
export { amountToPayOff, type OwedOnLoan, owedOn, type UseOfPayment, usePayment } from "./owed.ts";
export { nextPartOn, payOutsOf, toPayOut, toPayOutOn } from "./parts.ts";
export { agreedEnd, openDueDays } from "./plan.ts";
export { type LoanProduct, loanProduct } from "./product.ts";
export { heldOf, pledgesOf } from "./pledges.ts";
export {
  needsPledgedForOthers,
  needsSharesPledged,
  refusalToLeavePledged,
  refusalToShareOutPledged,
} from "./pledges-in-the-way.ts";
export { type Portfolio, portfoliosOf } from "./portfolio.ts";
export { type RenewalTold, renewalTold } from "./renewal.ts";
export type { PaymentData } from "./repayment.ts";
export { refusalToReverse } from "./reversing.ts";
export {
  type CareVisitRow,
  careVisitTable,
  type GuarantorRow,
  guarantorTable,
  type LoanRow,
  type LoanStatus,
  loanTable,
  type PledgeOfLoan,
  type ReminderRow,
  reminderTable,
} from "./tables.ts";

export const loans: Room = {
  name: "loans",
  tables: [loanTable, guarantorTable, careVisitTable, reminderTable],
  commands: [recordRepayment, noteCareVisit, takeBackCareVisit, chooseReminder],
  entries: [
    requestEntry,
    guarantorEntry,
    pledgeEntry,
    withdrawalEntry,
    approvalEntry,
    turnDownEntry,
    payOutEntry,
    payOutPartEntry,
    giveUpRestEntry,
    circleEntry,
    repaymentEntry,
    recoveryEntry,
    writeOffEntry,
    rescheduleEntry,
    holidayEntry,
    waiverEntry,
    usePledgeEntry,
  ],
  projections: {
    "loans.brought-forward": loanBroughtForward,
    "loans.requested": requested,
    "loans.requested.reversed": requestReversed,
    "loans.guarantor-named": guarantorNamed,
    "loans.guarantor-named.reversed": guarantorReversed,
    "loans.pledged": pledged,
    "loans.pledged.reversed": pledgeReversed,
    "loans.pledge-let-go": pledgeLetGo,
    "loans.pledge-let-go.reversed": letGoReversed,
    "loans.approved": approved,
    "loans.approved.reversed": approvalReversed,
    "loans.turned-down": turnedDown,
    "loans.turned-down.reversed": turnDownReversed,
    "loans.withdrawn": withdrawn,
    "loans.withdrawn.reversed": withdrawalReversed,
    "loans.paid-out": paidOut,
    "loans.paid-out.reversed": payOutReversed,
    "loans.renewed": paidOut,
    "loans.renewed.reversed": payOutReversed,
    "loans.part-paid-out": partPaidOut,
    "loans.part-paid-out.reversed": partReversed,
    "loans.rest-given-up": restGivenUp,
    "loans.rest-given-up.reversed": restReversed,
    "loans.repaid": repaid,
    "loans.repaid.reversed": repaymentReversed,
    "loans.set-off": repaid,
    "loans.set-off.reversed": repaymentReversed,
    "loans.care-visited": careVisited,
    "loans.care-visited.reversed": careVisitReversed,
    "loans.reminder-chosen": reminderChosen,
    "loans.rescheduled": rescheduled,
    "loans.rescheduled.reversed": rescheduleReversed,
    "loans.holiday-given": holidayGiven,
    "loans.holiday-given.reversed": holidayReversed,
    "loans.penalty-waived": penaltyWaived,
    "loans.penalty-waived.reversed": waiverReversed,
    "loans.written-off": writtenOff,
    "loans.written-off.reversed": writeOffReversed,
    "loans.recovered": recovered,
    "loans.recovered.reversed": recoveryReversed,
  },
  undoNeeds,
  // No fund is in the hands of one: that somebody asked for so much is told to all.
  told: ["loans.above-share-of-fund"],
  rules: [loanProduct, loanLimits, loanCare],
  dues: loanDues,
  calculators,
};
