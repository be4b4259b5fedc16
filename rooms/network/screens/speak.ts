/** One command at a time from a page that comes anew once it is done. */
import { type Day, isRefusal, refuse, type Refusal } from "#base";
import { useRef, useState } from "preact/hooks";
import { isOffline, newId, say } from "#client";

export interface Speaking {
  readonly isBusy: boolean;
  readonly refusal: Refusal | null;
  speak(name: string, body: Parameters<typeof say>[1]): Promise<void>;
}

export function useSpeaking(today: Day): Speaking {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const going = useRef(false);
  return {
    isBusy,
    refusal,
    async speak(name, body) {
      if (going.current) return;
      going.current = true;
      setBusy(true);
      setRefusal(null);
      const got = await say(name, body, today, { id: newId() });
      going.current = false;
      setBusy(false);
      if (isOffline(got)) setRefusal(refuse("house.no-signal"));
      else if (isRefusal(got)) setRefusal(got);
      else location.reload();
    },
  };
}
