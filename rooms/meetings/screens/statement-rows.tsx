/** What a statement says, as rows for paper and as lines for a screen: one reading of it for both. */
import type { Day, Words } from "#base";
import { named, upper } from "../passbook-names.ts";
import { monthFrom, type Statement } from "../statement.ts";

export interface StatedRow {
  readonly label: string;
  /** Its cell is words, or figures in a sentence, and stands under the label where there is little room. */
  readonly isSaid?: true;
  readonly cells: readonly string[];
}

export interface StatedPart {
  readonly title: string;
  /** Of the columns after the first. */
  readonly heads: readonly string[];
  readonly rows: readonly StatedRow[];
}

/** What she has, what she borrowed, and month by month; three figures a row at most. */
export function partsOfStatement(statement: Statement, words: Words): readonly StatedPart[] {
  const amount = (minor: bigint, unit: string): string => words.amount(minor, unit);
  const heads = (...keys: readonly string[]): readonly string[] =>
    keys.map(key => words.say(`meetings.statement.${key}`));
  return [
    {
      title: words.say("meetings.statement.savings"),
      heads: heads("has"),
      rows: statement.savings.map(one => ({
        label: upper(named(words, one.what)),
        cells: [amount(one.amount, one.unit)],
      })),
    },
    {
      title: words.say("meetings.statement.loans"),
      heads: heads("borrowed", "left", "late"),
      rows: statement.loans.map(loan => ({
        label: words.say(`meetings.statement.loan.${loan.state}`, {
          from: words.day(loan.paid_out_on, "short"),
          until: words.day(loan.until, "short"),
          closed: loan.closed_on === undefined ? "" : words.day(loan.closed_on, "short"),
        }),
        cells: [amount(loan.amount, loan.unit), amount(loan.left, loan.unit), amount(loan.late, loan.unit)],
      })),
    },
    {
      title: words.say("meetings.statement.months"),
      heads: heads("saved", "withdrawn", "repaid"),
      rows: statement.months.map(month => monthFrom(month)!).map(one => ({
        label: monthSaid(one.month, words.locale),
        cells: [one.saved, one.withdrawn, one.repaid].map(minor => amount(minor, one.unit)),
      })),
    },
  ].filter(part => part.rows.length > 0);
}

export const dayRange = (statement: { readonly issued_on: Day; readonly expires_on: Day }, words: Words): string =>
  words.say("meetings.statement.counts", {
    issued: words.day(statement.issued_on),
    expires: words.day(statement.expires_on),
  });

const monthSaid = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
