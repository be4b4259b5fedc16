/** The machine's clock and chance: the one place where the program reads them for the books. */
import { type Day, type Instant, uuidFrom } from "#base";
import { randomBytes } from "node:crypto";
import type { Edge } from "./intake.ts";

/** The organisation's day is the machine's own, as on the wall beside it. */
export const realEdge: Edge = {
  now() {
    const now = new Date();
    const two = (number: number): string => String(number).padStart(2, "0");
    return {
      at: `${now.toISOString().slice(0, 19)}Z` as Instant,
      today: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` as Day,
    };
  },
  newId: () => uuidFrom(Date.now(), chance(10)),
};

// Asked of the system for many ids at once: a sealed meeting needs a hundred, and each asking costs as much as a fact.
let pool = randomBytes(0);
function chance(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(4096);
  const taken = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}
