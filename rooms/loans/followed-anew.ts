import { type Day, type Minor, sum } from "#base";
import { asOfDay } from "./as-of.ts";
import { askDated, chargeInstalment, datedCharges, penaliseLate } from "./charges.ts";
import { compoundedFrom, compoundingDayIn } from "./compounding.ts";
import { type Above, followedInterest } from "./followed-interest.ts";
import { type LoanAccount, nothing, type OwedRow } from "./loan-account.ts";
import type { LoanEvent, LoanHistory, Recalculation } from "./loan-history.ts";
import { type Period, periodsOf } from "./periods.ts";
import type { InstalmentPlan } from "./principal.ts";
import { downPaymentsOf, planOf } from "./schedule.ts";
import { downPaymentOf, type LoanTerms, tranchesOf } from "./terms.ts";

/**
 * A declining balance whose instalments follow what is paid. Period after period: what happened in it moves what is
 * really owed, that bears the interest, and the instalment is what the plan makes of it and of principal paid early.
 */
export function followAnew(
  terms: LoanTerms,
  history: LoanHistory & { readonly recalculation: Recalculation },
  account: LoanAccount,
): void {
  const periods = periodsOf(terms);
  const loan = new FollowedLoan(terms, history, account, planOf(terms, periods));
  for (const period of periods) loan.pass(period);
  loan.end();
}

class FollowedLoan {
  readonly #terms: LoanTerms;
  readonly #history: LoanHistory;
  readonly #rules: Recalculation;
  readonly #account: LoanAccount;
  readonly #plan: InstalmentPlan;
  readonly #waiting;
  /** What the schedule says is owed when a period opens. */
  #opening = 0n;
  /** Principal that came in and belongs to no instalment yet. */
  #ahead = 0n;
  /** Principal that came in above what was asked, and still makes the next instalments smaller. */
  #credit = 0n;
  #paidOffOn: Day | null = null;

  constructor(
    terms: LoanTerms,
    history: LoanHistory & { readonly recalculation: Recalculation },
    account: LoanAccount,
    plan: InstalmentPlan,
  ) {
    this.#terms = terms;
    this.#history = history;
    this.#rules = history.recalculation;
    this.#account = account;
    this.#plan = plan;
    this.#waiting = {
      events: new Queue(history.events),
      charges: new Queue(datedCharges(terms, history)),
      downPayments: new Queue(downPaymentsOf(terms)),
    };
  }

  pass(period: Period): void {
    const wasPaidOff = this.#paidOffOn !== null;
    const row = this.#openRow(period);
    const asOf = asOfDay(this.#rules, this.#history.events, this.#waiting.events.taken, period);
    const events = this.#waiting.events.takeWhile(event => event.on <= period.due);
    const isOnDue = (event: LoanEvent) =>
      event.on === period.due || (event.kind === "paid" && this.#rules.rest === "same_as_repayment");
    const early = events.filter(event => !isOnDue(event));
    const above = this.#move(period, early);
    const own = wasPaidOff ? 0n : followedInterest(this.#terms, period, this.#opening, above, asOf);
    const asked = this.#fallsDue(period, row, own);
    for (const event of events.filter(isOnDue)) this.#happens(event, period, row);
    this.#account.payDueFromOver(period.due);
    this.#opening += period.paidOut - row.owed.principal;
    if (!period.isLast && this.#paidOffOn === null) this.#settleExcess(row.owed.principal - asked);
  }

  /** What came after the last due date, and the pay-off, which pays what all instalments ask for. */
  end(): void {
    for (const charge of this.#waiting.charges.takeWhile(() => true)) askDated(this.#account, undefined, charge);
    for (const event of this.#waiting.events.takeWhile(() => true)) this.#happens(event, null, null);
    if (this.#paidOffOn !== null) this.#account.payAll(this.#paidOffOn);
  }

  #openRow(period: Period): OwedRow {
    const { charges, downPayments } = this.#waiting;
    for (const { due, principal } of downPayments.takeWhile(one => one.due <= period.due))
      this.#account.ask(this.#account.add(due, true), "principal", principal);
    const row = this.#account.add(period.due, false);
    for (const charge of charges.takeWhile(({ on }) => on <= period.due)) askDated(this.#account, row, charge);
    return row;
  }

  /** Lets happen what comes before the due date, and says how it moves what is really owed. */
  #move(period: Period, events: readonly LoanEvent[]): readonly [Above, ...Above[]] {
    const { compounding } = this.#rules;
    const days = compounding === "none" ? [] : compoundingDayIn(this.#terms, compounding, period);
    const moments = [...days.map(on => ({ on, event: null })), ...events.map(event => ({ on: event.on, event }))];
    const above: [Above, ...Above[]] = [{ on: period.from, amount: this.#above(period.from) }];
    for (const { on, event } of moments.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
      if (event) this.#happens(event, period, null);
      if (this.#paidOffOn === null) above.push({ on, amount: this.#above(on) });
      else if (this.#rules.preClosure === "till_pay_off_date") above.push({ on, amount: null });
    }
    return above;
  }

  #above(on: Day): Minor {
    const { compounding } = this.#rules;
    const compounded =
      compounding === "none"
        ? 0n
        : this.#account.openInterest(row => compoundedFrom(this.#terms, compounding, row.due) <= on);
    return this.#account.openPrincipal + compounded - this.#ahead;
  }

  /** Asks for the instalment. Returns the principal that the plan wants of it. */
  #fallsDue(period: Period, row: OwedRow, own: Minor): Minor {
    const { principal: usual, interest } = this.#plan.fallsDue(period, this.#opening, own);
    let asked = usual;
    if (!period.isLast) {
      asked = usual > this.#credit ? usual - this.#credit : 0n;
      this.#credit -= usual - asked;
    }
    const isForward = this.#rules.way === "forward" && this.#paidOffOn === null;
    const principal = isForward && this.#ahead > asked ? this.#ahead : asked;
    this.#account.ask(row, "interest", interest);
    this.#account.ask(row, "principal", principal);
    this.#ahead -= this.#account.settle(row, "principal", this.#ahead, principal, nothing());
    chargeInstalment(this.#terms, this.#history, this.#account, row);
    return asked;
  }

  #settleExcess(excess: Minor): void {
    if (excess <= 0n) return;
    if (this.#rules.onPrepayment === "reduce_instalment") this.#plan.countAnew();
    if (this.#rules.onPrepayment === "reschedule_next_repayments") this.#credit += excess;
  }

  /** `row` is the instalment that falls due with the event; without it the event comes before, or after the last one. */
  #happens(event: LoanEvent, period: Period | null, row: OwedRow | null): void {
    switch (event.kind) {
      case "paid":
        return this.#pay(event.on, event.amount, period, row);
      case "paid-off":
        this.#paidOffOn = event.on;
        return;
      case "looked-at":
        penaliseLate(this.#terms, this.#history.penalty, this.#account, event.on);
        return this.#account.payDueFromOver(event.on);
      case "missed":
      case "charged":
      case "rescheduled":
        return;
    }
  }

  #pay(on: Day, amount: Minor, period: Period | null, row: OwedRow | null): void {
    const account = this.#account;
    const used = nothing();
    const left = account.payDue(amount, row?.due ?? on, used);
    const notYetDue = period ? this.#opening + this.#paidOutBy(period, on, row) - this.#ahead : 0n;
    const ahead = left < notYetDue ? left : notYetDue;
    if (row && this.#rules.way === "forward") {
      account.ask(row, "principal", ahead);
      account.settle(row, "principal", ahead, ahead, used);
    } else {
      this.#ahead += ahead;
      used.principal += ahead;
    }
    account.payments.push({ on, amount, used, over: left - ahead, usedOn: row?.due ?? on });
  }

  /** What was paid out in the period by a day; with the instalment, all of it less what that asks for. */
  #paidOutBy(period: Period, on: Day, row: OwedRow | null): Minor {
    if (row) return period.paidOut - row.owed.principal;
    const terms = this.#terms;
    return sum(
      tranchesOf(terms)
        .filter(one => (period.number === 1 || one.on >= period.from) && one.on <= on)
        .map(({ amount }) => amount - downPaymentOf(terms, amount)),
    );
  }
}

/** A list that is worked off from its front. */
class Queue<One> {
  readonly #all: readonly One[];
  taken = 0;

  constructor(all: readonly One[]) {
    this.#all = all;
  }

  takeWhile(holds: (one: One) => boolean): readonly One[] {
    const from = this.taken;
    while (this.taken < this.#all.length && holds(this.#all[this.taken]!)) this.taken += 1;
    return this.#all.slice(from, this.taken);
  }
}
