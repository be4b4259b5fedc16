import { type Day, type Given, type Minor, refuse } from "#base";
import type { Charge, CompoundingFrequency, LoanEvent, LoanHistory, Penalty, Recalculation } from "./loan-history.ts";
import { paymentOrderNamed, setInProduct, usualPaymentOrder } from "./payment-order.ts";
import type { Reschedule, Tranche } from "./terms.ts";

/** What happened on a loan, as `events` tells it: what moved the plan, and the rest. */
export interface ReadEvents {
  /** Pay-outs as they were, in order of days. */
  readonly paidOut: readonly Tranche[];
  readonly reschedules: readonly Reschedule[];
  readonly events: readonly LoanEvent[];
}

const notes = ["note", "notes"] as const;

type Reader = (event: Given, on: Day, scale: number) => Partial<ReadEvents>;

const readers: Readonly<Record<string, Reader>> = {
  disbursement: (event, on, scale) => {
    fields(event, "amount");
    return { paidOut: [{ on, amount: event.at("amount").amount(scale) }] };
  },
  repayment: (event, on, scale) => {
    fields(event, "amount");
    return { events: [{ kind: "paid", on, amount: event.at("amount").amount(scale) }] };
  },
  pay_off_in_full: (event, on) => {
    fields(event);
    return { events: [{ kind: "paid-off", on }] };
  },
  recalculate_as_of: (event, on) => {
    fields(event);
    return { events: [{ kind: "looked-at", on }] };
  },
  instalment_missed: (event, on) => {
    fields(event);
    return { events: [{ kind: "missed", on }] };
  },
  reschedule: (event, on) => {
    fields(event, "from_due_date", "extraTerms", "graceOnPrincipal", "newInterestRate");
    const ratePerYear = event.maybe("newInterestRate")?.percent();
    return {
      reschedules: [
        {
          fromDue: event.at("from_due_date").day(),
          extraPeriods: event.maybe("extraTerms")?.count() ?? 0,
          gracePeriods: event.maybe("graceOnPrincipal")?.count() ?? 0,
          ...(ratePerYear ? { ratePerYear } : {}),
        },
      ],
      events: [{ kind: "rescheduled", on }],
    };
  },
  add_charge: (event, on, scale) => {
    fields(event, "charge", "percent", "amount", "base");
    const charge = chargeOf(event, scale);
    return charge ? { events: [{ kind: "charged", on, charge }] } : {};
  },
};

const fields = (event: Given, ...more: string[]): Given => event.only(["date", "type", ...more, ...notes]);

/** Reads the events in order of days; those of one day stay as they came. */
export function eventsOf(given: Given, scale: number): ReadEvents {
  const read = (given.maybe("events")?.list() ?? []).map(event => {
    const on = event.at("date").day();
    const type = event.at("type").text();
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (!reader) return event.refuse(refuse("loans.event-not-understood", { type, on }));
    return { on, told: reader(event, on, scale) };
  });
  const inOrder = read.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map(({ told }) => told);
  return {
    paidOut: inOrder.flatMap(({ paidOut = [] }) => paidOut),
    reschedules: inOrder.flatMap(({ reschedules = [] }) => reschedules),
    events: inOrder.flatMap(({ events = [] }) => events),
  };
}

/**
 * What a charge is follows from its name, as lenders name them: of an instalment, for being late or returned, at the
 * pay-out. A charge at the pay-out is paid with it and is part of no instalment.
 */
function chargeOf(event: Given, scale: number): Charge | null {
  const name = event.at("charge").text();
  const percent = event.maybe("percent")?.percent();
  const amount = event.maybe("amount")?.amount(scale);
  const base = event.maybe("base")?.choice(bases) ?? "instalment principal + interest";
  if ((percent === undefined) === (amount === undefined)) return event.refuse(refuse("loans.charge-not-clear", { name }));
  if (percent && percent.numerator < 0n) return event.at("percent").malformed("percent not below zero");
  if (/disbursement/i.test(name)) return null;
  return {
    column: forBeingLate.test(name) ? "penalties" : "fees",
    each: /instal?lment/i.test(name) ? "instalment" : "loan",
    of: percent ? { part: percent, base: partsOf(base) } : (amount as Minor),
  };
}

const forBeingLate = /(?:^|[^a-z])(?:nsf|late|overdue|penalty|penalties|returned)(?![a-z])/i;
const bases = ["instalment principal", "instalment principal + interest"] as const;
const partsOf = (base: (typeof bases)[number]) => (base === "instalment principal" ? "principal" : "principal + interest");

/** The rules by which events are worked out. */
export function historyOf(given: Given, events: readonly LoanEvent[]): LoanHistory {
  const strategy = given.maybe("payment_strategy")?.text();
  const order = strategy === undefined ? usualPaymentOrder : paymentOrderNamed(strategy);
  if (!order && events.some(({ kind }) => kind === "paid"))
    return given.refuse(refuse("loans.payment-order-not-clear", { order: strategy! }));
  const recalculation = recalculationOf(given, strategy === setInProduct ? "anew" : "forward");
  const penalty = penaltyOf(given);
  return {
    events,
    order: order ?? usualPaymentOrder,
    ...(recalculation ? { recalculation } : {}),
    ...(penalty ? { penalty } : {}),
  };
}

function recalculationOf(given: Given, way: Recalculation["way"]): Recalculation | undefined {
  const rules = given
    .maybe("recalculation")
    ?.only(["enabled", "rest", "compounding", "compounding_frequency", "on_prepayment", "pre_closure", ...notes]);
  if (!rules) return undefined;
  const isOn = rules.maybe("enabled")?.flag() ?? true;
  const compounding = rules.maybe("compounding")?.choice(["none", "interest"]) ?? "none";
  const frequency = frequencyOf(rules);
  const read: Recalculation = {
    rest: rules.maybe("rest")?.choice(["daily", "same_as_repayment"]) ?? "daily",
    compounding: compounding === "none" ? "none" : frequency,
    onPrepayment:
      rules
        .maybe("on_prepayment")
        ?.choice(["reduce_instalment", "reduce_number_of_instalments", "reschedule_next_repayments"]) ??
      "reduce_instalment",
    preClosure: rules.maybe("pre_closure")?.choice(["till_pay_off_date", "till_next_due_date"]) ?? "till_pay_off_date",
    way,
  };
  return isOn ? read : undefined;
}

function frequencyOf(rules: Given): CompoundingFrequency {
  const word = rules
    .maybe("compounding_frequency")
    ?.choice(["same_as_repayment", "same_as_repayment_period", "daily", "weekly", "monthly", "days", "weeks", "months"]);
  const known: Readonly<Record<string, CompoundingFrequency>> = {
    same_as_repayment_period: "same_as_repayment",
    days: "daily",
    weeks: "weekly",
    months: "monthly",
  };
  return word === undefined ? "same_as_repayment" : (known[word] ?? (word as CompoundingFrequency));
}

function penaltyOf(given: Given): Penalty | undefined {
  const penalty = given.maybe("penalty")?.only(["percent", "base", "once_per_instalment", ...notes]);
  if (!penalty) return undefined;
  const part = penalty.at("percent").percent();
  if (part.numerator < 0n) return penalty.at("percent").malformed("percent not below zero");
  return {
    part,
    base: partsOf(penalty.maybe("base")?.choice(bases) ?? "instalment principal"),
    isOnce: penalty.maybe("once_per_instalment")?.flag() ?? true,
  };
}
