import { add, type Day, lastOf, type Minor, multiply, type Ratio, sum } from "#base";
import { type PeriodDays, partOfYear } from "./day-count.ts";
import { addedBy, lastNumber, numberDueFrom, rateChangesOf } from "./reschedule.ts";
import { isLean, periodOfInstalment } from "./season.ts";
import { downPaymentOf, dueDate, isForAllPayOuts, type LoanTerms, type RateChange, tranchesOf } from "./terms.ts";

/** One repayment period of the terms, with what changes in it. Amounts are less their down payments. */
export interface Period extends PeriodDays {
  /** From 1. */
  readonly number: number;
  readonly isLast: boolean;
  /** The last period as far as one knows in this one: a new agreement may add more later. */
  readonly lastKnown: number;
  /** The instalment that asks for it: its own, or, of a period in which nothing falls due, the next. From 1. */
  readonly instalment: number;
  /** Nothing falls due in it. */
  readonly isLean: boolean;
  /** Neither in a grace nor lean. */
  readonly bearsPrincipal: boolean;
  /** The period in which its grace was agreed on; 0 is from the start, and also where it is in none. */
  readonly graceSince: number;
  readonly paidOut: Minor;
  /** From the first day of the loan to the end of this period. */
  readonly paidOutUntil: Minor;
  /** What is paid out after this period and its instalments are agreed for already. */
  readonly paidOutLater: Minor;
  /** In order; together they reach from the start of the period to its due date. */
  readonly stretches: readonly Stretch[];
  /** What part of a year it is. */
  readonly yearPart: Ratio;
  /** The rate at its end, and of the periods to come as far as one knows in it. */
  readonly ratePerYear: Ratio;
  /** A pay-out, a new rate or a new agreement in it: instalments are counted anew from this period on. */
  readonly changes: boolean;
}

/** Days of one period with one rate and one balance. */
export interface Stretch {
  readonly from: Day;
  readonly until: Day;
  readonly ratePerYear: Ratio;
  /** Interest as a part of what is owed in it. */
  readonly part: Ratio;
  /** What of the period's pay-outs bears interest in it, beside what was owed when the period opened. */
  readonly paidOut: Minor;
}

export function periodsOf(terms: LoanTerms): readonly Period[] {
  const daily = terms.interestFrom === "daily";
  const tranches = tranchesOf(terms).map(({ on, amount }) => ({ on, amount: amount - downPaymentOf(terms, amount) }));
  const inAll = sum(tranches.map(({ amount }) => amount));
  const rateChanges = rateChangesOf(terms);
  const anew = agreedAnew(terms);
  const last = lastNumber(terms);
  const periods: Period[] = [];
  let from = terms.start;
  let paidOutUntil = 0n;
  let known = terms.periods;
  let lastKnown = periodOfInstalment(terms, known);
  let instalments = 0;
  for (let number = 1; number <= last; number += 1) {
    const days: PeriodDays = { from, due: dueDate(terms, number), frequency: terms.frequency, every: terms.every };
    // What is paid out on a due date is owed from the next period on.
    const inPeriod = tranches.filter(({ on }) => (number === 1 || on >= from) && on < days.due);
    const newRates = rateChanges.map(change => change.effective).filter(on => on >= from && on < days.due);
    const starts = [...new Set([from, ...newRates, ...(daily ? inPeriod.map(({ on }) => on) : [])])].sort();
    const yearParts = starts.map((start, index) =>
      partOfYear(terms.dayCount, days, start, starts[index + 1] ?? days.due),
    );
    const stretches = starts.map((start, index) => {
      const ratePerYear = rateFrom(terms, rateChanges, start);
      return {
        from: start,
        until: starts[index + 1] ?? days.due,
        ratePerYear,
        part: multiply(ratePerYear, yearParts[index]!),
        paidOut: sum(inPeriod.filter(({ on }) => !daily || on <= start).map(({ amount }) => amount)),
      };
    });
    const paidOut = sum(inPeriod.map(({ amount }) => amount));
    paidOutUntil += paidOut;
    const added = anew.added.get(number) ?? 0;
    known += added;
    if (added > 0) lastKnown = periodOfInstalment(terms, known);
    const lean = isLean(terms, number);
    const instalment = instalments + 1;
    if (!lean) instalments += 1;
    periods.push({
      ...days,
      number,
      isLast: number === last,
      lastKnown,
      instalment,
      isLean: lean,
      bearsPrincipal: !lean && instalment > terms.grace.principalPeriods && !anew.inGrace.has(number),
      graceSince: instalment > terms.grace.principalPeriods ? (anew.inGrace.get(number) ?? 0) : 0,
      paidOut,
      paidOutUntil,
      paidOutLater: isForAllPayOuts(terms) ? inAll - paidOutUntil : 0n,
      stretches,
      yearPart: yearParts.reduce(add),
      ratePerYear: lastOf(stretches)!.ratePerYear,
      changes:
        number === 1 ||
        newRates.length > 0 ||
        anew.added.has(number) ||
        (inPeriod.length > 0 && !isForAllPayOuts(terms)),
    });
    from = days.due;
  }
  return periods;
}

/** By period: how many a new agreement that begins with it adds to the end; and which one put it into a grace. */
function agreedAnew(terms: LoanTerms): {
  readonly added: ReadonlyMap<number, number>;
  readonly inGrace: ReadonlyMap<number, number>;
} {
  const added = new Map<number, number>();
  const inGrace = new Map<number, number>();
  for (const one of terms.reschedules ?? []) {
    const number = numberDueFrom(terms, one.fromDue);
    added.set(number, (added.get(number) ?? 0) + addedBy(one));
    for (let grace = number, left = one.gracePeriods; left > 0; grace += 1) {
      if (isLean(terms, grace)) continue;
      inGrace.set(grace, number);
      left -= 1;
    }
  }
  return { added, inGrace };
}

function rateFrom({ ratePerYear }: LoanTerms, changes: readonly RateChange[], start: Day): Ratio {
  let latest: RateChange | undefined;
  for (const change of changes)
    if (change.effective <= start && (!latest || change.effective >= latest.effective)) latest = change;
  return latest?.ratePerYear ?? ratePerYear;
}

/** A period and those after it as one knows them in it: at its rate, and with nothing more paid out. */
export function asKnownIn(now: Period, periods: readonly Period[]): readonly [Period, ...Period[]] {
  const known = (period: Period): Period => ({
    ...period,
    isLast: period.number === now.lastKnown,
    bearsPrincipal: period.bearsPrincipal || period.graceSince > now.number,
    paidOut: 0n,
    stretches: [
      {
        from: period.from,
        until: period.due,
        ratePerYear: now.ratePerYear,
        part: multiply(now.ratePerYear, period.yearPart),
        paidOut: 0n,
      },
    ],
  });
  return [{ ...now, isLast: now.number === now.lastKnown }, ...periods.slice(now.number, now.lastKnown).map(known)];
}
