/** Loans of women who borrow together: what is filled in for each, and what it writes on the sheet. Pure. */
import { newId } from "#client";
import { decisionLine, isCarried, write } from "./form-parts.ts";
import type { TodaySeen } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

/** As it is typed. Amounts are decimal strings of minor units; "" where nothing was entered. */
export interface CircleTyped {
  readonly product: string;
  readonly periods: string;
  /** What each gets unless her own row says otherwise. */
  readonly each: string;
  /** Those who are of it, in the order they were chosen. */
  readonly rows: readonly { readonly member: string; readonly loan: string; readonly amount: string }[];
  readonly votes?: string;
}

/** So many may stand for each other: each for all others, and no more than may stand for one loan. */
export const circleMost = ({ rules }: TodaySeen): number => rules.guarantorsMax + 1;

export function beginCircle({ rules }: TodaySeen): CircleTyped {
  const [first] = rules.loans;
  return { product: first?.product ?? "", periods: String(first?.periods ?? ""), each: "", rows: [] };
}

/** She comes in with what each gets, or goes out again. */
export const chosen = (typed: CircleTyped, member: string): CircleTyped => ({
  ...typed,
  rows: typed.rows.some(row => row.member === member)
    ? typed.rows.filter(row => row.member !== member)
    : [...typed.rows, { member, loan: newId(), amount: typed.each }],
});

/** A new amount for each: who had the old one gets it, whoever has her own keeps hers. */
export const eachGets = (typed: CircleTyped, each: string): CircleTyped => ({
  ...typed,
  each,
  rows: typed.rows.map(row => (row.amount === typed.each ? { ...row, amount: each } : row)),
});

export const withAmount = (typed: CircleTyped, member: string, amount: string): CircleTyped => ({
  ...typed,
  rows: typed.rows.map(row => (row.member === member ? { ...row, amount } : row)),
});

export const togetherIn = ({ rows }: CircleTyped): bigint => rows.reduce((sum, { amount }) => sum + BigInt(amount || "0"), 0n);

/** Two at least, each with an amount. */
export const isWhole = ({ rows, periods }: CircleTyped): boolean =>
  rows.length >= 2 && Number(periods) > 0 && rows.every(({ amount }) => BigInt(amount || "0") > 0n);

/** The decision about these very loans, and where it carried the loans themselves. */
export function circleLines({ product, periods, rows, votes }: CircleTyped): readonly Writing[] {
  const [circle, decision] = [newId(), newId()];
  const asked = { product, periods, loans: rows.map(({ loan, member, amount }) => ({ loan, member, amount })) };
  const place = (part: 1 | 2): string => `decision.circle.${circle}.${part}`;
  return [
    decisionLine(place(1), decision, "group-loan", circle, votes, { value: asked }),
    ...(isCarried(votes) ? [write(place(2), "loans.circle", { circle, ...asked, decision })] : []),
  ];
}

/** How the server is asked about it: "m_…:10000,m_…:20000". */
export const rowsAsked = ({ rows }: CircleTyped): string =>
  rows.map(({ member, amount }) => `${member}:${amount || "0"}`).join(",");
