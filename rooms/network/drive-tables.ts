/** Enrolment drives of chapters side by side: target, asked, came, would rather not, each drive a line. Pure. */
import type { DriveInCounts } from "#aid/server";
import { type Cell, columns, count, dayCell, type ReportTable, said, text } from "#reports";
import { apart, chaptersOf, summed, type Told } from "./few.ts";
import { closedTable } from "./figure-tables.ts";

export interface ChapterDrives {
  readonly name: string;
  /** Undefined where the chapter does not let them be seen. */
  readonly drives?: readonly (DriveInCounts & { readonly called: Cell })[];
}

type Drive = NonNullable<ChapterDrives["drives"]>[number];

/**
 * Whoever would rather not is written nowhere, and is not to be guessed from a drive in which fewer than five were asked. `people`
 * is how many were asked, so that a drive in which nobody was yet tells nobody.
 */
const toldOf = ({ name, drives = [] }: ChapterDrives): readonly Told<Drive>[] =>
  drives.map(drive => ({ name, people: drive.offered, value: drive }));

const counts = (drives: readonly Drive[]): readonly Cell[] =>
  (["target", "offered", "enrolled", "declined"] as const).map(key =>
    count(drives.reduce((all, drive) => all + drive[key], 0)),
  );

export function driveTables(chapters: readonly ChapterDrives[]): readonly ReportTable[] {
  const open = chapters.filter(one => one.drives !== undefined);
  const parted = apart(open.flatMap(toldOf));
  const { together, untold } = parted;
  const all = summed(parted);
  const lines = [
    ...parted.apart.map(({ name, value }) => [
      text(name),
      ...counts([value]),
      value.called,
      dayCell(value.from),
      dayCell(value.until),
    ]),
    ...(together.length === 0
      ? []
      : [
          [
            said("network.figure.few-drives", { count: together.length }),
            ...counts(together.map(one => one.value)),
            ...[null, null, null],
          ],
        ]),
  ];
  const key = "chapters-drives";
  const heads = columns(["chapter", "text"], ["target", "count"], ["asked", "count"], ["enrolled", "count"], ["declined", "count"]);
  const about = columns(["fund", "text"], ["begins", "day"], ["ends", "day"]);
  return [
    lines.length === 0
      ? { key, columns: [], rows: [], nothing: "network.figure.no-drives" }
      : {
          key,
          columns: [...heads, ...about],
          chart: { kind: "compare", label: 0, value: 3 },
          rows: lines,
          total:
            all === null
              ? [said("network.figure.no-sum"), ...Array.from({ length: 7 }, () => null)]
              : [
                  said("network.figure.sum", { count: chaptersOf(all), all: chapters.length }),
                  ...counts(all.map(one => one.value)),
                  ...[null, null, null],
                ],
        },
    ...closedTable(
      [{ figure: "drives", shut: chapters.filter(one => one.drives === undefined).map(one => one.name) }],
      [{ figure: "drives", few: [...new Set(untold.map(one => one.name))] }],
    ),
  ];
}
