/** The files rooms keep their pages in; each is a chunk of its own in the browser, so that a page brings no other along. */
import type { Page } from "#base";
import type { PageFile } from "./pages.ts";

type PageModule = () => Promise<{ readonly pages: readonly Page[] }>;

export const pageModules: Readonly<Record<PageFile, PageModule>> = {
  "members/door-screens": () => import("../../rooms/members/door-screens.tsx"),
  "members/start-screens": () => import("../../rooms/members/start-screens.tsx"),
  "members/screens": () => import("../../rooms/members/screens.tsx"),
  "members/office-screens": () => import("../../rooms/members/office-screens.tsx"),
  "members/minor-screens": () => import("../../rooms/members/minor-screens.tsx"),
  "members/place-screens": () => import("../../rooms/members/place-screens.tsx"),
  "members/federation-screens": () => import("../../rooms/members/federation-screens.tsx"),
  "assembly/screens": () => import("../../rooms/assembly/screens.tsx"),
  "ledger/screens": () => import("../../rooms/ledger/screens.tsx"),
  "savings/screens": () => import("../../rooms/savings/screens.tsx"),
  "savings/interest-screens": () => import("../../rooms/savings/interest-screens.tsx"),
  "loans/screens": () => import("../../rooms/loans/screens.tsx"),
  "assembly/exception-screens": () => import("../../rooms/assembly/exception-screens.tsx"),
  "loans/care-screens": () => import("../../rooms/loans/care-screens.tsx"),
  "loans/reminder-screens": () => import("../../rooms/loans/reminder-screens.tsx"),
  "loans/paper-screens": () => import("../../rooms/loans/paper-screens.tsx"),
  "aid/screens": () => import("../../rooms/aid/screens.tsx"),
  "aid/calls-screens": () => import("../../rooms/aid/calls-screens.tsx"),
  "pots/screens": () => import("../../rooms/pots/screens.tsx"),
  "purchasing/screens": () => import("../../rooms/purchasing/screens.tsx"),
  "actions/screens": () => import("../../rooms/actions/screens.tsx"),
  "meetings/screens": () => import("../../rooms/meetings/screens.tsx"),
  "meetings/day-screens": () => import("../../rooms/meetings/day-screens.tsx"),
  "meetings/counter-screens": () => import("../../rooms/meetings/counter-screens.tsx"),
  "meetings/paper-screens": () => import("../../rooms/meetings/paper-screens.tsx"),
  "meetings/passbook-screens": () => import("../../rooms/meetings/passbook-screens.tsx"),
  "cutoff/screens": () => import("../../rooms/cutoff/screens.tsx"),
  "meetings/statement-screens": () => import("../../rooms/meetings/statement-screens.tsx"),
  "records/screens": () => import("../../rooms/records/screens.tsx"),
  "reports/screens": () => import("../../rooms/reports/screens.tsx"),
  "reports/statement-screens": () => import("../../rooms/reports/statement-screens.tsx"),
  "network/visit-screens": () => import("../../rooms/network/visit-screens.tsx"),
  "network/figure-screens": () => import("../../rooms/network/figure-screens.tsx"),
  "dissolution/screens": () => import("../../rooms/dissolution/screens.tsx"),
};
