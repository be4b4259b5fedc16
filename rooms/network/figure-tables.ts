/**
 * Chapters side by side: a table a figure, with a line each, those of few members in one, and the sum over those that let it
 * be seen. What is not told is listed last, with why. Pure.
 */
import { type Day, type Minor, type Ratio, ratio, sum } from "#base";
import { type Cell, type Column, columns, count, dayCell, money, percent, type ReportTable, said, text } from "#reports";
import type { AttendanceOfGroup, CountsOfGroup, RepaymentOfGroup, SavingsOfGroup } from "#reports/server";
import { type Apart, apart, summed, type Told } from "./few.ts";
import type { GrantKind } from "./kinds.ts";

/** Figures a chapter lets be seen, each on its own. */
export const figureGrants = ["counts", "repayment", "savings", "attendance"] as const satisfies readonly GrantKind[];

/** What was read of a chapter: nothing it did not grant. */
export interface ChapterFigures {
  readonly name: string;
  readonly counts?: CountsOfGroup;
  readonly repayment?: RepaymentOfGroup;
  readonly savings?: SavingsOfGroup;
  readonly attendance?: AttendanceOfGroup;
}

/** One figure as a table: what its lines and its sum say of the values in them. */
interface Shape<Value> {
  readonly key: string;
  readonly unit?: string;
  readonly columns: readonly Column[];
  readonly chart: NonNullable<ReportTable["chart"]>;
  cells(values: readonly Value[]): readonly Cell[];
}

export function tableOf<Value>(shape: Shape<Value>, parted: Apart<Value>, ofAll: number): ReportTable {
  const { key, unit, chart } = shape;
  const base = { key, ...(unit === undefined ? {} : { unit }) };
  const valuesOf = (of: readonly Told<Value>[]): readonly Value[] => of.map(one => one.value);
  const { together } = parted;
  const all = summed(parted);
  const few = said("network.figure.few-together", { count: together.length });
  const rows = [
    ...parted.apart.map(one => [text(one.name), ...shape.cells([one.value])]),
    ...(together.length === 0 ? [] : [[few, ...shape.cells(valuesOf(together))]]),
  ];
  if (rows.length === 0) return { ...base, columns: [], rows: [], nothing: "network.figure.none" };
  return {
    ...base,
    columns: [{ key: "chapter", is: "text" }, ...shape.columns],
    chart,
    rows,
    total:
      all === null
        ? [said("network.figure.no-sum"), ...shape.columns.map(() => null)]
        : [said("network.figure.sum", { count: all.length, all: ofAll }), ...shape.cells(valuesOf(all))],
  };
}

const chart = { kind: "compare", label: 0, value: 1 } as const;
const share = (part: Minor, whole: Minor): Ratio | null => (whole === 0n ? null : ratio(part, whole));
const latest = (days: readonly (Day | null)[]): Day | null =>
  days.reduce((last, one) => (last === null || (one !== null && one > last) ? one : last), null);

const countsShape: Shape<CountsOfGroup> = {
  key: "chapters-counts",
  columns: columns(["members", "count"], ["meetings-unsealed", "count"], ["last-sealed", "day"]),
  chart,
  cells: values => [
    count(values.reduce((all, one) => all + one.members, 0)),
    count(values.reduce((all, one) => all + one.unsealed, 0)),
    // The last of many says nothing of the others.
    values.length === 1 ? dayCell(latest(values.map(one => one.sealedOn))) : null,
  ],
};

const repaymentShape = (unit: string): Shape<RepaymentOfGroup> => ({
  key: "chapters-repayment",
  unit,
  columns: columns(["on-time", "percent"], ["over-30", "percent"], ["outstanding", "amount"]),
  chart,
  cells: values => {
    const of = (figure: "onTime" | "over30", side: "part" | "whole"): Minor =>
      sum(values.map(one => one[figure][side]));
    return [
      percent(share(of("onTime", "part"), of("onTime", "whole"))),
      percent(share(of("over30", "part"), of("over30", "whole"))),
      money(of("over30", "whole"), unit),
    ];
  },
});

const savingsShape = (unit: string): Shape<SavingsOfGroup> => ({
  key: "chapters-savings",
  unit,
  columns: columns(["saved", "amount"]),
  chart,
  cells: values => [money(sum(values.map(one => one.amount)), unit)],
});

const attendanceShape: Shape<AttendanceOfGroup> = {
  key: "chapters-attendance",
  columns: columns(["in-person", "percent"], ["called", "count"]),
  chart,
  // Of one chapter its own figure, the mean of its meetings; of several, all who came of all who were called.
  cells: values => {
    const came = values.reduce((all, one) => all + one.came, 0);
    const called = values.reduce((all, one) => all + one.called, 0);
    const value = values.length === 1 ? values[0]!.value : share(BigInt(came), BigInt(called));
    return [percent(value), count(called)];
  },
};

/** All tables of these chapters, which are in the order they are to stand in. */
export function figureTables(chapters: readonly ChapterFigures[]): readonly ReportTable[] {
  const told = <Value>(
    of: (chapter: ChapterFigures) => Value | undefined,
    people: (value: Value) => number,
  ): readonly Told<Value>[] =>
    chapters.flatMap(chapter => {
      const value = of(chapter);
      return value === undefined ? [] : [{ name: chapter.name, people: people(value), value }];
    });
  const peopleOf = (value: { readonly people: number }): number => value.people;
  const counts = apart(told(one => one.counts, value => value.members));
  const attended = apart(told(one => one.attendance, peopleOf));
  const repaid = byUnit(told(one => one.repayment, peopleOf));
  const saved = byUnit(told(one => one.savings, peopleOf));
  const all = chapters.length;
  const untold = (of: readonly Apart<unknown>[]): readonly string[] =>
    of.flatMap(one => one.untold.map(({ name }) => name));
  return [
    tableOf(countsShape, counts, all),
    ...repaid.map(([unit, parted]) => tableOf(repaymentShape(unit), parted, all)),
    ...saved.map(([unit, parted]) => tableOf(savingsShape(unit), parted, all)),
    tableOf(attendanceShape, attended, all),
    ...closedTable(
      figureGrants.map(figure => ({
        figure,
        shut: chapters.filter(one => one[figure] === undefined).map(one => one.name),
      })),
      [
        { figure: "counts", few: untold([counts]) },
        { figure: "repayment", few: untold(repaid.map(([, parted]) => parted)) },
        { figure: "savings", few: untold(saved.map(([, parted]) => parted)) },
        { figure: "attendance", few: untold([attended]) },
      ],
    ),
  ];
}

/** Sums are of one money; chapters with another have a table of their own. */
function byUnit<Value extends { readonly unit: string }>(
  all: readonly Told<Value>[],
): readonly (readonly [unit: string, parted: Apart<Value>])[] {
  const units = [...new Set(all.map(one => one.value.unit))].sort();
  return units.map(unit => [unit, apart(all.filter(one => one.value.unit === unit))]);
}

/** What is not told: which figure, why, and of which chapters. Nothing where all of them tell it. */
export function closedTable(
  shut: readonly { readonly figure: GrantKind; readonly shut: readonly string[] }[],
  few: readonly { readonly figure: GrantKind; readonly few: readonly string[] }[],
): readonly ReportTable[] {
  const row = (figure: GrantKind, why: string, names: readonly string[]): readonly (readonly Cell[])[] => {
    const what = [said(`network.figure.of-${figure}`), said(`network.figure.${why}`)];
    return names.length === 0 ? [] : [[...what, count(names.length), text(names.join(", "))]];
  };
  const rows = [
    ...shut.flatMap(one => row(one.figure, "not-granted", one.shut)),
    ...few.flatMap(one => row(one.figure, "too-few", one.few)),
  ];
  if (rows.length === 0) return [];
  return [
    {
      key: "chapters-closed",
      columns: columns(["what", "text"], ["why", "text"], ["how-many", "count"], ["chapters", "text"]),
      rows,
    },
  ];
}
