/**
 * What a flush to the disk costs, on which every ratio to pgbench depends: a machine whose disk answers in a tenth of a
 * millisecond lets pgbench commit several times as often, and ours, which commits many lines at once, hardly more often.
 * `npm run bench -- --flush 4` makes each flush four milliseconds longer, for ours and for pgbench alike, which a compiler is needed for.
 */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../app/server/root.ts";

/** Microseconds of a page written and flushed, the median of 300, in the folder the databases are made in. */
export async function flushMicroseconds(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "lumbung-flush-"));
  const file = await open(join(folder, "page"), "w");
  const page = Buffer.alloc(8192, 1);
  const took: number[] = [];
  for (let time = 0; time < 300; time += 1) {
    const begun = process.hrtime.bigint();
    await file.write(page, 0, page.length, 0);
    await file.datasync();
    took.push(Number(process.hrtime.bigint() - begun) / 1000);
  }
  await file.close();
  await rm(folder, { recursive: true });
  return took.sort((a, b) => a - b)[150]!;
}

export interface SlowDisk {
  /** For the environment of the database's server. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** A library that makes every flush so many milliseconds longer; throws where it cannot be compiled. */
export async function slowDisk(milliseconds: number): Promise<SlowDisk> {
  const folder = await mkdtemp(join(tmpdir(), "lumbung-slow-"));
  await chmod(folder, 0o755); // The database runs as another user.
  const library = join(folder, "slow-flush.so");
  await promisify(execFile)("cc", ["-shared", "-fPIC", "-O2", "-o", library, join(root, "bench/slow-flush.c"), "-ldl"]);
  await chmod(library, 0o755);
  return {
    environment: { LD_PRELOAD: library, LUMBUNG_FLUSH_US: String(Math.round(milliseconds * 1000)) },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
