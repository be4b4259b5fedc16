/**
 * Figures of chapters, each as far as the chapter granted it: for a leader of hers, for officers of the federation of all. What is
 * not granted is not read. A grant holds for what the books say of any day since the chapter belongs to us.
 */
import type { Day, Uuid } from "#base";
import type { Report, ReportTable } from "#reports";
import {
  attendanceOfGroup,
  countsOfGroup,
  periodOf,
  repaymentOfGroup,
  reportSeen,
  type ReportSeen,
  savingsOfGroup,
} from "#reports/server";
import { type ChapterFigures, figureTables } from "../figure-tables.ts";
import type { GrantKind } from "../kinds.ts";
import { overseers } from "./plan.ts";
import { type Asking, asOrganisation, chargesOf, grantsToUs, inTheBooksOf } from "./scope.ts";

export interface ChapterOpen {
  readonly chapter: Uuid;
  readonly name: string;
  readonly grants: ReadonlySet<GrantKind>;
}

/** Whose figures she may see, by name: chapters that belonged to us on that day and do today. */
export async function chaptersOpen(asked: Asking, until: Day): Promise<readonly ChapterOpen[]> {
  const { member, roles, isPlain } = asked;
  if (isPlain) return [];
  const isOverseer = overseers.some(role => roles.has(role));
  const hers = (await chargesOf(asked)).filter(one => isOverseer || one.leader === member);
  const grants = await grantsToUs(asked);
  return hers
    .filter(({ chapter }) => chapter.from !== null && chapter.from <= until)
    .map(({ chapter: { chapter, name } }) => ({ chapter, name: name ?? "", grants: grants.get(chapter) ?? new Set<GrantKind>() }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** As every report, at a page of ours. */
export const shown = (asked: Asking, page: string, report: Report): Promise<ReportSeen> =>
  reportSeen(asked, report, { page, back: "/federation", backSay: "network.visit.back" });

export const notHers = (key: string): readonly ReportTable[] => [
  { key, columns: [], rows: [], nothing: "network.figure.no-chapters" },
];

export async function askFigures(asked: Asking): Promise<ReportSeen> {
  const { client } = asked;
  const period = periodOf(asked.params, asked.today);
  const { until } = period;
  const chapters = await chaptersOpen(asked, until);
  const figures: ChapterFigures[] = [];
  for (const { chapter, name, grants } of chapters) {
    const of = asOrganisation(chapter);
    figures.push({
      name,
      ...(grants.size > 0 &&
        (await inTheBooksOf(asked, [chapter], async () => ({
          ...(grants.has("counts") && { counts: await countsOfGroup(client, of, until) }),
          ...(grants.has("repayment") && { repayment: await repaymentOfGroup(client, of, period) }),
          ...(grants.has("savings") && { savings: await savingsOfGroup(client, of, until) }),
          ...(grants.has("attendance") && { attendance: await attendanceOfGroup(client, of, until) }),
        })))),
    });
  }
  const tables = chapters.length === 0 ? notHers("chapters-counts") : figureTables(figures);
  return shown(asked, "/chapters/figures", { report: "chapter-figures", ...period, tables });
}
