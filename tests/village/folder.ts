import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A data folder for one test. Everybody may walk through it: started as root, the database runs as another user and
 * would otherwise keep its files elsewhere. Where it did so all the same, those are removed too.
 */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), "lumbung-test-"));
  await chmod(path, 0o711);
  return {
    path,
    async remove() {
      const elsewhere = (await readFile(join(path, "postgresql.path"), "utf8").catch(() => "")).trim();
      if (elsewhere !== "") await rm(elsewhere, { recursive: true, force: true });
      await rm(path, { recursive: true, force: true });
    },
  };
}
