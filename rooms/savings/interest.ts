/**
 * Interest on savings, exact and unrounded: on what stood at the end of each day, on the least of each month, on the
 * average; compounded where the product says so. Days are effective days, balances and interest minor units.
 */
import {
  add,
  addDays,
  assert,
  type Day,
  dayNumber,
  daysInMonth,
  isLeapYear,
  type Minor,
  multiply,
  one,
  partsOf,
  type Ratio,
  ratio,
  round,
  zero,
} from "#base";

/** What one day, or one month, is of a year. */
export type DayCount = "actual/365" | "actual/364" | "actual/360" | "actual/actual" | "30/360" | "months/12";
export const dayCounts: readonly DayCount[] = [
  "actual/365",
  "actual/364",
  "actual/360",
  "actual/actual",
  "30/360",
  "months/12",
];

export type BalanceMethod = "daily" | "minimum" | "average";

export interface InterestOnBalance {
  readonly method: BalanceMethod;
  /** A part of one: 10 % is 1/10. */
  readonly annualRate: Ratio;
  readonly dayCount: DayCount;
  /** Both days are counted. */
  readonly from: Day;
  readonly until: Day;
  /** What stood before the first day. */
  readonly carried: Minor;
  /** Deposits above zero, withdrawals below; in any order, all within the days. */
  readonly moves: readonly { readonly on: Day; readonly amount: Minor }[];
  /** Interest begins to earn itself after so many days or calendar months; simple interest without. */
  readonly compounding?: { readonly every: number; readonly of: "days" | "months" };
}

export interface InterestEarned {
  readonly interest: Ratio;
  /** Of the whole time. What stood when it began counts: who brings her first money then had nothing before. */
  readonly minimumBalance: Minor;
  readonly averageBalance: Ratio;
  /** The minimum and the average of each calendar month, or of the part of it that is counted. */
  readonly months: readonly MonthEarned[];
}

export interface MonthEarned {
  /** "2012-01" */
  readonly month: string;
  readonly minimumBalance: Minor;
  readonly averageBalance: Ratio;
  readonly interest: Ratio;
}

/**
 * Interest of the time, by the day's closing balance or calendar month by calendar month. The balance is what was put in, and
 * a day that stands below zero counts as nothing; interest already compounded earns on top of it. Of a month that is not
 * counted whole, `months/12` takes a part.
 */
export function interestOnBalance(of: InterestOnBalance): InterestEarned {
  const { method, from, until, compounding } = of;
  assert(from <= until, "time runs forward");
  const closing = closingBalances(of).map(orNothing);
  const months: MonthEarned[] = [];
  let earned = zero;
  let compounded = zero;
  let sinceCompounding = 0;
  let before = orNothing(of.carried);
  for (let start = 0; start < closing.length; ) {
    const first = addDays(from, start);
    const { year, month, date } = partsOf(first);
    const days = closing.slice(start, start + daysInMonth(year, month) - date + 1);
    const last = addDays(first, days.length - 1);
    const minimumBalance = leastOf([before, ...days]);
    const averageBalance = ratio(sumOf(days), BigInt(days.length));
    let interest = zero;
    const earn = (base: Ratio, part: Ratio): void => {
      interest = add(interest, multiply(multiply(add(base, compounded), of.annualRate), part));
    };
    const compound = (): void => {
      sinceCompounding += 1;
      if (sinceCompounding < compounding!.every) return;
      // Far below the smallest coin: a fraction that grows by a year's denominator each day would never end.
      compounded = ratio(round(multiply(add(earned, interest), compoundedPlaces), "HALF_EVEN"), compoundedPlaces.numerator);
      sinceCompounding = 0;
    };
    if (method === "daily")
      for (const [index, balance] of days.entries()) {
        earn(ratio(balance), partOfYear(of.dayCount, addDays(first, index), addDays(first, index)));
        if (compounding?.of === "days") compound();
      }
    else
      earn(method === "minimum" ? ratio(minimumBalance) : averageBalance, partOfYear(of.dayCount, first, last));
    if (compounding?.of === "months") compound();
    earned = add(earned, interest);
    months.push({ month: first.slice(0, 7), minimumBalance, averageBalance, interest });
    before = days.at(-1)!;
    start += days.length;
  }
  return {
    interest: earned,
    minimumBalance: leastOf(months.map(month => month.minimumBalance)),
    averageBalance: ratio(sumOf(closing), BigInt(closing.length)),
    months,
  };
}

/** What stood at the end of each day; below zero where more went, by the days, than was there. */
export function closingBalances(of: Pick<InterestOnBalance, "from" | "until" | "carried" | "moves">): readonly Minor[] {
  const first = dayNumber(of.from);
  const balances = new Array<Minor>(dayNumber(of.until) - first + 1).fill(0n);
  for (const { on, amount } of of.moves) balances[dayNumber(on) - first]! += amount;
  let balance = of.carried;
  return balances.map(moved => (balance += moved));
}

const compoundedPlaces = ratio(10n ** 15n);

/** Days of one calendar month, both counted, as a part of a year. */
function partOfYear(dayCount: DayCount, first: Day, last: Day): Ratio {
  const { year, month, date } = partsOf(first);
  const days = BigInt(partsOf(last).date - date + 1);
  switch (dayCount) {
    case "actual/actual":
      return ratio(days, isLeapYear(year) ? 366n : 365n);
    case "actual/365":
    case "actual/364":
    case "actual/360":
      return ratio(days, BigInt(dayCount.slice(-3)));
    case "months/12":
      return ratio(days, 12n * BigInt(daysInMonth(year, month)));
    case "30/360": {
      // Every month has thirty days: the 31st counts for nothing, the last of February for what is missing.
      const place = (day: number): bigint => BigInt(day === daysInMonth(year, month) || day > 30 ? 30 : day);
      return ratio(place(partsOf(last).date) - BigInt(Math.min(date - 1, 30)), 360n);
    }
  }
}

/**
 * What a fixed deposit has become: the interest of every `compoundingMonths` joins it, and what is left of the time at its
 * end earns simple interest. Exact.
 */
export function maturity(of: {
  readonly principal: Ratio;
  readonly annualRate: Ratio;
  readonly months: number;
  readonly compoundingMonths: number;
}): Ratio {
  const { annualRate, months, compoundingMonths } = of;
  assert(compoundingMonths > 0, "interest is added after some months");
  const grown = (over: number): Ratio => add(one, multiply(annualRate, ratio(BigInt(over), 12n)));
  let value = of.principal;
  for (let passed = 0; passed + compoundingMonths <= months; passed += compoundingMonths)
    value = multiply(value, grown(compoundingMonths));
  return multiply(value, grown(months % compoundingMonths));
}

/** What was written with an earlier day may leave days on which less than nothing stood: nothing was saved on them. */
const orNothing = (balance: Minor): Minor => (balance < 0n ? 0n : balance);

const sumOf = (amounts: readonly Minor[]): Minor => amounts.reduce((total, amount) => total + amount, 0n);
const leastOf = (amounts: readonly Minor[]): Minor => amounts.reduce((least, amount) => (amount < least ? amount : least));
