/**
 * Indicators with fixed definitions. Pure: amounts are minor units of one unit, answers are exact parts of one, and null
 * where there is nothing to divide by. Which days and accounts go in is said at each. Sources: SAVIX and DreamInsights for
 * savings groups, the Sa-Dhan notes for repayment and risk, COOP-PESOS where it differs.
 */
import { addMonths, assert, daysBetween, type Day, dayOf, type Minor, multiply, type Ratio, ratio, sum } from "#base";
import type { DemandPart } from "#loans";

/** Null where the whole is zero. */
export const part = (of: Minor, whole: Minor): Ratio | null => (whole === 0n ? null : ratio(of, whole));

/**
 * On-time repayment: principal paid of what fell due in a time, of all principal that fell due in it; what was paid ahead
 * is in neither. Never shown without portfolio at risk: a portfolio that grows looks well repaid (Sa-Dhan).
 */
export const onTimeRepayment = (principal: readonly DemandPart[]): Ratio | null =>
  part(sum(principal.map(one => one.paidOfFellDue)), sum(principal.map(one => one.fellDue)));

/**
 * Operating self-sufficiency: interest, fees and fines earned in a time, of all expense in it: what the group spent, what
 * loans it lost and what was short at the count. Gifts and other income from outside are not operating income. 120 % is
 * full marks in COOP-PESOS. Expense above zero.
 */
export const operatingSelfSufficiency = (of: { readonly earned: Minor; readonly expense: Minor }): Ratio | null =>
  part(of.earned, of.expense);

/** Principal written off in a time, of the average portfolio. */
export const writeOffRatio = (writtenOff: Minor, portfolios: readonly Minor[]): Ratio | null => {
  const average = averageOf(portfolios);
  return average === null || average.numerator === 0n ? null : ratio(writtenOff * average.denominator, average.numerator);
};

/** What is kept apart for ever, of the principal of loans later than 30 days. */
export const riskCoverage = (reserve: Minor, over30: Minor): Ratio | null => part(reserve, over30);

/** The mean of what stood at each of these moments; null without any. */
export const averageOf = (amounts: readonly Minor[]): Ratio | null =>
  amounts.length === 0 ? null : ratio(sum(amounts), BigInt(amounts.length));

/** Somebody's time in the group: both days counted, null is to this day. */
export interface Belonging {
  readonly from: Day;
  readonly until: Day | null;
}

const belongsOn = ({ from, until }: Belonging, day: Day): boolean => from <= day && (until === null || until > day);

/** Members at the end who were there at the start, of those who were there at the start. */
export function retention(members: readonly Belonging[], start: Day, end: Day): Ratio | null {
  const there = members.filter(one => belongsOn(one, start));
  return part(BigInt(there.filter(one => belongsOn(one, end)).length), BigInt(there.length));
}

export const membersOn = (members: readonly Belonging[], day: Day): number =>
  members.filter(one => belongsOn(one, day)).length;

/** The roll of one meeting. */
export interface Roll {
  readonly on: Day;
  readonly called: number;
  /** There themselves, also who came late. */
  readonly inPerson: number;
  /** Who sent somebody. */
  readonly represented: number;
}

/** How many of the last meetings count (DreamInsights). */
export const meetingsCounted = 4;

/** The mean of the last four meetings' attendance, each of them counting the same. `rolls` in the order they were held. */
export function attendance(rolls: readonly Roll[]): { readonly inPerson: Ratio | null; readonly withRepresentative: Ratio | null } {
  const last = rolls.filter(roll => roll.called > 0).slice(-meetingsCounted);
  const mean = (present: (roll: Roll) => number): Ratio | null => {
    if (last.length === 0) return null;
    // Over one denominator, so that the mean is exact.
    const whole = last.reduce((product, roll) => product * BigInt(roll.called), 1n);
    const shares = last.map(roll => (whole / BigInt(roll.called)) * BigInt(present(roll)));
    return ratio(sum(shares), whole * BigInt(last.length));
  };
  return {
    inPerson: mean(roll => roll.inPerson),
    withRepresentative: mean(roll => roll.inPerson + roll.represented),
  };
}

/** Surplus of a time on what members had saved on average, as if it had lasted 365 days. Both days counted. */
export function returnOnSavings(of: {
  readonly surplus: Minor;
  readonly saved: readonly Minor[];
  readonly from: Day;
  readonly until: Day;
}): Ratio | null {
  const saved = averageOf(of.saved);
  const days = daysBetween(of.from, of.until) + 1;
  assert(days > 0, "a time has a day in it");
  if (saved === null || saved.numerator === 0n) return null;
  return multiply(ratio(of.surplus * saved.denominator, saved.numerator), ratio(365n, BigInt(days)));
}

/** What is lent out, of what is there to be lent: loans, box and bank of the funds that lend. */
export const fundUse = (of: { readonly lent: Minor; readonly cash: Minor }): Ratio | null =>
  part(of.lent, of.lent + of.cash);

/** Where the capital came from, minor units; a fund that stands below zero counts as it stands. */
export interface CapitalSources {
  /** Savings, shares and what is due to members. */
  readonly members: Minor;
  /** What the group earned and kept, and what was brought to its funds. */
  readonly retained: Minor;
  /** What outsiders gave for good (donated equity), and is still there. */
  readonly gifts: Minor;
  /** All else that is owed: loans from outside. */
  readonly others: Minor;
}

/** Minor units; what all its sources come to. */
export const allCapital = ({ members, retained, gifts, others }: CapitalSources): Minor => members + retained + gifts + others;

/** Members' money and what was kept, of all capital; what was given and what was lent is in the whole alone. */
export const selfFunding = (sources: CapitalSources): Ratio | null =>
  part(sources.members + sources.retained, allCapital(sources));

/**
 * Months in a row, back from the last in which a meeting was sealed, in each of which one was held and none that was held is
 * left unsealed. `until` is the last day that is looked at; a meeting of that very day may still sit and breaks nothing.
 */
export function unbrokenMonths(
  meetings: readonly { readonly on: Day; readonly isSealed: boolean }[],
  until: Day,
): number {
  const seen = meetings.filter(one => one.on < until || (one.on === until && one.isSealed));
  const broken = new Set(seen.filter(one => !one.isSealed).map(one => one.on.slice(0, 7)));
  const sealed = [...new Set(seen.filter(one => one.isSealed).map(one => one.on.slice(0, 7)))].sort().reverse();
  const first = sealed[0];
  if (first === undefined || [...broken].some(month => month > first)) return 0;
  const run = sealed.findIndex((month, place) => month !== addMonths(dayIn(first), -place).slice(0, 7) || broken.has(month));
  return run === -1 ? sealed.length : run;
}

const dayIn = (month: string): Day => dayOf(Number(month.slice(0, 4)), Number(month.slice(5)), 1);

/** Fewer than so many could be told by what they have together. */
export const holdersMin = 5;

/**
 * What the largest of them hold of all: of the one who holds most, and of the tenth who hold most (rounded up, so that it is
 * one of ten or fewer). Amounts of one member each; zero does not count as holding. Names are in none of it.
 */
export function concentration(amounts: readonly Minor[]): {
  readonly holders: number;
  readonly largest: Ratio | null;
  readonly topTenth: Ratio | null;
} {
  const held = amounts.filter(amount => amount > 0n).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const whole = sum(held);
  const top = held.slice(0, Math.ceil(held.length / 10));
  return { holders: held.length, largest: part(held[0] ?? 0n, whole), topTenth: part(sum(top), whole) };
}
