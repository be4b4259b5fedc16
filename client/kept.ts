/**
 * What this phone keeps so that a page opens without a signal: one page, that of the meeting, as it was last seen, sealed
 * with a key of its own (`kept-store.ts`). It is hers alone and only for as long as she is signed in: whoever signs out,
 * flees by the quick exit, opens her plain view, or finds another at the phone, leaves nothing that can be read. That is
 * said in one word in `localStorage`, which is written at once, also by a page that is about to go; what is sealed is let
 * go of behind it.
 */
import type { SessionSeen } from "#base";

const marker = "lumbung.kept";

/** Whose page may be kept and shown: one woman in one group. */
export const whoseOf = ({ organisation, member }: Pick<SessionSeen, "organisation" | "member">): string =>
  `${organisation}/${member}`;

/** Null where this phone keeps nothing, or no longer. */
export function keptFor(): string | null {
  try {
    return localStorage.getItem(marker);
  } catch {
    return null;
  }
}

export function keepFor(whose: string): void {
  try {
    localStorage.setItem(marker, whose);
  } catch {
    // A browser that keeps nothing keeps no page either.
  }
}

/** Nothing that was kept can be read from here on. Safe to call at any time, and right before the page goes. */
export function forgetKept(): void {
  try {
    if (localStorage.getItem(marker) === null) return;
    localStorage.removeItem(marker);
  } catch {
    return;
  }
  // The worker goes on where this page ends.
  navigator.serviceWorker?.controller?.postMessage("forget");
  void import("./kept-store.ts").then(store => store.clearKept()).catch(() => {});
}

let keeper: ((data: unknown) => void) | null = null;
/** The app hands in how the page of now is kept; a page's screens know nothing of it. */
export const keepBy = (keep: (data: unknown) => void): void => {
  keeper = keep;
};
/** The page's answer as it is now: kept in place of what was kept before, where this page is one that is kept. */
export const keepAnswer = (data: unknown): void => keeper?.(data);
