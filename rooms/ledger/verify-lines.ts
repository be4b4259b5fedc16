/** Holds the journal lines of a leaf against those in its text. */
import type { Line, RecordedFact } from "#base";
import { sortedLines } from "./sorted-lines.ts";
import type { LinePlace } from "./fault.ts";
import type { PostedRow } from "./store.ts";

export interface LineFault {
  readonly fault: "line-missing" | "line-extra" | "line-altered";
  readonly line: LinePlace;
  /** Which column, where the line is there and says something else. */
  readonly part?: string;
  readonly found: string | null;
  readonly expected: string | null;
}

/**
 * Holds the journal lines of a leaf against those in its text: missing, extra, or another amount, account, member, unit,
 * fund or day.
 */
export function differenceOf(fact: RecordedFact, posted: readonly PostedRow[]): LineFault | null {
  const stray = posted.find(line => line.fund !== fundOf(line.account));
  if (stray)
    return {
      fault: "line-altered",
      line: placeOf(stray),
      part: "fund",
      found: stray.fund,
      expected: fundOf(stray.account),
    };
  const late = posted.find(line => line.effective_on !== fact.on);
  if (late)
    return {
      fault: "line-altered",
      line: placeOf(late),
      part: "effective_on",
      found: late.effective_on,
      expected: fact.on,
    };
  const left = [...posted];
  const missing: Line[] = [];
  for (const said of sortedLines(fact.lines)) {
    const at = left.findIndex(line => isSame(line, said) && line.amount === said.amount);
    if (at < 0) missing.push(said);
    else left.splice(at, 1);
  }
  const [lost, extra] = [missing[0], left[0]];
  if (!lost && !extra) return null;
  const pair = lost && (left.find(line => isSame(line, lost)) ?? (missing.length === left.length ? extra : undefined));
  if (lost && pair) {
    const differs = parts.find(([, found, expected]) => found(pair) !== expected(lost))!;
    return {
      fault: "line-altered",
      line: placeOf(pair),
      part: differs[0],
      found: differs[1](pair),
      expected: differs[2](lost),
    };
  }
  if (lost)
    return {
      fault: "line-missing",
      line: { account: lost.account, member: lost.member ?? null, unit: lost.unit, number: null },
      found: null,
      expected: String(lost.amount),
    };
  return { fault: "line-extra", line: placeOf(extra!), found: String(extra!.amount), expected: null };
}

/** What stands behind the stroke, whatever somebody wrote before it. */
const fundOf = (account: string): string => account.slice(account.indexOf("/") + 1);

const isSame = (line: PostedRow, said: Line): boolean =>
  line.account === said.account && line.member === (said.member ?? "") && line.unit === said.unit;

const parts: readonly (readonly [string, (line: PostedRow) => string, (said: Line) => string])[] = [
  ["account", line => line.account, said => said.account],
  ["member_id", line => line.member, said => said.member ?? ""],
  ["unit", line => line.unit, said => said.unit],
  ["amount", line => String(line.amount), said => String(said.amount)],
];

/** Where a posted line stands. */
export const placeOf = (line: PostedRow): LinePlace => ({
  account: line.account,
  member: line.member === "" ? null : line.member,
  unit: line.unit,
  number: line.line_number,
});
