/**
 * What every report is: tables of typed cells. The screen, the paper, the spreadsheet and the shell show the same report,
 * so a figure has one place it comes from. Cells say words by their keys; the reader's language is put in where it is shown.
 */
import type { Day, Minor, Ratio } from "#base";
import { percentHundredths } from "#loans";

/** `A` is what amounts are: bigint in the program, decimal strings of minor units over the wire. */
export type Cell<A = Minor> =
  | null
  /** As somebody wrote it: a name, a note. Never read as a formula, wherever it goes. */
  | { readonly text: string }
  /** What founders called a thing: a text, or the key of the template's word for it. */
  | { readonly called: string }
  | { readonly say: string; readonly values?: Readonly<Record<string, string | number>> }
  | { readonly day: Day }
  | { readonly count: number }
  /** Minor units of `unit`. */
  | { readonly amount: A; readonly unit: string }
  /** Hundredths of a percent: 1234 is 12.34 %. */
  | { readonly percent: A }
  /** Hundredths of a point of a score. */
  | { readonly points: A }
  /** An account by its term; with `side`, what came in or went out for it. `called` is what the group calls its product. */
  | {
      readonly account: {
        readonly kind: string;
        readonly product: string;
        readonly called?: string | null;
        readonly side?: "in" | "out";
      };
      readonly unit: string;
    }
  /** A member: her number first, which tells two of one name apart; nobody's name once it was erased. */
  | { readonly who: { readonly number: number; readonly name: string | null } };

export type ColumnKind = "text" | "day" | "count" | "amount" | "percent" | "points";

export interface Column {
  /** Its head is `reports.head.<key>`. */
  readonly key: string;
  readonly is: ColumnKind;
}

export interface ReportTable<A = Minor> {
  /** Its title is `reports.table.<key>`, and its note `reports.table.<key>.note` where there is one. */
  readonly key: string;
  /** Whose figures these are in, where the title must say it. */
  readonly unit?: string;
  /** What it is of, beside its title: a fund. */
  readonly titled?: Cell<A>;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell<A>[])[];
  readonly total?: readonly Cell<A>[];
  /** Somebody's own figures by name: for officers, and closed on the screen until they are asked for. */
  readonly isPersonal?: true;
  /**
   * People would rather look: which column is the label, which the height. "line" and "bars" go along a time; "compare" sets
   * rows beside each other. The table stands beside it.
   */
  readonly chart?: { readonly kind: "line" | "bars" | "compare"; readonly label: number; readonly value: number };
  /** Why there are no rows, as the key of a sentence. */
  readonly nothing?: string;
}

export interface Report<A = Minor> {
  readonly report: string;
  /** Null where the report is of one day. */
  readonly from: Day | null;
  readonly until: Day;
  readonly tables: readonly ReportTable<A>[];
}

/** Why a plain book has no rows: on paper it is a form to go on with. */
export const bookEmpty = "reports.book-empty";

export const said = (say: string, values?: Readonly<Record<string, string | number>>): Cell =>
  values ? { say, values } : { say };
export const text = (value: string | null | undefined): Cell => (value ? { text: value } : null);
export const dayCell = (day: Day | null | undefined): Cell => (day ? { day } : null);
export const count = (value: number): Cell => ({ count: value });
export const money = (amount: Minor, unit: string): Cell => ({ amount, unit });
/** Null where there was nothing to divide by. */
export const percent = (value: Ratio | null): Cell => (value === null ? null : { percent: percentHundredths(value) });

export const columns = (...of: readonly (readonly [key: string, is: ColumnKind])[]): readonly Column[] =>
  of.map(([key, is]) => ({ key, is }));
