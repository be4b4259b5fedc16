/** A report as sheets: a sheet a table, with its title, its days and its heads, in the language of whoever takes it along. */
import { unitOf, type Words } from "#base";
import type { Cell, Report, ReportTable } from "#reports";
import { cellSaid, daysSaid, noteOf, titleOf } from "#reports/parts";
import type { Sheet, SheetCell } from "./write.ts";

type Sent = bigint | string;
type Named = Report<Sent> & { readonly organisationName: string | null };

export function sheetsOfReport(report: Named, words: Words): readonly Sheet[] {
  return report.tables.map(table => ({ name: titleOf(words, table), rows: rowsOf(report, table, words) }));
}

function rowsOf(report: Named, table: ReportTable<Sent>, words: Words): Sheet["rows"] {
  const note = noteOf(words, table);
  const head: readonly (readonly SheetCell[])[] = [
    [{ text: titleOf(words, table), isHead: true }],
    [{ text: [report.organisationName, daysSaid(words, report)].filter(Boolean).join(" · ") }],
    ...(note === null ? [] : [[{ text: note }]]),
  ];
  if (table.nothing !== undefined) return [...head, [{ text: words.say(table.nothing) }]];
  return [
    ...head,
    table.columns.map(column => ({ text: words.say(`reports.head.${column.key}`), isHead: true as const })),
    ...table.rows.map(row => row.map(cell => sheetCell(cell, words))),
    ...(table.total ? [table.total.map(cell => headed(sheetCell(cell, words)))] : []),
  ];
}

const headed = (cell: SheetCell): SheetCell => (cell === null ? null : { ...cell, isHead: true });

function sheetCell(cell: Cell<Sent>, words: Words): SheetCell {
  if (cell === null) return null;
  if ("day" in cell) return { day: cell.day };
  if ("count" in cell) return { number: BigInt(cell.count), places: 0 };
  if ("amount" in cell) return { number: BigInt(cell.amount), places: unitOf(cell.unit)?.scale ?? 0 };
  if ("percent" in cell) return { number: BigInt(cell.percent), places: 2, isPercent: true };
  if ("points" in cell) return { number: BigInt(cell.points), places: 2 };
  return { text: cellSaid(words, cell) };
}
