/** Figures and enrolment drives of a federation's chapters: the same page and the same paper as every report. */
import type { Page } from "#base";
import { ReportPrintView, ReportView } from "#reports/parts";

export const pages: readonly Page[] = [
  {
    path: "/chapters/figures",
    who: ["anyone"],
    question: "network.figures",
    title: "reports.report.chapter-figures",
    View: ReportView,
  },
  {
    path: "/chapters/figures/print",
    who: ["anyone"],
    question: "network.figures",
    title: "reports.print.title",
    isPaper: true,
    View: ReportPrintView,
  },
  {
    path: "/chapters/drives",
    who: ["anyone"],
    question: "network.drives",
    title: "reports.report.chapter-drives",
    View: ReportView,
  },
  {
    path: "/chapters/drives/print",
    who: ["anyone"],
    question: "network.drives",
    title: "reports.print.title",
    isPaper: true,
    View: ReportPrintView,
  },
];
