/** A report as a file to take along: the same answer its page shows, to the same people. No amount stands in its address. */
import { type Catalogue, wordsOf } from "#base";
import type { ReportSeen } from "#reports/server";
import { sheetsOfReport } from "../sheets/report-sheets.ts";
import { csvOf, xlsxOf } from "../sheets/write.ts";

export const fileFormats = ["xlsx", "csv"] as const;
export type FileFormat = (typeof fileFormats)[number];

const types: Readonly<Record<FileFormat, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/** "ageing.xlsx" taken apart; null where it is no such file. */
export function fileAsked(name: string): { readonly report: string; readonly format: FileFormat } | null {
  const [, report, format] = /^([a-z0-9-]{1,60})\.(xlsx|csv)$/.exec(name) ?? [];
  return report === undefined ? null : { report, format: format as FileFormat };
}

/** Which question a report is the answer of: those of a federation's chapters are their own. */
const questions: Readonly<Record<string, string>> = {
  "chapter-figures": "network.figures",
  "chapter-drives": "network.drives",
};
export const questionOf = (report: string): string => questions[report] ?? "reports.report";

export interface ReportFile {
  readonly body: Buffer | string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Its name says what it is and for which day, and not of whom: others may see it lie there. */
export async function reportFile(
  report: ReportSeen,
  format: FileFormat,
  { locale, catalogue }: { readonly locale: string; readonly catalogue: Catalogue },
): Promise<ReportFile> {
  const sheets = sheetsOfReport(report, wordsOf(locale, catalogue));
  return {
    body: format === "csv" ? csvOf(sheets) : await xlsxOf(sheets),
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="${report.report}-${report.until}.${format}"`,
    },
  };
}
