/** `lumbung reports report --report ageing --to ageing.xlsx`: the report the page shows, as a file. */
import { wordsOf } from "#base";
import type { ReportSeen } from "#reports/server";
import { writeFile } from "node:fs/promises";
import { readCatalogues } from "../server/catalogues.ts";
import { root } from "../server/root.ts";
import { sheetsOfReport } from "../sheets/report-sheets.ts";
import { csvOf, xlsxOf } from "../sheets/write.ts";
import { askQuestion, cannot, isGiven, type Options, type Speaking, type Told } from "./say.ts";

/** What the file is called says what it becomes. Only its owner may read it: there may be names in it. */
export async function takeReport(
  question: { readonly name: string; readonly params: readonly string[] },
  options: Options,
  speaking: Speaking,
): Promise<Told> {
  const file = options.get("--to");
  if (!isGiven(file) || !/\.(xlsx|csv)$/i.test(file))
    return cannot("cli.no-such-format", { option: "--to", file: file ?? "" }, speaking.say);
  const told = await askQuestion(question, new Map([...options].filter(([option]) => option !== "--to")), speaking);
  if (told.status !== 0) return told;
  const report = told.output as ReportSeen;
  const catalogues = await readCatalogues(root);
  const sheets = sheetsOfReport(report, wordsOf(speaking.language, catalogues[speaking.language]!.all));
  try {
    await writeFile(file, /\.csv$/i.test(file) ? csvOf(sheets) : await xlsxOf(sheets), { mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return cannot("cli.not-written", { file }, speaking.say);
  }
  return { output: { file, report: report.report, until: report.until, tables: sheets.length }, status: 0 };
}
