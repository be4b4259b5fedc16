import { type Day, type Minor, multiply, type Ratio, ratio, roundTo, sum } from "#base";
import { dayAfterPeriods } from "./due-dates.ts";
import { type LoanAccount, openOf, type OwedRow } from "./loan-account.ts";
import type { Charge, LoanHistory, PartsOfInstalment, Penalty } from "./loan-history.ts";
import { scheduleOf } from "./schedule.ts";
import { type LoanTerms, tranchesOf } from "./terms.ts";

/** A charge with a day of its own, worked out. */
export interface DatedCharge {
  readonly on: Day;
  readonly column: Charge["column"];
  readonly amount: Minor;
}

/** Charges with a day of their own, by day. A part is one of the loan as agreed: its principal, and all its interest. */
export function datedCharges(terms: LoanTerms, { events }: LoanHistory): readonly DatedCharge[] {
  const dated = events.flatMap(event =>
    event.kind === "charged" && event.charge.each === "loan" ? [{ on: event.on, charge: event.charge }] : [],
  );
  if (dated.length === 0) return [];
  const principal = sum(tranchesOf(terms).map(({ amount }) => amount));
  const interest = scheduleOf(terms).totalInterest;
  return dated.map(({ on, charge }) => ({
    on,
    column: charge.column,
    amount: amountOf(terms, charge, { principal, interest }),
  }));
}

/** Puts a charge into its row, or into one of its own where it comes after all instalments. */
export function askDated(account: LoanAccount, row: OwedRow | undefined, { on, column, amount }: DatedCharge): void {
  account.askEarly(row ?? account.add(on, false), column, amount, on);
}

/** What is charged with every instalment, once its principal and interest are known. */
export function chargeInstalment(terms: LoanTerms, { events }: LoanHistory, account: LoanAccount, row: OwedRow): void {
  if (row.owed.principal + row.owed.interest === 0n) return;
  for (const event of events)
    if (event.kind === "charged" && event.charge.each === "instalment")
      account.ask(row, event.charge.column, amountOf(terms, event.charge, row.owed));
}

function amountOf(
  terms: LoanTerms,
  { of }: Charge,
  base: { readonly principal: Minor; readonly interest: Minor },
): Minor {
  return typeof of === "bigint" ? of : partOf(terms, of.part, baseOf(of.base, base));
}

const baseOf = (
  base: PartsOfInstalment,
  { principal, interest }: { readonly principal: Minor; readonly interest: Minor },
): Minor => (base === "principal" ? principal : principal + interest);

const partOf = ({ rounding }: LoanTerms, part: Ratio, of: Minor): Minor =>
  roundTo(multiply(ratio(of), part), rounding.step, rounding.mode);

/**
 * Puts penalties on what is late on a day. They never bear a penalty themselves, and looking twice asks for nothing
 * twice.
 */
export function penaliseLate(terms: LoanTerms, penalty: Penalty | undefined, account: LoanAccount, on: Day): void {
  if (!penalty) return;
  for (const row of account.rows) {
    if (row.isDownPayment || row.due >= on) continue;
    const open = baseOf(penalty.base, { principal: openOf(row, "principal"), interest: openOf(row, "interest") });
    const once = partOf(terms, penalty.part, open);
    const wanted = penalty.isOnce ? once : once * periodsLate(terms, row.due, on);
    if (wanted <= row.forBeingLate) continue;
    account.ask(row, "penalties", wanted - row.forBeingLate);
    row.forBeingLate = wanted;
  }
}

/** Repayment periods begun since the due day: one on the day after it. */
function periodsLate(terms: LoanTerms, due: Day, on: Day): bigint {
  let periods = 1;
  while (dayAfterPeriods(due, periods, terms) < on) periods += 1;
  return BigInt(periods);
}
