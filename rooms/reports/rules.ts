/** What differs by country and by year is no code: it is entered as a rule, from a day on, and what is not entered says so. */
import { type BodyOf, compare, parseRatio, type Ratio, type Refusal, refuse, rule } from "#base";

/**
 * How much is set aside for loans that are late: each rate from so many days on, to the next. COOP-PESOS, for example, asks
 * for 35 % from one day and 100 % from 366 days on.
 */
export const provisionRule = rule({
  key: "reports.provisions",
  many: false,
  fields: {
    rates: {
      is: "list",
      max: 10,
      of: { is: "group", of: { from_days: { is: "count", max: 3_650 }, percent: { is: "text", max: 10 } } },
    },
  },
  check: ({ rates }) =>
    rates.some(({ percent }) => percentOf(percent) === null)
      ? refuse("reports.percent-malformed")
      : isRising(rates.map(({ from_days }) => from_days))
        ? null
        : refuse("reports.days-not-rising"),
});

export type ProvisionRule = BodyOf<typeof provisionRule.fields>;

/** What of a rating's lines these books can measure. */
export const ratedIndicators = [
  "par-1",
  "par-30",
  "par-60",
  "par-90",
  "on-time-repayment",
  "operating-self-sufficiency",
  "write-off-ratio",
  "risk-coverage",
  "retention",
  "attendance",
  "return-on-savings",
  "fund-use",
  "self-funding",
  "provision-coverage",
] as const;
export type RatedIndicator = (typeof ratedIndicators)[number];

/** The parts of COOP-PESOS and what each weighs of 100 (portfolio, efficiency, stability, operations, structure of assets). */
export const pesosWeights = { portfolio: 25, efficiency: 20, stability: 30, operations: 10, structure: 15 } as const;

const bands = {
  is: "list",
  max: 12,
  of: { is: "group", of: { from_percent: { is: "text", max: 10 }, points: { is: "count", max: 100 } } },
} as const;

/** A rating sheet: for each indicator its bands, from the lowest percent up; a figure gets the points of the last it reaches. */
const ratingFields = <const Part extends string>(parts: readonly Part[]) =>
  ({
    lines: {
      is: "list",
      max: 30,
      of: {
        is: "group",
        of: { part: { is: "choice", of: parts }, indicator: { is: "choice", of: ratedIndicators }, bands },
      },
    },
  }) as const;

const pesosFields = ratingFields(Object.keys(pesosWeights) as readonly (keyof typeof pesosWeights)[]);
const pisoFields = ratingFields(["performance", "institution", "structure", "operations"]);

export const pesosRule = rule({
  key: "reports.pesos",
  many: false,
  fields: pesosFields,
  check: value => faultOfLines(value.lines) ?? heavierThan(value.lines, pesosWeights),
});

export const pisoRule = rule({
  key: "reports.piso",
  many: false,
  fields: pisoFields,
  check: value => faultOfLines(value.lines) ?? heavierThan(value.lines, {}),
});

export interface RatingLine {
  readonly part: string;
  readonly indicator: string;
  readonly bands: readonly { readonly from_percent: string; readonly points: number }[];
}

function faultOfLines(lines: readonly RatingLine[]): Refusal | null {
  for (const { bands: of } of lines) {
    const starts = of.map(band => percentOf(band.from_percent));
    if (starts.some(start => start === null)) return refuse("reports.percent-malformed");
    if (of.length === 0 || !isRisingRatio(starts as readonly Ratio[])) return refuse("reports.bands-not-rising");
  }
  return null;
}

/** The most a part can give is the sum of its lines' best bands: no more than it weighs, and all together no more than 100. */
function heavierThan(lines: readonly RatingLine[], weights: Readonly<Record<string, number>>): Refusal | null {
  for (const [part, weight] of Object.entries(weights)) {
    const points = mostOf(lines.filter(line => line.part === part));
    if (points > weight) return refuse("reports.points-above-weight", { points, weight });
  }
  const points = mostOf(lines);
  return points > 100 ? refuse("reports.points-above-weight", { points, weight: 100 }) : null;
}

export const mostOf = (lines: readonly RatingLine[]): number =>
  lines.reduce((sum, line) => sum + Math.max(0, ...line.bands.map(band => band.points)), 0);

/** "5" or "-2.5", a percent; null where it is none. */
export const percentOf = (written: string): Ratio | null => (written.includes("/") ? null : parseRatio(written));

const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((number, place) => place === 0 || number > numbers[place - 1]!);

const isRisingRatio = (numbers: readonly Ratio[]): boolean =>
  numbers.every((number, place) => place === 0 || compare(number, numbers[place - 1]!) > 0);

export const rules = [provisionRule, pesosRule, pisoRule] as const;
