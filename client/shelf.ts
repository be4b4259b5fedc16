/**
 * Where this device keeps commands until the server has them: IndexedDB, written through before anybody is told that a
 * thing is kept. A browser that opens no store (a private window, a full disk) keeps them in memory and says so.
 */
import type { DBSchema, IDBPDatabase } from "idb";
import type { Kept } from "./outbox.ts";

export interface Shelf {
  /** False where nothing outlives this page. */
  readonly isLasting: boolean;
  all(): Promise<readonly Kept[]>;
  /** Puts the command behind the others and gives it with its place. */
  add(command: Omit<Kept, "place">): Promise<Kept>;
  put(command: Kept): Promise<void>;
  remove(places: readonly number[]): Promise<void>;
}

interface Schema extends DBSchema {
  commands: { key: number; value: Kept };
}

export async function openShelf(): Promise<Shelf> {
  for (let attempt = 1; attempt <= openAttempts; attempt += 1) {
    try {
      // Asked for once the page stands: the first paint does not wait for it.
      const { openDB } = await import("idb");
      return lasting(
        await openDB<Schema>("lumbung", 1, {
          upgrade: database => void database.createObjectStore("commands", { keyPath: "place", autoIncrement: true }),
        }),
      );
    } catch {
      // Chromium now and then cannot open a store at once and can a moment later.
      await new Promise(done => setTimeout(done, 200 * attempt));
    }
  }
  return inMemory();
}

const openAttempts = 3;

function lasting(database: IDBPDatabase<Schema>): Shelf {
  const writing = () => database.transaction("commands", "readwrite", { durability: "strict" });
  return {
    isLasting: true,
    all: () => database.getAll("commands"),
    async add(command) {
      const transaction = writing();
      const place = await transaction.store.add(command as Kept);
      await transaction.done;
      return { ...command, place };
    },
    async put(command) {
      const transaction = writing();
      await transaction.store.put(command);
      await transaction.done;
    },
    async remove(places) {
      const transaction = writing();
      await Promise.all(places.map(place => transaction.store.delete(place)));
      await transaction.done;
    },
  };
}

/** For a browser without a store, and for tests. */
export function inMemory(): Shelf {
  const held = new Map<number, Kept>();
  let last = 0;
  return {
    isLasting: false,
    all: async () => [...held.values()].sort((a, b) => a.place - b.place),
    async add(command) {
      last += 1;
      const kept = { ...command, place: last };
      held.set(last, kept);
      return kept;
    },
    async put(command) {
      held.set(command.place, command);
    },
    async remove(places) {
      for (const place of places) held.delete(place);
    },
  };
}
