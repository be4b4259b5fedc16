/** What was lost by a day and what was learned from it: counts by cause, money by year, no names. Officers read it out. */
import { partsOf } from "#base";
import { byCause, byYear } from "#records";
import { lossesOf } from "#records/server";
import type { Known } from "./known.ts";
import { columns, count, dayCell, money, type Report, type ReportTable, said, text } from "./report.ts";

export async function lessonsReport({ client, organisation, masterKey, until, isOpen }: Known): Promise<Report> {
  const report = (tables: readonly ReportTable[]): Report => ({ report: "lessons", from: null, until, tables });
  // Where few loans were lost a count is somebody.
  if (!isOpen) return report([{ key: "lost-by-cause", columns: [], rows: [], nothing: "reports.lessons-for-officers" }]);
  const losses = await lossesOf(client, organisation, masterKey, until);
  if (losses.length === 0) return report([{ key: "lost-by-cause", columns: [], rows: [], nothing: "reports.nothing-lost" }]);
  const learned = losses.filter(({ lesson }) => lesson?.learned != null);
  return report([
    {
      key: "lost-by-cause",
      columns: columns(["cause", "text"], ["loans", "count"], ["lost", "amount"], ["came-back", "amount"]),
      rows: byCause(losses).map(one => [
        said(`reports.cause.${one.cause ?? "none"}`),
        count(one.loans),
        money(one.lost, one.unit),
        money(one.cameBack, one.unit),
      ]),
    },
    {
      key: "lost-by-year",
      columns: columns(["year", "text"], ["loans", "count"], ["lost", "amount"], ["came-back", "amount"]),
      rows: byYear(losses).map(one => [
        text(String(one.year)),
        count(one.loans),
        money(one.lost, one.unit),
        money(one.cameBack, one.unit),
      ]),
    },
    {
      key: "lessons",
      columns: columns(["what", "text"], ["cause", "text"], ["year", "text"], ["written-on", "day"]),
      rows: learned.map(({ on, lesson }) => [
        text(lesson!.learned),
        said(`reports.cause.${lesson!.cause}`),
        text(String(partsOf(on).year)),
        dayCell(lesson!.writtenOn),
      ]),
      ...(learned.length === 0 && { nothing: "reports.nothing-learned" }),
    },
  ]);
}
