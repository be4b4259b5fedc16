import type { Day, Minor, Ratio } from "#base";
import type { PaymentOrder } from "./payment-order.ts";

/** What happened on a loan after it was paid out, and by which rules it is worked out. A schedule follows from both. */
export interface LoanHistory {
  /** By day, those of one day in the order in which they happened. */
  readonly events: readonly LoanEvent[];
  /** Absent: what is paid changes no instalment, as with flat interest. */
  readonly recalculation?: Recalculation;
  readonly order: PaymentOrder;
  readonly penalty?: Penalty;
}

export type LoanEvent =
  | { readonly kind: "paid"; readonly on: Day; readonly amount: Minor }
  /** All that is owed is paid. Nothing comes after it. */
  | { readonly kind: "paid-off"; readonly on: Day }
  /** The loan is looked at: interest and penalties as of this day. */
  | { readonly kind: "looked-at"; readonly on: Day }
  /** The instalment of this day is not paid, and what it left open is owed through the next period. */
  | { readonly kind: "missed"; readonly on: Day }
  | { readonly kind: "charged"; readonly on: Day; readonly charge: Charge }
  /** The terms hold what was agreed anew; this is the day on which it was. */
  | { readonly kind: "rescheduled"; readonly on: Day };

/** How interest follows what is paid. Only of a declining balance. */
export interface Recalculation {
  /** From when a payment counts: its own day, or the next due date. So with lateness: by the day or the whole period. */
  readonly rest: "daily" | "same_as_repayment";
  /** Interest that fell due and was not paid bears interest from such a day on. */
  readonly compounding: "none" | CompoundingFrequency;
  /** What becomes of the instalments after more principal than asked for came in. */
  readonly onPrepayment: "reduce_instalment" | "reduce_number_of_instalments" | "reschedule_next_repayments";
  /** Up to where interest is counted when the loan is paid off. */
  readonly preClosure: "till_pay_off_date" | "till_next_due_date";
  /**
   * "forward": an instalment that fell due keeps the interest it was last asked with, and principal that came in early
   * belongs to the instalment of its period. "anew": at each event all is counted anew, instalments keep their level,
   * and the last one takes what is left.
   */
  readonly way: "forward" | "anew";
}

export type CompoundingFrequency = "same_as_repayment" | "daily" | "weekly" | "monthly";

/** Of an instalment that is late, `part` of what is open of it: once, or again for each period it stays late. */
export interface Penalty {
  readonly part: Ratio;
  readonly base: PartsOfInstalment;
  readonly isOnce: boolean;
}

export type PartsOfInstalment = "principal" | "principal + interest";

/** A fee or a penalty that somebody added: on every instalment, or on the one whose period holds `on`. */
export interface Charge {
  readonly column: "fees" | "penalties";
  readonly each: "instalment" | "loan";
  /** A sum, or a part of principal and interest (of the instalment, or of the loan as agreed). */
  readonly of: Minor | { readonly part: Ratio; readonly base: PartsOfInstalment };
}
