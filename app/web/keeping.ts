/** A page that is kept: its program by the worker, what it shows by the page, anew whenever that changes. */
import type { SessionSeen } from "#base";
import { keepBy, keepFor, keptFor, whoseOf } from "#client";
import { putKept } from "../../client/kept-store.ts";
import type { Left } from "./main.tsx";

/** Not at every press: a sheet is written down quickly. */
const restMs = 1_000;

/** `isFresh` where the server painted the page just now; one that was kept stays so no longer for being looked at. */
export async function startKeeping(left: Left, session: SessionSeen, isFresh: boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const path = location.pathname;
  const whose = whoseOf(session);
  keepFor(whose);
  let latest: unknown = left.props.data;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const keep = (): void => {
    timer = null;
    const page = { ...left, props: { ...left.props, data: latest } };
    void putKept({ path, whose, isStillHers: () => keptFor() === whose }, page).catch(() => {});
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
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(`/shell?${new URLSearchParams({ page: path, language: left.locale })}`);
  } catch {
    // Without a worker the page needs a signal, as any other does.
  }
}
