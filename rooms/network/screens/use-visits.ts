/** What was written down on this phone and the server may not have yet, for the whole round of a leader. */
import { type Day, type Document, isRefusal, lastOf, type OrganisationId, type Refusal, type Uuid } from "#base";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, isOffline, keepAnswer, type Kept, Outbox } from "#client";
import type { PlanSeen } from "../questions/plan.ts";

/** Of one chapter's visit: nothing under way, kept here until there is a signal, or an answer that wants a look. */
export interface Sending {
  readonly state: "none" | "saved" | "signed-out" | "refused" | "accepted";
  readonly refusal: Refusal | null;
}

export interface VisitsHeld {
  readonly plan: PlanSeen;
  sendingOf(chapter: Uuid): Sending;
  write(on: Day, body: Document): Promise<void>;
  /** Asked anew, after something else was said. */
  refresh(): Promise<Heard>;
}

/** Whether the server was heard. */
type Heard = "answer" | "nobody";

const askAgainMs = 5_000;

const chapterOf = (one: Kept): unknown => (one.body as { readonly chapter?: unknown }).chapter;

export function useVisits(given: PlanSeen, organisation: OrganisationId | null): VisitsHeld {
  const [plan, setPlan] = useState(given);
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const [, tick] = useState(0);
  const accepted = kept.filter(one => one.state === "accepted").length;
  const outbox = useRef<Outbox | null>(null);
  useEffect(() => keepAnswer(plan), [plan]);
  useEffect(() => setPlan(given), [given]);
  const asked = useRef(0);
  const refresh = async (): Promise<Heard> => {
    asked.current += 1;
    const mine = asked.current;
    const got = await ask<PlanSeen>("network.plan");
    if (isOffline(got)) return "nobody";
    // One that was overtaken by a later question knows less than what is shown.
    if (got && !isRefusal(got) && mine === asked.current) setPlan(got);
    return "answer";
  };
  // The plan of this page may have been asked for before the server had what is accepted now, and be heard after it.
  useEffect(() => {
    if (accepted === 0) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      if ((await refresh()) === "nobody") timer = setTimeout(() => void look(), askAgainMs);
    };
    void look();
    return () => clearTimeout(timer);
  }, [accepted, given]);
  useEffect(() => {
    if (organisation === null) return;
    const box = new Outbox({ organisation, stream: "visits" });
    outbox.current = box;
    const unsubscribe = box.subscribe(() => {
      setKept(box.kept);
      tick(n => n + 1);
    });
    const stop = box.start();
    return () => {
      stop();
      unsubscribe();
    };
  }, [organisation]);
  return {
    plan,
    refresh,
    sendingOf(chapter) {
      const last = lastOf(kept.filter(one => chapterOf(one) === chapter));
      if (!last) return { state: "none", refusal: null };
      if (last.state === "accepted") return { state: "accepted", refusal: null };
      if (last.state === "attention") return { state: "refused", refusal: last.refusal ?? null };
      return { state: outbox.current?.isSignedOut ? "signed-out" : "saved", refusal: null };
    },
    async write(on, body) {
      const chapter = (body as { readonly chapter?: unknown }).chapter;
      // What was answered before, well or not, is over: this takes its place.
      await outbox.current?.forget(
        one => chapterOf(one) === chapter && (one.state === "accepted" || one.state === "attention"),
      );
      await outbox.current?.commit("network.record-visit", on, body);
    },
  };
}
