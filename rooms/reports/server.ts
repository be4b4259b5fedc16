/**
 * What the reports' room answers on the server. A report is the same for the screen, the paper, the spreadsheet and the
 * shell; what is in it depends on who asks: officers see each, everybody else counts and sums.
 */
import type { Answered, Asked, Day, Question } from "#base";
import type { PoolClient } from "#db";
import { written } from "#assembly/server";
import { readTexts } from "#members/server";
import { type KoperasiBook, koperasiBook, koperasiBooks } from "./koperasi-books.ts";
import { isReport, type ReportCode } from "./catalogue.ts";
import { indicators, ratingSheet } from "./indicator-report.ts";
import { exceptionsReport } from "./exceptions-report.ts";
import { askGroupStatement, askGroupStatements } from "./group-statement.ts";
import { type Known, knownOf } from "./known.ts";
import { ageingList, demandRegister } from "./lending-reports.ts";
import { lessonsReport } from "./lessons-report.ts";
import { partnersReport } from "./partner-report.ts";
import type { Report } from "./report.ts";
import { incomeAndExpense, receiptsAndPayments } from "./statements.ts";
import { foundedOn } from "./store.ts";
import { triesReport } from "./tries-report.ts";

export * from "./group-figures.ts";
export { periodOf } from "./known.ts";

const made: Readonly<Record<Exclude<ReportCode, KoperasiBook>, (known: Known) => Promise<Report>>> = {
  indicators,
  "receipts-payments": receiptsAndPayments,
  income: incomeAndExpense,
  dcb: demandRegister,
  ageing: ageingList,
  pesos: known => ratingSheet(known, "pesos"),
  piso: known => ratingSheet(known, "piso"),
  exceptions: exceptionsReport,
  tries: triesReport,
  partners: partnersReport,
  lessons: lessonsReport,
};

/** The report of this code for who asks, or null where there is none of it. `client` is inside a `read`. */
export async function reportOf(asked: Asked<PoolClient>): Promise<Report | null> {
  const code = asked.params["report"] ?? "";
  if (!isReport(code)) return null;
  const known = await knownOf(asked);
  return code in koperasiBooks ? koperasiBook(known, code as KoperasiBook) : made[code as keyof typeof made](known);
}

/** For the pages, the shell and the files: amounts are decimal strings of minor units. */
export interface ReportSeen extends Report<string> {
  readonly organisationName: string | null;
  readonly today: Day;
  readonly foundedOn: Day;
  /** Where a room above shows it, and where one comes from; at `/reports` where it is one of ours. */
  readonly shownAt?: { readonly page: string; readonly back: string; readonly backSay: string };
}

/** A report as it is sent: with whose it is, the days it can be asked of, and where its page is if it is none of ours. */
export async function reportSeen(
  { client, organisation, masterKey, today }: Asked<PoolClient>,
  report: Report,
  shownAt?: ReportSeen["shownAt"],
): Promise<ReportSeen> {
  const texts = await readTexts(client, organisation, ["assembly.organisation"], Buffer.from(masterKey), ["name"]);
  return {
    ...(written(report) as Report<string>),
    today,
    foundedOn: (await foundedOn(client, organisation)).on,
    organisationName: texts.get("assembly.organisation/-/name") ?? null,
    ...(shownAt && { shownAt }),
  };
}

async function askReport(asked: Asked<PoolClient>): Promise<ReportSeen | null> {
  const report = await reportOf(asked);
  return report === null ? null : reportSeen(asked, report);
}

export type ReportsSeen = Awaited<ReturnType<typeof askReports>>;
async function askReports({ today }: Asked<PoolClient>) {
  return { on: today };
}

/** What is answered is JSON of the shapes in `group-statement.ts`. */
const asks = <Seen>(ask: (asked: Asked<PoolClient>) => Promise<Seen | null>): Question<PoolClient>["ask"] =>
  ask as (asked: Asked<PoolClient>) => Promise<Answered | null>;

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "reports.reports": { who: ["anyone"], ask: askReports },
  "reports.report": { who: ["anyone"], params: ["report", "from", "until"], ask: asks(askReport) },
  "reports.group-statements": { who: ["anyone"], ask: asks(askGroupStatements) },
  "reports.group-statement": { who: ["anyone"], params: ["statement"], ask: asks(askGroupStatement) },
};
