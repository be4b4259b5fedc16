/** What the ledger lends to screens of other rooms. */
import type { OpenedNote } from "./note.ts";

/** Checks a signed note on the device itself; what it takes is loaded only then. */
export async function openNote(note: string, keys: readonly string[]): Promise<OpenedNote> {
  return (await import("./note.ts")).openNote(note, keys);
}

export async function fingerprintOfKey(key: string): Promise<string | null> {
  return (await import("./note.ts")).fingerprintOfKey(key);
}
