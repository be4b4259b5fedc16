/** Loans as reports tell them: which ran on a day, how late they were, what was asked of them. Pure. */
import { type Day, type Minor, type Ratio, ratio, sum, zero } from "#base";
import {
  ageing,
  type AgeBand,
  arrears,
  isLateRenewal,
  isRenewal,
  isRescheduled,
  type DemandOfLoan,
  demandOf,
  type LoanEventOn,
  loanOn,
  type LoanRow,
  outstanding,
  partOf,
  provisionOf,
  type RunningLoan,
  usualBands,
} from "#loans";
import { type Cell, columns, count, money, percent, type ReportTable, said } from "./report.ts";
import { percentOf, type ProvisionRule } from "./rules.ts";

export interface LoanKept {
  readonly loan: LoanRow;
  readonly events: readonly LoanEventOn[];
}

export interface LoanStanding {
  readonly loan: RunningLoan;
  readonly outstanding: Minor;
  readonly daysLate: number;
  readonly oldestDue: Day | null;
  readonly late: Minor;
  /** Agreed anew by then: told apart, since its lateness began again. */
  readonly isRescheduled: boolean;
  /** It paid off an older loan of hers: told apart too; and whether that one was late then. */
  readonly isRenewal: boolean;
  readonly isLateRenewal: boolean;
}

/** Loans that ran when the day ended and on which principal was outstanding, in one unit. */
export function standingOn(loans: readonly LoanKept[], unit: string, day: Day): readonly LoanStanding[] {
  return loans.flatMap(({ loan, events }) => {
    const running = loan.unit === unit ? loanOn(loan, events, day) : null;
    const left = running ? outstanding(running) : 0n;
    if (!running || left === 0n) return [];
    const { daysLate, oldestDue, total } = arrears(running, day);
    return [
      {
        ...{ loan: running, outstanding: left, daysLate, oldestDue, late: total },
        isRescheduled: isRescheduled(running),
        isRenewal: isRenewal(running),
        isLateRenewal: isLateRenewal(running),
      },
    ];
  });
}

export const unitsLent = (loans: readonly LoanKept[]): readonly string[] =>
  [...new Set(loans.map(({ loan }) => loan.unit))].sort();

export interface Demanded {
  readonly loan: LoanRow;
  readonly demand: DemandOfLoan;
}

export const demandedIn = (
  loans: readonly LoanKept[],
  unit: string,
  period: { readonly from: Day; readonly until: Day },
): readonly Demanded[] =>
  loans.flatMap(({ loan, events }) => {
    const demand = loan.unit === unit ? demandOf(loan, events, period) : null;
    return demand ? [{ loan, demand }] : [];
  });

/** With what is to be set aside, where the group has entered its rates. */
export function ageingTable(
  standing: readonly Pick<LoanStanding, "outstanding" | "daysLate">[],
  unit: string,
  rates: ProvisionRule | null,
): ReportTable {
  const bands = ageing(standing, bandsFor(rates));
  const whole = sum(standing.map(one => one.outstanding));
  const rated = bands.map(band => ({ ...band, rate: rateOf(band, rates) }));
  const aside = (of: typeof rated): Cell => (rates === null ? null : money(provisionOf(of), unit));
  return {
    key: "ageing",
    unit,
    columns: columns(
      ["days-late", "text"],
      ["loans", "count"],
      ["outstanding", "amount"],
      ["share", "percent"],
      ...(rates === null ? [] : ([["rate", "percent"], ["provision", "amount"]] as const)),
    ),
    rows: rated.map(band => [
      bandName(band),
      count(band.loans),
      money(band.outstanding, unit),
      percent(partOf(band.outstanding, whole)),
      ...(rates === null ? [] : [percent(band.rate), aside([band])]),
    ]),
    total: [
      said("reports.sum"),
      count(standing.length),
      money(whole, unit),
      null,
      ...(rates === null ? [] : [null, aside(rated)]),
    ],
  };
}

/** The usual bands, cut once more wherever a rate begins within one. */
export function bandsFor(rates: ProvisionRule | null): readonly AgeBand[] {
  const starts = new Set([...usualBands.map(band => band.from), ...(rates?.rates.map(rate => rate.from_days) ?? [])]);
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.map((from, place) => ({ from, through: place + 1 < sorted.length ? sorted[place + 1]! - 1 : null }));
}

/** A part of one: the last rate that begins at or before the band, nothing before the first. */
export function rateOf(band: AgeBand, rates: ProvisionRule | null): Ratio {
  const found = rates?.rates.filter(rate => rate.from_days <= band.from).at(-1);
  const percentage = found && percentOf(found.percent);
  return percentage ? ratio(percentage.numerator, percentage.denominator * 100n) : zero;
}

const bandName = ({ from, through }: AgeBand): Cell =>
  through === 0
    ? said("reports.band.on-time")
    : through === null
      ? said("reports.band.from", { from })
      : said("reports.band.between", { from, through });
