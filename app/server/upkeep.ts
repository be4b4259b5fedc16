/** The upkeep of the house: once at the start, then every few hours, and never in anybody's way. */
import { keepUp } from "#members/server";
import type { Pool } from "#db";

const everyMs = 6 * 60 * 60_000;
/** After a failure: an outage is over sooner than that, or somebody looks. */
const againMs = 10 * 60_000;

export interface UpkeepOptions {
  readonly pool: Pool;
  readonly say: (line: string) => void;
  readonly wait?: (ms: number, then: () => void) => () => void;
}

/** Begins and gives back how to stop; what is under way is waited for. */
export function startUpkeep({ pool, say, wait = afterMs }: UpkeepOptions): () => Promise<void> {
  let isStopped = false;
  let stopWaiting = (): void => {};
  const work = async (): Promise<void> => {
    let next = everyMs;
    try {
      const { erased } = await keepUp(pool);
      if (erased > 0) say(`Finished erasing ${erased} who had been left, as decided before.`);
    } catch (error) {
      next = againMs;
      if (!isStopped) say(`The upkeep could not be done and is tried again later: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!isStopped) stopWaiting = wait(next, () => void (underWay = work()));
  };
  let underWay = work();
  return async () => {
    isStopped = true;
    stopWaiting();
    await underWay;
  };
}

function afterMs(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
