/** That a backup can be brought back, shown by bringing it back: into a database of its own, which then goes again. */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restore, type RestoredBooks, type ToRestore } from "./restore.ts";

/** As `restore`, beside whatever runs here. Every head is the one the backup names, and all books verify, or it throws. */
export async function prove(
  asked: Omit<ToRestore, "folder" | "url" | "serverUrl" | "group">,
): Promise<RestoredBooks> {
  const folder = await mkdtemp(join(tmpdir(), "lumbung-prove-"));
  try {
    // Started as root, the database runs as another user, who walks through.
    await chmod(folder, 0o711);
    return await restore({ ...asked, folder });
  } finally {
    const elsewhere = (await readFile(join(folder, "postgresql.path"), "utf8").catch(() => "")).trim();
    if (elsewhere !== "") await rm(elsewhere, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}
