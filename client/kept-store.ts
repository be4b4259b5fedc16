/**
 * The kept page on the shelf: sealed with a key that cannot be taken out of this browser and goes when the page goes, so that
 * what a flash memory still holds of it afterwards is noise. Without a store, or over plain HTTP on a network, nothing is kept.
 */
import { type IDBPDatabase, openDB } from "idb";

interface Sealed {
  readonly path: string;
  readonly whose: string;
  /** Not shown after this moment, in milliseconds: the session is over by then. */
  readonly until: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** As long as a session lasts that nobody uses (`idleMs` of the members' room). */
const keptMs = 6 * 3_600_000;
const place = "kept";

const open = (): Promise<IDBPDatabase> =>
  openDB("lumbung-kept", 1, { upgrade: database => void database.createObjectStore(place) });

/** `isStillHers` is asked again at the end: she may sign out while it is sealed. */
export async function putKept(
  { path, whose, isStillHers }: { readonly path: string; readonly whose: string; readonly isStillHers: () => boolean },
  page: unknown,
): Promise<void> {
  if (typeof indexedDB === "undefined" || globalThis.crypto?.subtle === undefined) return;
  const database = await open();
  try {
    const known = (await database.get(place, "key")) as CryptoKey | undefined;
    const key = known ?? (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(page)));
    const kept: Sealed = { path, whose, until: Date.now() + keptMs, iv, sealed };
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
    if (!kept || !key || kept.whose !== whose || kept.until < Date.now()) {
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

export async function clearKept(): Promise<void> {
  const database = await open();
  await database.clear(place);
  database.close();
}
