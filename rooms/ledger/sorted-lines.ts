import type { Line } from "#base";

/** By account, member, unit and amount, so that one fact has one encoding. */
export function sortedLines(lines: readonly Line[]): readonly Line[] {
  const isSorted = lines.every((line, place) => place === 0 || compareLines(lines[place - 1]!, line) <= 0);
  return isSorted ? lines : [...lines].sort(compareLines);
}

const compareLines = (a: Line, b: Line): number =>
  compareText(a.account, b.account) ||
  compareText(a.member ?? "-", b.member ?? "-") ||
  compareText(a.unit, b.unit) ||
  (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
