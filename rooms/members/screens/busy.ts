/** One thing at a time: a form that is on its way is not sent again, and what was refused stands where it was asked. */
import { isRefusal, type Refusal } from "#base";
import { useRef, useState } from "preact/hooks";

export interface Doing {
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  /** True when it was done. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const going = useRef(false);
  return {
    busy,
    refusal,
    forget: () => setRefusal(null),
    async run(work) {
      if (going.current) return false;
      going.current = true;
      setBusy(true);
      setRefusal(null);
      const got = await work();
      going.current = false;
      setBusy(false);
      if (isRefusal(got)) {
        setRefusal(got);
        return false;
      }
      return true;
    },
  };
}
