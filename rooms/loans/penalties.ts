/**
 * Late charges: what a loan owes because an instalment was not paid when its time was over. None of it is stored. It follows
 * from the plan and from what was paid by each day on which one falls due, so a payment taken back changes it as if it had
 * never been. It bears nothing itself, stands still in a holiday, and ends at a part of what was lent. Pure.
 */
import { addDays, type Day, daysBetween, type Minor, multiply, ratio, roundTo, sum } from "#base";
import { dueDayOf, holidaysOf, lastPeriodOf, pausesOf, seasonal } from "./agreed-anew.ts";
import type { Agreement } from "./agreement.ts";
import { type LatePenalty, partOfHundred } from "./charge-rules.ts";
import { chargesKept } from "./charges-kept.ts";
import { lateFrom } from "./counting.ts";
import { least, type RunningLoan } from "./loan.ts";
import { loanBefore } from "./loan-before.ts";
import { interestAskedBy, interestDueIn } from "./interest-owed.ts";
import { principalDue } from "./plan.ts";
import { isLean } from "./season.ts";

/** What is open of it on a day, minor units: charged by then, not paid and not waived. */
export function penaltiesOwed(loan: RunningLoan, agreement: Agreement, on: Day): Minor {
  if (agreement.late_penalty === undefined) return 0n;
  const { penalties_paid, penalties_waived } = chargesKept(loan);
  const open = penaltiesCharged(loan, agreement.late_penalty, agreement, on) - penalties_paid - penalties_waived;
  return open > 0n ? open : 0n;
}

function penaltiesCharged(loan: RunningLoan, rule: LatePenalty, agreement: Agreement, on: Day): Minor {
  const most = mostOf(rule, agreement, loan.principal);
  const season = seasonal(loan);
  let charged = 0n;
  for (let number = 1; charged < most; number += 1) {
    // In a lean month nothing falls due, and nothing is charged for.
    if (isLean(season, number)) continue;
    const day = fallsOn(loan, rule, agreement, number);
    if (day > on || (rule.each === "once" && number > lastPeriodOf(loan))) break;
    // How much was late before old books were brought here stands on paper.
    if (loan.brought_forward_on !== null && day <= loan.brought_forward_on) continue;
    charged += penaltyOn(lateOn(loanBefore(loan, day), agreement, rule, number), rule, agreement);
  }
  return least(charged, most);
}

/** All of them together come to no more than this. */
const mostOf = ({ percent_max = usualMost }: LatePenalty, agreement: Agreement, principal: Minor): Minor =>
  roundTo(multiply(ratio(principal), partOfHundred(percent_max)!), agreement.rounding_unit, "DOWN");

/** Percent of what was lent, where the product does not say: so that nobody sinks for having been late. */
const usualMost = "10";

/** The day on which an instalment that is open is charged for: it is late, and the days of grace are over. */
function fallsOn(loan: RunningLoan, { grace_days = 0 }: LatePenalty, agreement: Agreement, number: number): Day {
  const late = lateFrom(agreement, loan.paid_out_on, number, pausesOf(loan));
  const due = dueDayOf(loan, number);
  let day = addDays(due, grace_days + 1);
  for (const { from, until } of holidaysOf(loan))
    if (until > due && from <= day) day = addDays(day, daysBetween(from > due ? from : addDays(due, 1), until) + 1);
  return day > late ? day : late;
}

/** Principal and interest that are late: of this instalment alone, or, charged period by period, of all through it. */
function lateOn(loan: RunningLoan, agreement: Agreement, { each }: LatePenalty, number: number): Minor {
  const interest = interestAskedBy(loan, agreement, number);
  if (each === "period") return principalLate(loan, agreement, number) + sum(interest.map(one => one.amount));
  const own = interest.filter(one => interestDueIn(loan, agreement, one.period) === number);
  const principal = principalLate(loan, agreement, number) - principalLate(loan, agreement, number - 1);
  return principal + sum(own.map(one => one.amount));
}

/** In the way of self-help groups a month may be interest only, so principal is late from the end of the term on. */
const principalLate = (loan: RunningLoan, { method }: Agreement, number: number): Minor =>
  method === "monthly_on_balance" && number < lastPeriodOf(loan) ? 0n : principalDue(loan, number);

const penaltyOn = (late: Minor, { amount, percent }: LatePenalty, { rounding_unit, rounding }: Agreement): Minor =>
  late === 0n ? 0n : (amount ?? roundTo(multiply(ratio(late), partOfHundred(percent!)!), rounding_unit, rounding));
