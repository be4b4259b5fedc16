/**
 * The sheet on this device: keeps each change at once, sends it, and shows what the server made of it. One hook for the
 * whole meeting, so that every step writes the same way.
 */
import { type Document, isRefusal, type OrganisationId, type Refusal } from "#base";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ask, isOffline, keepAnswer, type Kept, Outbox } from "#client";
import type { DraftSeen, TodaySeen } from "./seen.ts";
import { fold, type HeldSheet, linesIn, revisionOf, type Writing } from "./sheet-model.ts";

/** What is so with the work on this device, in one word. */
export type Standing = "accepted" | "sent" | "saved" | "attention" | "signed-out" | "not-kept";

export interface SheetHeld {
  readonly today: TodaySeen;
  readonly sheet: HeldSheet;
  readonly standing: Standing;
  /** Commands without an answer. */
  readonly unsent: number;
  readonly isAway: boolean;
  /** Whether this browser's own store was read: until then only the server's part is here. */
  readonly isReady: boolean;
  write(lines: readonly Writing[]): Promise<void>;
  /** Everything at the table anew: after keys, after others wrote. */
  refresh(): Promise<boolean>;
  /** The draft alone. */
  follow(): Promise<DraftSeen | null>;
  sendNow(): void;
}

/** How often a phone looks whether another one wrote, while its page is in view. */
const followMs = 20_000;

export function useSheet(given: TodaySeen, organisation: OrganisationId): SheetHeld {
  const [today, setToday] = useState(given);
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const [isReady, setReady] = useState(false);
  const [, tick] = useState(0);
  const meeting = today.draft.meeting;
  const outbox = useRef<Outbox | null>(null);
  const latest = useRef(today);
  latest.current = today;

  // Opened again without a signal, the page shows what the server had; what it had not is in the outbox.
  useEffect(() => keepAnswer(today), [today]);

  // Opened so, it is given the server's answer as soon as that is heard.
  useEffect(() => setToday(before => (isOlder(given.draft, before.draft) ? before : given)), [given]);

  const takeDraft = useCallback((draft: DraftSeen): void => {
    setToday(before => (isOlder(draft, before.draft) ? before : { ...before, draft }));
  }, []);
  const follow = useCallback(async (): Promise<DraftSeen | null> => {
    const got = await ask<DraftSeen>("meetings.draft");
    if (!got || isRefusal(got) || isOffline(got)) return null;
    // Sealed or given up elsewhere, perhaps followed by another: the page is about something else now.
    const before = latest.current.draft.meeting;
    if (before && got.meeting?.meeting !== before.meeting) void refresh();
    else takeDraft(got);
    return got;
  }, []);
  const refresh = useCallback(async (): Promise<boolean> => {
    const got = await ask<TodaySeen>("meetings.today");
    if (!got || isRefusal(got) || isOffline(got)) return false;
    setToday(got);
    return true;
  }, []);

  useEffect(() => {
    if (!meeting) return;
    const box = new Outbox({ organisation, stream: `meeting/${meeting.meeting}` });
    outbox.current = box;
    let wasWaiting = false;
    const unsubscribe = box.subscribe(() => {
      setKept(box.kept);
      tick(n => n + 1);
      void mend(box);
      const isWaiting = box.kept.some(isUnanswered);
      // Once all is answered the server's own sheet is looked at: others may have written, and it knows every effect.
      if (wasWaiting && !isWaiting) void follow();
      wasWaiting = isWaiting;
    });
    const stop = box.start();
    void box.load().then(() => setReady(true));
    return () => {
      unsubscribe();
      stop();
      outbox.current = null;
    };
  }, [meeting?.meeting]);

  // What the server's sheet shows is kept there; this device can let go of it.
  useEffect(() => {
    const known = meeting?.revision ?? 0;
    void outbox.current?.forget(one => one.state === "accepted" && revisionOf(one) <= known);
  }, [meeting?.revision, kept.length]);

  useEffect(() => {
    if (!meeting) return;
    const look = (): void => {
      if (document.visibilityState === "visible" && !outbox.current?.kept.some(isUnanswered)) void follow();
    };
    const timer = setInterval(look, followMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [meeting?.meeting]);

  const write = useCallback(async (lines: readonly Writing[]): Promise<void> => {
    const box = outbox.current;
    const open = latest.current.draft.meeting;
    if (!box || !open || lines.length === 0) return;
    const places = new Set(lines.map(line => line.line));
    const made = await box.commit("meetings.write", open.day, {
      meeting: open.meeting,
      lines: lines as unknown as Document,
    });
    // Written anew, the refused one is gone; it never was in any book.
    await box.forget(
      one => one.place < made.place && one.state === "attention" && linesIn(one).every(line => places.has(line.line)),
    );
  }, []);

  const sheet = useMemo(() => fold(today.draft, kept), [today.draft, kept]);
  const box = outbox.current;
  const unsent = kept.filter(isUnanswered).length;
  return {
    today,
    sheet,
    unsent,
    isReady,
    isAway: box?.isAway ?? false,
    standing: standingOf(kept, box),
    write,
    refresh,
    follow,
    sendNow: () => outbox.current?.flush(),
  };
}

const isUnanswered = (one: Kept): boolean => one.state === "saved" || one.state === "sent";

/** Another meeting, or a revision that was overtaken while the question was under way. */
const isOlder = (got: DraftSeen, before: DraftSeen): boolean =>
  got.meeting !== null &&
  got.meeting.meeting === before.meeting?.meeting &&
  got.meeting.revision < before.meeting.revision;

function standingOf(kept: readonly Kept[], box: Outbox | null): Standing {
  if (kept.some(one => one.state === "attention")) return "attention";
  if (!kept.some(isUnanswered)) return "accepted";
  if (box?.isSignedOut) return "signed-out";
  if (box && !box.isLasting) return "not-kept";
  return kept.some(one => one.state === "saved") ? "saved" : "sent";
}

/**
 * Of several lines written together one may be refused and with it all. The others are written again without it, so that
 * only the line itself waits for a look. Kept anew before the old one is let go: a battery may die in between.
 */
async function mend(box: Outbox): Promise<void> {
  if (mending.has(box)) return;
  const one = box.kept.find(
    kept =>
      kept.state === "attention" &&
      linesIn(kept).length > 1 &&
      linesIn(kept).some(line => line.line === culpritOf(kept.refusal)),
  );
  if (!one) return;
  mending.add(box);
  const { meeting } = one.body as { readonly meeting: string };
  const newer = new Set(
    box.kept.filter(kept => kept.place > one.place).flatMap(kept => linesIn(kept).map(line => line.line)),
  );
  const lines = linesIn(one).filter(line => !newer.has(line.line));
  const isCulprit = (line: Writing): boolean => line.line === culpritOf(one.refusal);
  for (const some of [lines.filter(line => !isCulprit(line)), lines.filter(isCulprit)])
    if (some.length > 0) await box.commit(one.name, one.on, { meeting, lines: some as unknown as Document });
  await box.forget(kept => kept.place === one.place);
  mending.delete(box);
}

const mending = new WeakSet<Outbox>();

const culpritOf = (refusal: Refusal | undefined): string => String(refusal?.because["line"] ?? "");
