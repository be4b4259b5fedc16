import { type Calculator, decimalText, type Json, type Refusal, refuse, answering } from "#base";
import { atRisk } from "./at-risk-calculator.ts";
import { dueDates, frequencies } from "./due-dates.ts";
import { type ScheduleRow, scheduleOf } from "./schedule.ts";
import { scheduleFields, scheduleInput } from "./schedule-input.ts";
import { everyMax, longestTermDays, periodsMax, termDaysMax, termsFault } from "./terms.ts";

const schedule = {
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
  },
  calculate: (input: Json): Json | Refusal =>
    answering("loans", input, given => {
      const { terms, scale } = scheduleInput(given);
      const fault = termsFault(terms);
      if (fault) return fault;
      const { rows, totalInterest } = scheduleOf(terms);
      return { rows: rows.map(row => rowOf(row, scale)), total_interest: decimalText(totalInterest, scale) };
    }),
};

function rowOf({ number, due, principal, interest, total, balance }: ScheduleRow, scale: number): Json {
  const text = (amount: bigint) => decimalText(amount, scale);
  return {
    n: number,
    due,
    principal: text(principal),
    interest: text(interest),
    fees: text(0n),
    penalties: text(0n),
    total: text(total),
    balance: text(balance),
  };
}

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
