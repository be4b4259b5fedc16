import { getHeapStatistics } from "node:v8";
import type { LoadedBooks, OrganisationId } from "#base";

/** How far an organisation's log and books have come: compared and set by every post. */
export interface Head {
  readonly version: bigint;
  readonly size: bigint;
  readonly chain: Buffer;
}

export interface KeptBooks {
  readonly books: LoadedBooks;
  readonly head: Head;
}

/**
 * The books of the organisations that spoke last, as their last batch left them, so that the next command of a meeting need
 * not load them again. They are true as long as the head is the one they were kept with; whoever decides on them posts
 * only if it still is (compared and set), and otherwise loads anew. Books in use are taken out: what fails leaves none.
 */
export class WarmBooks {
  readonly #kept = new Map<OrganisationId, KeptBooks>();
  readonly #rowsMax: number;
  #rows = 0;

  /** Rows and balances of all of them together. */
  constructor(rowsMax = rowsAtMost) {
    this.#rowsMax = rowsMax;
  }

  take(organisation: OrganisationId): KeptBooks | undefined {
    const kept = this.#kept.get(organisation);
    if (!kept) return undefined;
    this.#kept.delete(organisation);
    this.#rows -= kept.books.size;
    return kept;
  }

  keep(organisation: OrganisationId, kept: KeptBooks): void {
    this.take(organisation);
    this.#kept.set(organisation, kept);
    this.#rows += kept.books.size;
    // The first of the map spoke longest ago.
    for (const oldest of this.#kept.keys()) {
      if (this.#rows <= this.#rowsMax) return;
      this.take(oldest);
    }
  }
}

/** They are about half a kilobyte each: an eighth of what this process may have, so much more on a federation's server. */
const rowsAtMost = Math.floor(getHeapStatistics().heap_size_limit / 8 / 512);
