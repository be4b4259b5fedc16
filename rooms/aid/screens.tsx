/** The pages of mutual aid: the funds, a need that is reported between meetings, one claim, and what lies ahead. */
import type { Page } from "#base";
import { AidView } from "./screens/aid.tsx";
import { ClaimView } from "./screens/claim.tsx";
import { DrivesView } from "./screens/drives.tsx";
import { GrantView } from "./screens/grant.tsx";
import { OutlookView } from "./screens/outlook.tsx";
import { ReportView } from "./screens/report.tsx";

const scribes = ["treasurer", "secretary", "chair"] as const;

export const pages: readonly Page[] = [
  { path: "/aid", who: ["anyone"], question: "aid.aid", title: "aid.screen.aid", View: AidView },
  { path: "/aid/report", who: scribes, question: "aid.report", title: "command.aid.claim", View: ReportView },
  { path: "/aid/drives", who: [...scribes, "supervisory-committee"], question: "aid.drives", title: "aid.screen.drives", View: DrivesView },
  { path: "/aid/funds/:burial", who: ["anyone"], question: "aid.outlook", title: "aid.screen.outlook", View: OutlookView },
  { path: "/aid/claims/:claim", who: ["anyone"], question: "aid.claim", title: "aid.screen.claim", View: ClaimView },
  { path: "/aid/grants/:decision", who: ["anyone"], question: "aid.grant", title: "aid.screen.grant", View: GrantView },
];
