/** The pages of all rooms, and how an address finds its page. Runs in the server and in the browser. */
import type { Page } from "#base";

export interface Route {
  readonly room: string;
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

/** The rooms that have screens; each is a chunk of its own in the browser. */
export const roomsWithScreens = ["members", "assembly", "ledger", "savings", "loans", "aid", "meetings"] as const;
export type RoomWithScreens = (typeof roomsWithScreens)[number];
