/**
 * The kept page on the shelf: sealed with a key that scripts cannot take out of this browser and that goes when the page
 * goes. That keeps it from who looks through the browser's store or copies some of it, not from who takes the phone apart:
 * key and page lie in the same memory. Without a store, or over plain HTTP on a network, nothing is kept.
 */
import { type IDBPDatabase, openDB } from "idb";
import { openShelf } from "./shelf.ts";

interface Sealed {
  readonly path: string;
  readonly whose: string;
  /** When it was kept, in milliseconds. */
  readonly at: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** Shown no longer than a session lasts that nobody uses (`idleMs` of the members' room). */
const keptMs = 6 * 3_600_000;
const place = "kept";

const open = (): Promise<IDBPDatabase> =>
  openDB("lumbung-kept", 1, { upgrade: database => void database.createObjectStore(place) });

/** `isStillHers` is asked at the beginning and again at the end: she may sign out while it is sealed. */
export async function putKept(
  { path, whose, isStillHers }: { readonly path: string; readonly whose: string; readonly isStillHers: () => boolean },
  page: unknown,
): Promise<void> {
  if (typeof indexedDB === "undefined" || globalThis.crypto?.subtle === undefined || !isStillHers()) return;
  const database = await open();
  try {
    const known = (await database.get(place, "key")) as CryptoKey | undefined;
    const key =
      known ?? (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(page));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text);
    const kept: Sealed = { path, whose, at: Date.now(), iv, sealed };
    const transaction = database.transaction(place, "readwrite");
    await Promise.all([transaction.store.put(key, "key"), transaction.store.put(kept, "page"), transaction.done]);
    if (!isStillHers()) await database.clear(place);
  } finally {
    database.close();
  }
}

/** The kept page of this address, of the one whose it is; null where there is none to show. */
export async function getKept(path: string, whose: string | null): Promise<unknown> {
  if (whose === null || typeof indexedDB === "undefined" || globalThis.crypto?.subtle === undefined) return null;
  const database = await open();
  try {
    const kept = (await database.get(place, "page")) as Sealed | undefined;
    const key = (await database.get(place, "key")) as CryptoKey | undefined;
    // A clock that was turned back makes it no younger.
    if (!kept || !key || kept.whose !== whose || Math.abs(Date.now() - kept.at) > keptMs) {
      await database.clear(place);
      return null;
    }
    if (kept.path !== path) return null;
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.sealed);
    return JSON.parse(new TextDecoder().decode(text)) as unknown;
  } catch {
    return null;
  } finally {
    database.close();
  }
}

/** The page and its key, and of what was written here all that the server has: it would only lie about. */
export async function clearKept(): Promise<void> {
  const database = await open();
  await database.clear(place);
  database.close();
  const shelf = await openShelf();
  await shelf.remove((await shelf.all()).filter(one => one.state === "accepted").map(one => one.place));
}
