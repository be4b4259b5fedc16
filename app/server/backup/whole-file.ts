/** A file that comes about whole or not at all: what stood there before stays until the new one is on the disk. */
import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "#db";
import { BackupUnfit } from "./unfit.ts";

/** `check` looks at it where it lies, before it takes its name. Gives the bytes written. */
export async function writeWhole(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  check: (draft: string) => Promise<void> = async () => {},
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(cannotWrite(path));
  const draft = `${path}.${randomBytes(4).toString("hex")}.part`;
  const file = await open(draft, "wx", 0o600).catch(cannotWrite(path));
  let written = 0;
  try {
    try {
      for await (const some of bytes) {
        await file.writeFile(some).catch(cannotWrite(path));
        written += some.length;
      }
      await file.sync().catch(cannotWrite(path));
    } finally {
      await file.close();
    }
    await check(draft);
    await rename(draft, path).catch(cannotWrite(path));
    await syncFolder(dirname(path));
    return written;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const cannotWrite =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw new BackupUnfit(noRoom.has(error.code ?? "") ? "cli.backup-disk-full" : "cli.backup-not-written", {
      file: path,
      why: error.code ?? error.message,
    });
  };

/** Full, over what one may use, or longer than that disk takes a file. */
const noRoom: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
