/** Lists for a spreadsheet (RFC 4180), none of whose cells it takes for a formula. */

export type Cell = string | number | bigint | boolean | null;

/** The first row names the columns. Text that a spreadsheet would work out stands behind an apostrophe; figures do not. */
export const csvOf = (columns: readonly string[], rows: Iterable<readonly Cell[]>): Buffer => {
  const lines = [columns.join(",")];
  for (const row of rows) lines.push(row.map(cellOf).join(","));
  // With the mark by which a spreadsheet knows that it is UTF-8.
  return Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`);
};

const formula = /^[=+\-@\t\r\n]/;
/** An amount below zero is no formula. */
const figure = /^-?\d+(?:\.\d+)?$/;

function cellOf(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  const safe = typeof cell === "string" && formula.test(text) && !figure.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
