/** The pages the reports' room adds to the app. */
import type { Page } from "#base";
import { ReportPrintView } from "./screens/print.tsx";
import { ReportView } from "./screens/report.tsx";
import { ReportsView } from "./screens/reports.tsx";

export const pages: readonly Page[] = [
  { path: "/reports", who: ["anyone"], question: "reports.reports", title: "reports.title", View: ReportsView },
  { path: "/reports/:report", who: ["anyone"], question: "reports.report", title: "reports.title", View: ReportView },
  {
    path: "/reports/:report/print",
    who: ["anyone"],
    question: "reports.report",
    title: "reports.print.title",
    isPaper: true,
    View: ReportPrintView,
  },
];
