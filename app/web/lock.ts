/**
 * The lock: a minute without a touch and the page is covered until she types her PIN. What she was writing stays as it
 * was underneath. It keeps a glance away, not a thief: the session itself is the server's to end.
 *
 * Six digits cannot be checked on the phone without handing them to whoever has the phone, so the server checks them.
 * A meeting goes on without a signal all the same: there the cover is lifted on her word, and looked into as soon as the
 * server is heard again; a wrong PIN covers the page once more. Nothing is lost either way.
 */
import { isRefusal, type Refusal } from "#base";
import { useEffect, useState } from "preact/hooks";
import { act, forgetKept, isOffline, leave, type Offline } from "#client";

const lockAfterMs = 60_000;
const lookEveryMs = 1_000;
const askAgainMs = 5_000;
export const lockedKey = "lumbung.locked";
/** Said when the cover falls, so that screens cover their amounts again. */
export const lockedEvent = "lumbung-locked";

export type Typed = { readonly pin: string } | { readonly password: string };

export interface Lock {
  readonly isLocked: boolean;
  /** Open, and what she typed was not looked at yet. */
  readonly isOnHerWord: boolean;
  /** What the server said to a PIN on whose word the page had been opened. */
  readonly problem: Refusal | null;
  /** Uncovers the page; with what was typed where the server could not be asked yet. */
  open(onHerWord?: Typed): void;
}

/** Whether the page is covered, and the way to uncover it. Touches in any tab of it count. */
export function useLock(isOn: boolean): Lock {
  const [isLocked, setLocked] = useState(false);
  const [onHerWord, setOnHerWord] = useState<Typed | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  useEffect(() => {
    if (isOn && sessionStorage.getItem(lockedKey) === "yes") setLocked(true);
  }, [isOn]);
  useEffect(() => {
    if (!isOn) return;
    let touched = Date.now();
    const touch = (): void => {
      touched = Date.now();
    };
    const look = (): void => {
      if (Date.now() - touched < lockAfterMs) return;
      sessionStorage.setItem(lockedKey, "yes");
      dispatchEvent(new Event(lockedEvent));
      scrollTo(0, 0);
      setOnHerWord(null);
      setLocked(true);
    };
    // A phone that slept wakes with its timers late: look again the moment it is seen.
    const timer = setInterval(look, lookEveryMs);
    const wakes = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
    for (const wake of wakes) addEventListener(wake, touch, { passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const wake of wakes) removeEventListener(wake, touch);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isOn, isLocked]);
  // Opened on her word: asked again until the server answers, and at once when the signal is back.
  useEffect(() => {
    if (onHerWord === null) return;
    let isAsking = false;
    let isCovered = false;
    const look = async (): Promise<void> => {
      if (isAsking) return;
      isAsking = true;
      const said = await isShe(onHerWord);
      isAsking = false;
      if (hasLeft(said)) return;
      // Covered again meanwhile, it waits for a word of now.
      if (isOffline(said) || isCovered) return;
      setOnHerWord(null);
      if (said === "she") return sessionStorage.removeItem(lockedKey);
      setProblem(said);
      dispatchEvent(new Event(lockedEvent));
      scrollTo(0, 0);
      setLocked(true);
    };
    const timer = setInterval(() => void look(), askAgainMs);
    const now = (): void => void look();
    addEventListener("online", now);
    return () => {
      isCovered = true;
      clearInterval(timer);
      removeEventListener("online", now);
    };
  }, [onHerWord]);
  return {
    isLocked,
    isOnHerWord: onHerWord !== null,
    problem,
    open(typed) {
      // On her word alone it stays marked as locked: a page loaded anew asks again.
      if (typed === undefined) sessionStorage.removeItem(lockedKey);
      setOnHerWord(typed ?? null);
      setProblem(null);
      setLocked(false);
    },
  };
}

export const signInAgain = (): void =>
  leave(() => location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`));

export type Shown = "she" | "other-view" | "over" | Refusal | Offline;

/** Whether it is she, as the server sees it; its limits for tries are those of the door. */
export async function isShe(typed: Typed): Promise<Shown> {
  const opened = await act<{ readonly same: boolean }>("unlock", typed);
  if (isOffline(opened)) return opened;
  if (!isRefusal(opened)) return opened.same ? "she" : "other-view";
  return opened.refused === "members.sign-in-again" ? "over" : opened;
}

/**
 * Her other PIN opened the plain view, or the session is over: this page is left. What is kept goes first, since the next
 * page may not find a signal.
 */
export function hasLeft(said: Shown): said is "other-view" | "over" {
  if (said !== "other-view" && said !== "over") return false;
  forgetKept();
  sessionStorage.removeItem(lockedKey);
  if (said === "other-view") leave(() => location.replace("/"));
  else signInAgain();
  return true;
}
