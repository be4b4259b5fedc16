/** A visit as it is typed: kept on the phone until it is written down, so that a closed tab in a far village loses none of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { forgetTyped, keepTyped, typedBefore } from "#client";

export interface Typed<T> {
  readonly value: T;
  readonly set: (next: T) => void;
  readonly forget: () => void;
}

/** All of a leader's visits belong together, so that one that waits for a signal is not let go of for the next. */
const of = "visits";

export function useTyped<T>(at: string, initial: () => T): Typed<T> {
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
  }, [at]);
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
