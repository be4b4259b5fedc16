/**
 * The kept page on the shelf, and what is being typed on it: sealed with a key that scripts cannot take out of this browser
 * and that goes when the page goes. That keeps it from who looks through the browser's store or copies some of it, not from
 * who takes the phone apart: key and page lie in the same memory. Without a store, or over plain HTTP on a network, nothing
 * is kept.
 */
import { type IDBPDatabase, openDB } from "idb";
import { openShelf } from "./shelf.ts";

interface Sealed {
  readonly whose: string;
  /** When it was kept, in milliseconds. */
  readonly at: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface SealedPage extends Sealed {
  readonly path: string;
}

/** Shown no longer than a session lasts that nobody uses (`idleMs` of the members' room). */
const keptMs = 6 * 3_600_000;
const place = "kept";
const typed = "typed/";

const isPossible = (): boolean => typeof indexedDB !== "undefined" && globalThis.crypto?.subtle !== undefined;

const open = (): Promise<IDBPDatabase> =>
  openDB("lumbung-kept", 1, { upgrade: database => void database.createObjectStore(place) });

async function inStore<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** The key of this store. Of two pages that make one at once, the first one's is kept. */
async function keyOf(database: IDBPDatabase): Promise<CryptoKey> {
  const known = (await database.get(place, "key")) as CryptoKey | undefined;
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction(place, "readwrite");
  const other = (await transaction.store.get("key")) as CryptoKey | undefined;
  if (!other) await transaction.store.put(made, "key");
  await transaction.done;
  return other ?? made;
}

async function sealed(whose: string, value: unknown, key: CryptoKey): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { whose, at: Date.now(), iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
}

async function opened({ iv, sealed }: Sealed, key: CryptoKey): Promise<unknown> {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  return JSON.parse(new TextDecoder().decode(text)) as unknown;
}

/** A clock that was turned back makes it no younger. */
const isHers = (kept: Sealed, whose: string): boolean =>
  kept.whose === whose && Math.abs(Date.now() - kept.at) <= keptMs;

/** `isStillHers` is asked at the beginning and again at the end: she may sign out while it is sealed. */
export async function putKept(
  { path, whose, isStillHers }: { readonly path: string; readonly whose: string; readonly isStillHers: () => boolean },
  page: unknown,
): Promise<void> {
  if (!isPossible() || !isStillHers()) return;
  await inStore(async database => {
    const key = await keyOf(database);
    const kept: SealedPage = { path, ...(await sealed(whose, page, key)) };
    const transaction = database.transaction(place, "readwrite");
    await Promise.all([transaction.store.put(key, "key"), transaction.store.put(kept, "page"), transaction.done]);
    if (!isStillHers()) await database.clear(place);
  });
}

/** The kept page of this address, of the one whose it is; null where there is none to show. */
export async function getKept(path: string, whose: string | null): Promise<unknown> {
  if (whose === null || !isPossible()) return null;
  return inStore(async database => {
    const kept = (await database.get(place, "page")) as SealedPage | undefined;
    const key = (await database.get(place, "key")) as CryptoKey | undefined;
    if (!kept || !key || !isHers(kept, whose)) {
      await database.clear(place);
      return null;
    }
    return kept.path === path ? opened(kept, key).catch(() => null) : null;
  });
}

/** What is being typed at this place, in place of what was there before; what belongs to another meeting goes. */
export async function putTyped(
  { of, at, whose, isStillHers }: TypedAt & { readonly isStillHers: () => boolean },
  value: unknown,
): Promise<void> {
  if (!isPossible() || !isStillHers()) return;
  await inStore(async database => {
    const kept = await sealed(whose, value, await keyOf(database));
    const others = (await database.getAllKeys(place)).filter(one => {
      const name = String(one);
      return name.startsWith(typed) && !name.startsWith(`${typed}${of}/`);
    });
    const transaction = database.transaction(place, "readwrite", { durability: "strict" });
    const { store } = transaction;
    await Promise.all([
      store.put(kept, `${typed}${of}/${at}`),
      ...others.map(one => store.delete(one)),
      transaction.done,
    ]);
    if (!isStillHers()) await database.clear(place);
  });
}

export interface TypedAt {
  /** What it is part of, so that it goes with it: a meeting's id. */
  readonly of: string;
  readonly at: string;
  readonly whose: string;
}

/** What was being typed there; null where nothing was, or it is another's. */
export async function getTyped({ of, at, whose }: TypedAt): Promise<unknown> {
  if (!isPossible()) return null;
  return inStore(async database => {
    const kept = (await database.get(place, `${typed}${of}/${at}`)) as Sealed | undefined;
    const key = (await database.get(place, "key")) as CryptoKey | undefined;
    return kept && key && isHers(kept, whose) ? opened(kept, key).catch(() => null) : null;
  });
}

export async function dropTyped({ of, at }: Pick<TypedAt, "of" | "at">): Promise<void> {
  if (isPossible()) await inStore(database => database.delete(place, `${typed}${of}/${at}`));
}

/** The page and its key, and of what was written here all that the server has: it would only lie about. */
export async function clearKept(): Promise<void> {
  const database = await open();
  await database.clear(place);
  database.close();
  const shelf = await openShelf();
  await shelf.remove((await shelf.all()).filter(one => one.state === "accepted").map(one => one.place));
}
