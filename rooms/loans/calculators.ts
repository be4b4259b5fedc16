import { answering, type Calculator, decimalText, type Json, type Minor, type Refusal, refuse } from "#base";
import { atRisk } from "./at-risk-calculator.ts";
import { dueDates, frequencies } from "./due-dates.ts";
import { type FollowedPayment, type FollowedRow, followedSchedule, historyFault } from "./followed-schedule.ts";
import { scheduleFields, scheduleInput } from "./schedule-input.ts";
import { everyMax, longestTermDays, periodsMax, termDaysMax } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

const schedule: Calculator = {
  name: "loans schedule",
  fields: scheduleFields,
  example: {
    principal: "5000.00",
    annual_rate_percent: "12",
    method: "declining_balance",
    amortization: "equal_installments",
    periods: 6,
    every: 1,
    frequency: "months",
    disbursements: [{ date: "2026-01-31", amount: "5000.00" }],
    recalculation: { rest: "daily", on_prepayment: "reduce_instalment" },
    events: [
      { date: "2026-02-28", type: "repayment", amount: "862.74" },
      { date: "2026-04-10", type: "recalculate_as_of" },
    ],
  },
  calculate: (input: Json): Json | Refusal =>
    answering("loans", input, given => {
      const { terms, history, scale } = scheduleInput(given);
      const fault = termsFault(terms) ?? historyFault(terms, history);
      if (fault) return fault;
      const { rows, totalInterest, payments } = followedSchedule(terms, history);
      return {
        rows: rows.map(row => rowOf(row, scale)),
        total_interest: decimalText(totalInterest, scale),
        allocation: payments.map(payment => paymentOf(payment, scale)),
      };
    }),
};

function rowOf({ number, due, ...amounts }: FollowedRow, scale: number): Json {
  const { principal, interest, fees, penalties, total, paid, balance } = amounts;
  return { n: number, due, ...inDecimals({ principal, interest, fees, penalties, total, paid, balance }, scale) };
}

const paymentOf = ({ on, amount, used, over, balance }: FollowedPayment, scale: number): Json => ({
  date: on,
  ...inDecimals({ amount, ...used, over, loan_balance: balance }, scale),
});

const inDecimals = (amounts: Readonly<Record<string, Minor>>, scale: number): Record<string, string> =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, decimalText(amount, scale)]));

const dueDateFields = ["first_due", "frequency", "every", "count"] as const;

const datesOfLoan = {
  name: "loans due-dates",
  fields: dueDateFields,
  example: { first_due: "2026-01-31", frequency: "months", every: 1, count: 4 },
  calculate: (input: Json): Json | Refusal =>
    answering("loans", input, given => {
      given.only(dueDateFields);
      const rhythm = { frequency: given.at("frequency").choice(frequencies), every: given.at("every").count() };
      const count = given.at("count").count(BigInt(periodsMax));
      if (rhythm.every < 1 || rhythm.every > everyMax)
        return refuse("loans.every-out-of-range", { every: rhythm.every, max: everyMax });
      if (longestTermDays(rhythm, count) > termDaysMax) return refuse("loans.term-too-long", { days_max: termDaysMax });
      return { dates: dueDates(given.at("first_due").day(), count, rhythm) };
    }),
};

export const calculators: readonly Calculator[] = [schedule, datesOfLoan, atRisk];
