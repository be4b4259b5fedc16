/** A broken invariant is our bug, never the user's: the transaction rolls back and nothing is booked. */
export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

/** States what must hold, positively: `assert(sum === 0n, "an entry balances")`. Throws {@link BrokenInvariant}. */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new BrokenInvariant(invariant);
}
