/** Enrolment drives of chapters that let them be seen: for a leader of hers, for officers of the federation of all. In counts. */
import { drivesBetween } from "#aid/server";
import { readTexts } from "#members/server";
import { periodOf, type ReportSeen } from "#reports/server";
import { type ChapterDrives, driveTables } from "../drive-tables.ts";
import { chaptersOpen, notHers, shown } from "./figures.ts";
import { type Asking, asOrganisation, inTheBooksOf } from "./scope.ts";

export async function askDrives(asked: Asking): Promise<ReportSeen> {
  const { client, masterKey } = asked;
  const period = periodOf(asked.params, asked.today);
  const chapters = await chaptersOpen(asked, period.until);
  const seen: ChapterDrives[] = [];
  for (const { chapter, name, grants } of chapters) {
    const of = asOrganisation(chapter);
    const look = async (): Promise<NonNullable<ChapterDrives["drives"]>> => {
      const drives = await drivesBetween(client, of, period);
      if (drives.length === 0) return [];
      const texts = await readTexts(client, of, ["ledger.fund"], Buffer.from(masterKey), ["name"]);
      return drives.map(drive => ({
        ...drive,
        called: { called: texts.get(`ledger.fund/${drive.fund}/name`) ?? `fund.${drive.fund}` },
      }));
    };
    seen.push({ name, ...(grants.has("drives") && { drives: await inTheBooksOf(asked, [chapter], look) }) });
  }
  const tables = chapters.length === 0 ? notHers("chapters-drives") : driveTables(seen);
  return shown(asked, "/chapters/drives", { report: "chapter-drives", ...period, tables });
}
