/** What was written with a fact, in words of the women themselves: it stands encrypted apart from the log. */
import type { RecordedFact } from "#base";
import { type Asking, textOf } from "./context.ts";

/** Where the words of a fact are kept; null where none were written with it. */
function placeOf({ data, reverses }: RecordedFact): readonly [about: string, id: string, field: string] | null {
  if (reverses !== undefined) return ["ledger.leaf", String(reverses), "reason"];
  if (typeof data?.["difference"] === "string") return ["meetings.difference", data["difference"], "reason"];
  if (typeof data?.["money"] === "string") return ["meetings.group-money", data["money"], "purpose"];
  return null;
}

/** By the number of the entry. Only what belongs to these facts is opened. */
export async function notesOf(asked: Asking, facts: readonly RecordedFact[]): Promise<ReadonlyMap<bigint, string>> {
  const notes = new Map<bigint, string>();
  for (const fact of facts) {
    const place = placeOf(fact);
    const note = place && (await textOf(asked, ...place));
    if (note) notes.set(fact.seq, note);
  }
  return notes;
}
