/**
 * Where in the meeting she is: the step, and what is open on it. It stands in the browser's history, so the phone's own
 * back button goes back, and a reload stays. The address says the step and nothing else.
 */
import { useCallback, useEffect, useState } from "preact/hooks";

export const steps = ["roll", "keys", "recall", "sheet", "decide", "pay", "count", "seal"] as const;
export type StepName = (typeof steps)[number];

export interface Place {
  readonly step: StepName;
  /** What is open on the step: "edit", "form", "list" … */
  readonly view?: string | undefined;
  /** Which one: a member's id, a line's place, a form's name. */
  readonly of?: string | undefined;
}

export interface Going {
  readonly at: Place;
  go(to: Place): void;
  /** The same, in the place of where she is: back does not come here again. */
  goInstead(to: Place): void;
  back(): void;
}

export function usePlace(first: StepName): Going {
  const [at, setAt] = useState<Place>({ step: first });
  useEffect(() => {
    const read = (): Place | null => {
      const kept = (history.state as { readonly place?: Place } | null)?.place;
      if (kept && isStep(kept.step)) return kept;
      const step = location.hash.slice(1);
      return isStep(step) ? { step } : null;
    };
    const found = read();
    if (found) setAt(found);
    else history.replaceState({ place: { step: first } }, "", `#${first}`);
    const onPop = (): void => setAt(read() ?? { step: first });
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);
  const go = useCallback((to: Place): void => {
    history.pushState({ place: to }, "", `#${to.step}`);
    setAt(to);
    scrollTo(0, 0);
  }, []);
  const goInstead = useCallback((to: Place): void => {
    history.replaceState({ place: to }, "", `#${to.step}`);
    setAt(to);
  }, []);
  return { at, go, goInstead, back: () => history.back() };
}

const isStep = (text: string): text is StepName => (steps as readonly string[]).includes(text);
