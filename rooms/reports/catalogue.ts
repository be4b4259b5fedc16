/** Every report there is, in the order in which they are offered. Pure: the screens and the downloads know them from here. */
export const reportGroups = [
  { key: "standing", reports: ["indicators", "receipts-payments", "income"] },
  { key: "lending", reports: ["dcb", "ageing"] },
  { key: "ratings", reports: ["pesos", "piso"] },
  { key: "beside", reports: ["exceptions", "tries", "partners", "lessons"] },
  {
    key: "books",
    reports: [
      "book-01-members",
      "book-02-officers",
      "book-03-supervisors",
      "book-04-staff",
      "book-05-guests",
      "book-06-savings",
      "book-07-suggestions",
      "book-08-officials-advice",
      "book-09-agencies-advice",
      "book-10-supervisors-decisions",
      "book-11-officers-decisions",
      "book-12-assembly-decisions",
      "book-13-events",
      "book-14-cash",
      "book-15-inventory",
      "book-16-letters",
    ],
  },
] as const;

export type ReportCode = (typeof reportGroups)[number]["reports"][number];

export const reportCodes: readonly ReportCode[] = reportGroups.flatMap(group => [...group.reports]);

export const isReport = (code: string): code is ReportCode => (reportCodes as readonly string[]).includes(code);
