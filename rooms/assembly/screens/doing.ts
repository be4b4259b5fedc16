/** One thing at a time: what is on its way is not sent again, and what was refused stands beside the act it was for. */
import type { Refusal } from "#base";
import { useRef, useState } from "preact/hooks";
import { type Command, newId, say } from "./say.ts";

export interface Doing {
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  /** Says it, and gives whether it was done. The same id goes out again on a second press of the same thing. */
  readonly run: (command: Omit<Command, "id">) => Promise<boolean>;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const going = useRef(false);
  const last = useRef<{ readonly text: string; readonly id: Command["id"] } | null>(null);
  return {
    busy,
    refusal,
    async run(command) {
      if (going.current) return false;
      going.current = true;
      setBusy(true);
      setRefusal(null);
      const text = JSON.stringify(command);
      if (last.current?.text !== text) last.current = { text, id: newId() };
      const refused = await say({ ...command, id: last.current.id });
      going.current = false;
      setBusy(false);
      setRefusal(refused);
      // A refused command keeps its id's answer for ever; what is tried again afterwards is a new one.
      if (refused && refused.refused !== "assembly.screen.no-signal") last.current = null;
      return refused === null;
    },
  };
}
