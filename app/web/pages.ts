/** The pages of all rooms, and how an address finds its page. */
import type { Page } from "#base";

export interface Route {
  readonly file: PageFile;
  readonly page: Page;
}

export interface Found extends Route {
  readonly params: Readonly<Record<string, string>>;
}

/** The page of a path: fixed parts before named ones, so "/members/new" is never a member. */
export function findPage(routes: readonly Route[], path: string): Found | null {
  const parts = path.split("/").filter(Boolean);
  let best: (Found & { readonly named: number }) | null = null;
  for (const route of routes) {
    const wanted = route.page.path.split("/").filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, index) => {
      if (!part.startsWith(":")) return part === parts[index];
      params[part.slice(1)] = decodeURIComponent(parts[index]!);
      return true;
    });
    const named = Object.keys(params).length;
    if (fits && (!best || named < best.named)) best = { ...route, params, named };
  }
  return best;
}

/** The files rooms keep their pages in; what each is stands in `page-modules.ts`. */
export const pageFiles = [
  "members/door-screens",
  "members/start-screens",
  "members/screens",
  "members/office-screens",
  "members/place-screens",
  "members/minor-screens",
  "members/federation-screens",
  "assembly/screens",
  "ledger/screens",
  "savings/screens",
  "savings/interest-screens",
  "loans/screens",
  "assembly/exception-screens",
  "loans/care-screens",
  "loans/reminder-screens",
  "loans/paper-screens",
  "aid/screens",
  "aid/calls-screens",
  "pots/screens",
  "purchasing/screens",
  "actions/screens",
  "meetings/screens",
  "meetings/day-screens",
  "meetings/counter-screens",
  "meetings/paper-screens",
  "meetings/passbook-screens",
  "cutoff/screens",
  "meetings/statement-screens",
  "records/screens",
  "reports/screens",
  "reports/statement-screens",
  "network/visit-screens",
  "network/figure-screens",
  "dissolution/screens",
] as const;
export type PageFile = (typeof pageFiles)[number];

/**
 * Folders of the words a file of pages speaks: those of its room, and those that are its own and weigh on no other page
 * ("meetings/statement-screens" has `rooms/meetings/words/statement`, "meetings/screens" has `words/screens`), which not
 * every one has. A room's `words/forms` is of no page: forms of the meeting wait for all words (`lazilyWithWords`).
 */
export function wordFoldersOf(file: PageFile): readonly string[] {
  const [room, screens = ""] = file.split("/");
  return [`rooms/${room}/words`, `rooms/${room}/words/${screens.replace(/-screens$/, "")}`];
}
