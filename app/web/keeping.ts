/**
 * A page that is kept: its program by the worker, what it shows by the page, anew whenever that changes. One that was opened
 * from what is kept asks the server until it answers: for what is so now, and whether it is still hers to see.
 */
import { isRefusal, type SessionSeen } from "#base";
import { ask, forgetKept, isOffline, keepBy, keepFor, keptFor, leave, whoseOf } from "#client";
import { putKept } from "../../client/kept-store.ts";
import type { KeptLeft } from "./main.tsx";

/** Not at every press: a sheet is written down quickly. */
const restMs = 1_000;
const askAgainMs = 5_000;

export interface Keeping {
  readonly left: KeptLeft;
  readonly session: SessionSeen;
  /** The server painted the page just now. One that was kept stays so no longer for being looked at. */
  readonly isFresh: boolean;
  readonly question: string;
  /** Shows the page with another answer. */
  readonly show: (data: unknown) => void;
}

export async function startKeeping(keeping: Keeping): Promise<void> {
  const { left, session, isFresh } = keeping;
  const whose = whoseOf(session);
  const isStillHers = (): boolean => keptFor() === whose;
  if (!isFresh) untilHeard(keeping, isStillHers);
  if (!("serviceWorker" in navigator)) return;
  keepFor(whose);
  try {
    await navigator.serviceWorker.register("/sw.js");
  } catch {
    // Without a worker the page needs a signal, as any other does, and nothing of it is left here.
    return forgetKept();
  }
  const path = location.pathname;
  let latest: unknown = left.props.data;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const keep = (): void => {
    timer = null;
    const page: KeptLeft = { ...left, props: { ...left.props, data: latest } };
    // A full phone: an older page would show what is no longer so.
    void putKept({ path, whose, isStillHers }, page).catch(forgetKept);
  };
  keepBy(data => {
    if (data === latest) return;
    latest = data;
    timer ??= setTimeout(keep, restMs);
  });
  addEventListener("pagehide", () => {
    if (timer !== null) keep();
  });
  if (isFresh) keep();
  const { active } = await navigator.serviceWorker.ready;
  if (isStillHers()) active?.postMessage(`/shell?${new URLSearchParams({ page: path, language: left.locale })}`);
}

function untilHeard({ left, question, show }: Keeping, isStillHers: () => boolean): void {
  let isAsking = false;
  const look = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    const got = await ask(question, left.props.params);
    isAsking = false;
    if (isOffline(got)) return;
    const isShut = got === null || (isRefusal(got) && got.refused === "members.not-allowed");
    if (isRefusal(got) && !isShut) return;
    clearInterval(timer);
    removeEventListener("online", now);
    if (!isShut && isStillHers()) return show(got);
    // Signed out elsewhere, no longer an officer, or another is at the phone: the server says which page it is now.
    forgetKept();
    leave(() => location.reload());
  };
  const now = (): void => void look();
  const timer = setInterval(now, askAgainMs);
  addEventListener("online", now);
  now();
}
