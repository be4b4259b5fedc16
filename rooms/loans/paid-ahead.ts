/** What becomes of the instalments of a loan after principal came in above what they asked for. Pure. */
import type { Minor } from "#base";
import type { Recalculation } from "./loan-history.ts";
import type { Period } from "./periods.ts";
import type { InstalmentPlan } from "./principal.ts";

export interface Prepayment {
  /** Principal that came in, by the period it came in. */
  readonly repaid: ReadonlyMap<number, Minor>;
  readonly then: Recalculation["onPrepayment"];
}

/**
 * The principal of each instalment as it follows what was paid. What comes in above all that was asked through a period
 * belongs to the instalment of that period; the plan goes on from what is left. What is late moves nothing.
 */
export class PaidAhead {
  readonly #prepayment: Prepayment;
  #paid: Minor;
  #asked = 0n;
  /** What came in above, and still makes the next instalments smaller. */
  #credit = 0n;

  constructor(prepayment: Prepayment) {
    this.#prepayment = prepayment;
    this.#paid = prepayment.repaid.get(0) ?? 0n;
  }

  /** The instalments so far come to this principal, after a new agreement. */
  agreedAnew(asked: Minor): void {
    this.#asked = asked;
    this.#credit = 0n;
  }

  /** Principal of an instalment, given what the plan wants of it; the last takes the rest as it is. */
  principalOf(period: Pick<Period, "number" | "isLast" | "isLean">, usual: Minor, plan: InstalmentPlan): Minor {
    const { number, isLast, isLean } = period;
    const { repaid, then } = this.#prepayment;
    this.#paid += repaid.get(number) ?? 0n;
    // What comes in a lean month is of the instalment after it.
    if (isLast || isLean) return usual;
    const wanted = usual > this.#credit ? usual - this.#credit : 0n;
    this.#credit -= usual - wanted;
    const above = this.#paid - this.#asked - wanted;
    this.#asked += above > 0n ? wanted + above : wanted;
    if (above <= 0n) return wanted;
    if (then === "reduce_instalment") plan.countAnew();
    if (then === "reschedule_next_repayments") this.#credit += above;
    return wanted + above;
  }
}
