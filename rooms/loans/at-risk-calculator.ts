/** `lumbung loans at-risk`: portfolio at risk from a list of loans, or from an ageing table. */
import {
  add,
  answering,
  type Calculator,
  decimalText,
  type Given,
  type Json,
  type Minor,
  multiply,
  type Ratio,
  ratio,
  type Refusal,
  refuse,
  round,
  sum,
  zero,
} from "#base";
import { daysLateOf, isLaterThan, partOf, percentHundredths, portfolioAtRisk, usualDays } from "./at-risk.ts";

const rateField = "provision_rate_percent";
const fields = ["as_of", "loans", "ageing", "buckets_days", "currency"] as const;
const loanFields = ["id", "member", "title", "outstanding", "oldest_due", "rescheduled", "written_off", rateField];
const bandFields = ["bucket", "loans", "outstanding_principal", rateField];
const daysMax = 36_500n;

export const atRisk: Calculator = {
  name: "loans at-risk",
  fields,
  example: {
    as_of: "2026-06-30",
    currency: "IDR",
    loans: [
      { outstanding: "500000", oldest_due: null },
      { outstanding: "300000", oldest_due: "2026-06-20" },
      { outstanding: "200000", oldest_due: "2026-05-01" },
    ],
    buckets_days: [1, 30, 60, 90],
  },
  calculate: (input: Json): Json | Refusal =>
    answering("loans", input, given => {
      given.only(fields);
      const scale = given.maybe("currency")?.scaleOfUnit() ?? 2;
      return given.has("ageing") ? ofTable(given, scale) : ofLoans(given, scale);
    }),
};

interface Told {
  readonly outstanding: Minor;
  readonly buckets: readonly { readonly overDays: number; readonly atRisk: Minor; readonly adjusted?: Minor }[];
}

function ofLoans(given: Given, scale: number): Json {
  const on = given.at("as_of").day();
  const read = given.at("loans").list().map(loan => {
    loan.only(loanFields);
    const oldestDue = loan.maybe("oldest_due")?.day() ?? null;
    return {
      outstanding: loan.at("outstanding").amount(scale),
      daysLate: daysLateOf(oldestDue, on),
      isRescheduled: loan.maybe("rescheduled")?.flag() ?? false,
      isWrittenOff: loan.maybe("written_off")?.flag() ?? false,
      rate: loan.maybe(rateField)?.percent(),
    };
  });
  const loans = read.filter(loan => !loan.isWrittenOff);
  const { outstanding, rescheduled, buckets } = portfolioAtRisk(loans, daysOf(given));
  return {
    ...told(
      {
        outstanding,
        buckets: buckets.map(one => ({
          overDays: one.overDays,
          atRisk: one.atRisk,
          ...(rescheduled > 0n && { adjusted: one.withRescheduled }),
        })),
      },
      scale,
    ),
    ...(read.some(loan => loan.isRescheduled) && { rescheduled: decimalText(rescheduled, scale) }),
    ...(read.length > loans.length && {
      written_off: decimalText(sum(read.filter(loan => loan.isWrittenOff).map(loan => loan.outstanding)), scale),
    }),
    ...provision(loans, scale),
  };
}

/** The table tells of an x only where a row begins just after it; the usual ones are left out where it does not. */
function ofTable(given: Given, scale: number): Json | Refusal {
  const rows = given.at("ageing").list().map(row => {
    row.only(bandFields);
    return {
      ...bandOf(row.at("bucket")),
      outstanding: row.at("outstanding_principal").amount(scale),
      rate: row.maybe(rateField)?.percent(),
    };
  });
  const days = daysOf(given);
  const straddled = (overDays: number): boolean =>
    rows.some(
      ({ from, through }) => !isLaterThan(from, overDays) && (through === null || isLaterThan(through, overDays)),
    );
  const untold = days.find(straddled);
  if (untold !== undefined && given.has("buckets_days")) return refuse("loans.ageing-does-not-tell", { days: untold });
  const outstanding = sum(rows.map(row => row.outstanding));
  const buckets = days
    .filter(overDays => !straddled(overDays))
    .map(overDays => ({
      overDays,
      atRisk: sum(rows.filter(row => isLaterThan(row.from, overDays)).map(row => row.outstanding)),
    }));
  return { ...told({ outstanding, buckets }, scale), ...provision(rows, scale) };
}

/** "current", "1-30", "366+": days late, both ends counted. */
function bandOf(bucket: Given): { readonly from: number; readonly through: number | null } {
  const text = bucket.text();
  if (text === "current") return { from: 0, through: 0 };
  const [, from, through] = /^(\d{1,5})(?:-(\d{1,5})|\+)$/.exec(text) ?? [];
  if (from === undefined || (through !== undefined && Number(through) < Number(from)))
    return bucket.malformed("current | 1-30 | … | 366+");
  return { from: Number(from), through: through === undefined ? null : Number(through) };
}

const daysOf = (given: Given): readonly number[] =>
  given.maybe("buckets_days")?.list().map(one => one.count(daysMax)) ?? usualDays;

const told = ({ outstanding, buckets }: Told, scale: number): { readonly [field: string]: Json } => ({
  outstanding: decimalText(outstanding, scale),
  buckets: buckets.map(({ overDays, atRisk: risk, adjusted }) => ({
    over_days: overDays,
    at_risk: decimalText(risk, scale),
    ratio: percentText(partOf(risk, outstanding)),
    ...(adjusted !== undefined && {
      adjusted: decimalText(adjusted, scale),
      adjusted_ratio: percentText(partOf(adjusted, outstanding)),
    }),
  })),
});

/** Rounded once, at the end. */
function provision(
  rows: readonly { readonly outstanding: Minor; readonly rate: Ratio | undefined }[],
  scale: number,
): { readonly provision?: string } {
  if (rows.every(row => row.rate === undefined)) return {};
  const exact = rows.reduce((all, row) => add(all, multiply(ratio(row.outstanding), row.rate ?? zero)), zero);
  return { provision: decimalText(round(exact, "HALF_UP"), scale) };
}

const percentText = (part: Ratio): string => decimalText(percentHundredths(part), 2);
