import { type Day, type Given, type Minor, ratio, roundingModes, sum } from "#base";
import { type DayCount, dayCounts } from "./day-count.ts";
import { frequencies } from "./due-dates.ts";
import { eventsOf, historyOf } from "./event-input.ts";
import type { LoanHistory } from "./loan-history.ts";
import { setInProduct } from "./payment-order.ts";
import {
  type Amortization,
  type Grace,
  type InterestMethod,
  instalmentRule,
  type LoanTerms,
  type RateChange,
  type Rounding,
  type Tranche,
} from "./terms.ts";

/** What `loans schedule` understands. */
export const scheduleFields = [
  "principal",
  "annual_rate_percent",
  "method",
  "amortization",
  "interest_period",
  "periods",
  "every",
  "frequency",
  "submitted_on",
  "schedule_start",
  "grace",
  "day_count",
  "rounding",
  "disbursements",
  "down_payment_percent",
  "instalment",
  "rate_changes",
  "recalculation",
  "payment_strategy",
  "penalty",
  "events",
  "currency",
] as const;

const notes = ["note", "notes"] as const;
const scaleMax = 6n;

export interface ScheduleInput {
  readonly terms: LoanTerms;
  readonly history: LoanHistory;
  /** How many decimal places the amounts have. */
  readonly scale: number;
}

/** Reads the input of `loans schedule`. `instalment` is a check of the source, not an input. */
export function scheduleInput(given: Given): ScheduleInput {
  given.only(scheduleFields);
  given.maybe("submitted_on")?.day();
  given.maybe("instalment")?.decimal();
  const scale = scaleOf(given);
  const { paidOut, reschedules, events } = eventsOf(given, scale);
  const tranches = tranchesOf(given, scale, paidOut);
  const method = given.at("method").choice(["flat", "declining_balance"]);
  const amortization = amortizationOf(given.at("amortization"));
  const dayCount = dayCountOf(given);
  const downPayment = given.maybe("down_payment_percent")?.percent();
  const terms: LoanTerms = {
    principal: principalOf(given.at("principal").amount(scale), paidOut),
    ratePerYear: given.at("annual_rate_percent").percent(),
    method,
    amortization,
    frequency: given.at("frequency").choice(frequencies),
    every: given.at("every").count(),
    periods: given.at("periods").count(),
    start: given.maybe("schedule_start")?.day() ?? earliest(tranches),
    grace: graceOf(given),
    dayCount,
    rounding: roundingOf(given, scale, method, amortization),
    tranches,
    interestFrom: interestFromOf(given, dayCount),
    rateChanges: rateChangesOf(given),
    ...(downPayment ? { downPayment } : {}),
    ...instalmentsForOf(given),
    ...(reschedules.length > 0 ? { reschedules } : {}),
  };
  return { terms, history: historyOf(given, events), scale };
}

function scaleOf(given: Given): number {
  const ofUnit = given.maybe("currency")?.scaleOfUnit() ?? 2;
  return given.maybe("rounding")?.maybe("currency_decimals")?.count(scaleMax) ?? ofUnit;
}

/**
 * `disbursements` is the plan and a disbursement event is what happened: the first event takes the place of the first
 * of the plan, and so on; what of the plan has not happened yet is still to come.
 */
function tranchesOf(given: Given, scale: number, happened: readonly Tranche[]): readonly Tranche[] {
  const planned = given
    .at("disbursements")
    .list()
    .map(item => {
      item.only(["date", "amount", "fees", ...notes]);
      // Fees of a pay-out are paid with it and are part of no instalment.
      item.maybe("fees")?.amount(scale);
      return { on: item.at("date").day(), amount: item.at("amount").amount(scale) };
    });
  const tranches = [...happened, ...planned.slice(happened.length)];
  return tranches.length > 0 ? tranches : given.at("disbursements").malformed("at least one");
}

/** What was approved; what was paid out counts as it was, also where it came to more. */
function principalOf(approved: Minor, paidOut: readonly Tranche[]): Minor {
  const inAll = sum(paidOut.map(({ amount }) => amount));
  return inAll > approved && approved > 0n ? inAll : approved;
}

/** A lender with a fixed order of payments agrees the instalment once; one whose product sets it counts it with each pay-out. */
function instalmentsForOf(given: Given): Pick<LoanTerms, "instalmentsFor"> {
  const strategy = given.maybe("payment_strategy")?.text();
  if (strategy === undefined) return {};
  return { instalmentsFor: strategy === setInProduct ? "pay-outs so far" : "all pay-outs" };
}

const earliest = (tranches: readonly Tranche[]): Day => tranches.map(({ on }) => on).sort()[0]!;

const amortizationWords = ["equal_installments", "equal_principal_payments", "interest_only"] as const;

function amortizationOf(given: Given): Amortization {
  const text = given.text();
  const kind = amortizationWords.find(word => word === text);
  if (kind) return { kind };
  const percent = /^fixed_principal_percent_(\d{1,3})(?:[._](\d{1,6}))?_then_balloon$/.exec(text);
  if (!percent) return given.malformed(`${amortizationWords.join(" | ")} | fixed_principal_percent_<p>_then_balloon`);
  const places = percent[2] ?? "";
  const part = ratio(BigInt(percent[1]! + places), 100n * 10n ** BigInt(places.length));
  return { kind: "fixed_principal_then_balloon", part };
}

function graceOf(given: Given): Grace {
  const grace = given.maybe("grace")?.only(["principal_periods", "interest_payment_periods", "interest_free_periods"]);
  return {
    principalPeriods: grace?.maybe("principal_periods")?.count() ?? 0,
    interestPaymentPeriods: grace?.maybe("interest_payment_periods")?.count() ?? 0,
    interestFreePeriods: grace?.maybe("interest_free_periods")?.count() ?? 0,
  };
}

function dayCountOf(given: Given): DayCount {
  const word = given.maybe("day_count")?.beginning(["whole period", ...dayCounts]) ?? "whole-period";
  return word === "whole period" ? "whole-period" : word;
}

function interestFromOf(given: Given, dayCount: DayCount): "whole" | "daily" {
  const period = given.maybe("interest_period")?.choice(["same_as_repayment_period", "daily"]);
  if (period) return period === "daily" ? "daily" : "whole";
  return dayCount === "whole-period" ? "whole" : "daily";
}

const multipleRules = ["two steps", "level instalment", "not applied"] as const;

function roundingOf(given: Given, scale: number, method: InterestMethod, amortization: Amortization): Rounding {
  const rounding = given
    .maybe("rounding")
    ?.only([
      "currency_decimals",
      "currency_multiple_of",
      "rounding_mode",
      "balance_adjustment",
      "instalment_multiple_of",
      "multiple_rule",
    ]);
  rounding?.maybe("balance_adjustment")?.beginning(["last instalment takes the remainder"]);
  const step = rounding?.maybe("currency_multiple_of")?.amount(scale) ?? 0n;
  const mode = rounding?.maybe("rounding_mode")?.choice(roundingModes) ?? "HALF_EVEN";
  const multiple = rounding?.maybe("instalment_multiple_of")?.amount(scale) ?? 0n;
  const rule =
    rounding?.maybe("multiple_rule")?.beginning(multipleRules) ??
    instalmentRule(method, amortization.kind) ??
    "not applied";
  return {
    step: step === 0n ? 1n : step,
    mode,
    ...(multiple > 0n && rule !== "not applied" ? { instalment: { step: multiple, rule } } : {}),
  };
}

function rateChangesOf(given: Given): readonly RateChange[] {
  return (given.maybe("rate_changes")?.list() ?? []).map(change => {
    change.only(["effective", "annual_rate_percent", ...notes]);
    return { effective: change.at("effective").day(), ratePerYear: change.at("annual_rate_percent").percent() };
  });
}
