/** A state that outlives the tab: kept on the phone as it is typed, until it stands on the sheet or is given up. */
import { useEffect, useRef, useState } from "preact/hooks";
import { forgetTyped, keepTyped, typedBefore } from "#client";
import type { FormTable } from "./form-parts.ts";

export interface Typed<T> {
  readonly value: T;
  readonly set: (next: T) => void;
  /** It was written on the sheet, or given up. */
  readonly forget: () => void;
}

/** `initial` is what there is before anything was typed here: what the sheet says, or nothing. */
export function useTyped<T>({ held }: Pick<FormTable, "held">, at: string, initial: () => T): Typed<T> {
  const of = held.today.draft.meeting?.meeting ?? "";
  const [value, setValue] = useState(initial);
  const isTouched = useRef(false);
  // One after the other: what was typed last is what is kept.
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const then = (work: () => Promise<unknown>): void => {
    turn.current = turn.current.then(work).catch(() => {});
  };
  useEffect(() => {
    void typedBefore({ of, at }).then(
      before => {
        if (before !== null && !isTouched.current) setValue(before as T);
      },
      () => {},
    );
  }, [of, at]);
  return {
    value,
    set(next) {
      isTouched.current = true;
      setValue(next);
      then(() => keepTyped({ of, at }, next));
    },
    forget: () => then(() => forgetTyped({ of, at })),
  };
}
