/** A loan as the books had it on an earlier day: from its terms, and from what was recorded on it up to then. Pure. */
import { type Day, type Document, type Fact, type Minor, sum, type Uuid } from "#base";
import { partsOfAccount } from "#ledger";
import { agreedBy } from "./agreed-anew.ts";
import { withCharges } from "./charges-kept.ts";
import { outstanding, type RunningLoan } from "./loan.ts";
import { repaidWith } from "./repaid.ts";
import { lateBehind, type RenewalData } from "./renewal.ts";
import type { PaymentData } from "./repayment.ts";
import type { LoanRow, RepaidInPeriod } from "./tables.ts";

/** One fact about a loan that moved money, and the day on which it was taken back, if it was. */
export interface LoanEventOn {
  readonly loan: Uuid;
  readonly kind: string;
  readonly on: Day;
  readonly takenBackOn: Day | null;
  /** By how much it moved the principal outstanding: above zero where it was paid out. Minor units. */
  readonly receivable: Minor;
  /** Interest that was paid, or, of a write-off, given up. */
  readonly interest: Minor;
  readonly fees: Minor;
  /** Late charges that were paid, or, of a waiver, let go. */
  readonly penalties: Minor;
  /** The repayment period it counted in; null where it is no payment. */
  readonly period: number | null;
  readonly closes: boolean;
  /** Of a pay-out that paid off another loan: what had been late of that one, and of those before it. */
  readonly renewedLate: Minor;
}

const waived = "loans.penalty-waived";
const renewed = "loans.renewed";
/** What a renewal is to the loan that ends by it. No fact has this kind: it is one with the pay-out of the new loan. */
export const paidOffByRenewal = "loans.paid-off-by-renewal";
const paymentKinds: ReadonlySet<string> = new Set(["loans.repaid", "loans.set-off", paidOffByRenewal]);

/** What a fact says of the money of a loan; nothing where it is about none, and of two loans where one paid off the other. */
export function loanEventsOf(
  fact: Pick<Fact, "kind" | "on" | "lines" | "data">,
  takenBackOn: Day | null,
): readonly LoanEventOn[] {
  const data = fact.data ?? {};
  if (typeof data["loan"] !== "string") return [];
  const moved = fact.lines.filter(line => partsOfAccount(line.account).kind === "loans-receivable");
  if (fact.kind !== renewed) {
    if (moved.length === 0 && !paymentKinds.has(fact.kind) && fact.kind !== waived) return [];
    return [eventIn(fact, data, sum(moved.map(line => line.amount)), takenBackOn)];
  }
  const old = data["renewed"] as PaymentData;
  return [
    { ...eventIn(fact, data, BigInt(String(data["principal"])), takenBackOn), renewedLate: lateBehind(data as Partial<RenewalData>) },
    eventIn({ ...fact, kind: paidOffByRenewal }, old, -BigInt(old.principal), takenBackOn),
  ];
}

function eventIn(
  fact: Pick<Fact, "kind" | "on">,
  data: Readonly<Record<string, Document>>,
  receivable: Minor,
  takenBackOn: Day | null,
): LoanEventOn {
  const amount = (name: string): Minor => (typeof data[name] === "string" ? BigInt(data[name]) : 0n);
  return {
    loan: data["loan"] as Uuid,
    kind: fact.kind,
    on: fact.on,
    takenBackOn,
    receivable,
    interest: amount("interest"),
    fees: amount("fees"),
    penalties: amount("penalties"),
    period: typeof data["period"] === "string" ? Number(data["period"]) : null,
    closes: data["closes"] === true,
    renewedLate: 0n,
  };
}

/** What held when the day ended: recorded by then, and not taken back by then. */
export const eventsOn = (events: readonly LoanEventOn[], day: Day): readonly LoanEventOn[] =>
  events.filter(event => event.on <= day && (event.takenBackOn === null || event.takenBackOn > day));

/**
 * The loan when the day ended, or null where it was not paid out yet, was repaid or was written off. `events` are all of
 * this loan; `loan` as it stands now, of which only what never changes is used.
 */
export function loanOn(loan: LoanRow, events: readonly LoanEventOn[], day: Day): RunningLoan | null {
  const held = eventsOn(events, day);
  const paidOut = held.filter(event => event.receivable > 0n);
  const first = paidOut[0];
  if (!first || held.some(event => event.closes || event.kind === "loans.written-off")) return null;
  const payments = held.filter(event => paymentKinds.has(event.kind));
  const running: RunningLoan = {
    ...loan,
    status: "running",
    paid_out_on: first.on,
    principal: sum(paidOut.map(event => event.receivable)),
    principal_paid: -sum(payments.map(event => event.receivable)),
    interest_paid: sum(payments.map(event => event.interest)),
    repaid: repaidByDays(payments),
    agreed_anew: agreedBy(loan, day),
    written_off: 0n,
    interest_waived: 0n,
    recovered: 0n,
    interest_recovered: 0n,
    charges: chargesOf(payments, held),
    closed_on: null,
    renewed_by: null,
    renewed_late: first.renewedLate,
  };
  return running;
}

function chargesOf(payments: readonly LoanEventOn[], held: readonly LoanEventOn[]): Document {
  return withCharges(
    { charges: {} },
    {
      fees_paid: sum(payments.map(event => event.fees)),
      penalties_paid: sum(payments.map(event => event.penalties)),
      penalties_waived: sum(held.map(event => (event.kind === waived ? event.penalties : 0n))),
    },
  );
}

const repaidByDays = (payments: readonly LoanEventOn[]): readonly RepaidInPeriod[] =>
  payments.reduce<readonly RepaidInPeriod[]>(
    (repaid, { period, on, receivable, interest, fees }) =>
      repaidWith({ repaid }, { period: period!, on, principal: -receivable, interest, fees }),
    [],
  );

/** Principal outstanding when the day ended; zero where the loan did not run. */
export function outstandingOn(loan: LoanRow, events: readonly LoanEventOn[], day: Day): Minor {
  const running = loanOn(loan, events, day);
  return running ? outstanding(running) : 0n;
}
