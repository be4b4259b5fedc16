import { assert, type Day, daysBetween, type Minor, multiply, type Ratio, ratio, round, sum, zero } from "#base";

/** Portfolio at risk is told for loans later than so many days where nothing else is asked: 1 is COOP-PESOS, 30 the world's. */
export const usualDays: readonly number[] = [1, 30, 60, 90];

/** A loan as its risk is counted. Loans written off are no part of it: they stand on neither side and are told apart. */
export interface LoanAtRisk {
  /** Principal outstanding, minor units, not below zero. */
  readonly outstanding: Minor;
  /** Days since the oldest instalment that is not fully paid fell due; 0 where nothing is late. */
  readonly daysLate: number;
  /** Its dates or its rate were agreed on anew: told apart, and added to what is at risk in `withRescheduled`. */
  readonly isRescheduled?: boolean;
  /** It paid off an older loan of the same member: told apart. */
  readonly isRenewal?: boolean;
  /** And that one was late when it did, so that its lateness began again: in `withRescheduled` too. */
  readonly isLateRenewal?: boolean;
}

export interface AtRisk {
  /** 1 is "one day or more"; 30 is "later than 30 days". */
  readonly overDays: number;
  /** All principal outstanding of such loans, never the late instalments alone, never a count. Minor units. */
  readonly atRisk: Minor;
  /** Of all principal outstanding; zero where nothing is lent. */
  readonly ratio: Ratio;
  /** The same with every rescheduled loan in it, and every one that paid off a loan which was late: the adjusted figure. */
  readonly withRescheduled: Minor;
}

export interface PortfolioAtRisk {
  readonly outstanding: Minor;
  /** Outstanding of rescheduled loans, late or not. */
  readonly rescheduled: Minor;
  /** Outstanding of loans that paid off an older one, late or not; and of those of them whose older one was late then. */
  readonly renewed: Minor;
  readonly renewedLate: Minor;
  readonly buckets: readonly AtRisk[];
}

/**
 * Portfolio at risk: outstanding principal of loans with any payment late by more than x days, of all outstanding principal.
 * One figure alone deceives, since new loans dilute it: show several x, and the ageing. Source: Sa-Dhan, Technical Note 1.
 */
export function portfolioAtRisk(loans: readonly LoanAtRisk[], days: readonly number[] = usualDays): PortfolioAtRisk {
  const outstanding = sum(loans.map(loan => loan.outstanding));
  const of = (is: (loan: LoanAtRisk) => boolean): Minor => sum(loans.filter(is).map(loan => loan.outstanding));
  return {
    outstanding,
    rescheduled: of(loan => loan.isRescheduled === true),
    renewed: of(loan => loan.isRenewal === true),
    renewedLate: of(loan => loan.isLateRenewal === true),
    buckets: days.map(overDays => {
      const atRisk = of(loan => isLaterThan(loan.daysLate, overDays));
      return {
        overDays,
        atRisk,
        ratio: partOf(atRisk, outstanding),
        withRescheduled: of(loan => isLaterThan(loan.daysLate, overDays) || beganAgain(loan)),
      };
    }),
  };
}

const beganAgain = ({ isRescheduled = false, isLateRenewal = false }: LoanAtRisk): boolean => isRescheduled || isLateRenewal;

/** "1" is one day or more, as COOP-PESOS counts; any other is more than that many days. */
export const isLaterThan = (daysLate: number, overDays: number): boolean =>
  overDays <= 1 ? daysLate >= 1 : daysLate > overDays;

/** Zero where there is nothing to be a part of. */
export const partOf = (part: Minor, whole: Minor): Ratio => (whole === 0n ? zero : ratio(part, whole));

export const daysLateOf = (oldestDue: Day | null, on: Day): number =>
  oldestDue === null ? 0 : Math.max(0, daysBetween(oldestDue, on));

/** A step of the ageing: from so many days late through so many, both counted; null is no end. 0 through 0 is on time. */
export interface AgeBand {
  readonly from: number;
  readonly through: number | null;
}

/** The bands in which ageing lists are drawn up and allowances are set: on time, four quarters of a year, and beyond. */
export const usualBands: readonly AgeBand[] = [
  { from: 0, through: 0 },
  { from: 1, through: 30 },
  { from: 31, through: 60 },
  { from: 61, through: 90 },
  { from: 91, through: 180 },
  { from: 181, through: 365 },
  { from: 366, through: null },
];

export interface AgedBand extends AgeBand {
  readonly loans: number;
  readonly outstanding: Minor;
}

/** Every band, also an empty one; a loan stands in the one its oldest late instalment puts it in, with all it still owes. */
export function ageing(loans: readonly LoanAtRisk[], bands: readonly AgeBand[] = usualBands): readonly AgedBand[] {
  const aged = bands.map(band => {
    const here = loans.filter(
      ({ daysLate }) => daysLate >= band.from && (band.through === null || daysLate <= band.through),
    );
    return { ...band, loans: here.length, outstanding: sum(here.map(loan => loan.outstanding)) };
  });
  assert(sum(aged.map(one => one.outstanding)) === sum(loans.map(loan => loan.outstanding)), "every loan has its band");
  return aged;
}

/** What is to be set aside, minor units, half up: the rates are parts of one. */
export const provisionOf = (
  bands: readonly { readonly outstanding: Minor; readonly rate: Ratio }[],
): Minor => sum(bands.map(({ outstanding, rate }) => round(multiply(ratio(outstanding), rate), "HALF_UP")));

/** "12.34": a part as percent, half up, two decimals, in hundredths of a percent. */
export const percentHundredths = (part: Ratio): bigint => round(multiply(part, ratio(10_000n)), "HALF_UP");
